"""Short forms and spellings of one given name, as heard at the door. Written for this product; add to it freely."""

from functools import cache

GROUPS = [
    group.split()
    for group in """
    abigail abi abby abbie gail
    abdul abdullah abdulla abdallah
    adam ad
    agnieszka aga
    ahmed ahmad ahmet
    aisha ayesha aysha aishah
    alan allan allen al
    albert bert bertie al albie
    aleksandra ola sasha alexandra
    alexander alex al alec lex sandy xander zander sasha alfie
    alexandra alex alexa lexi lexie sandra sasha
    alfred alfie fred freddie alf
    ali aly
    alison ali ally allison alyson
    amanda mandy manda
    amelia amy millie mia emilia
    andrew andy drew andrzej
    angela angie ange
    anna ann anne annie ania anya hannah
    anthony tony ant antony
    archibald archie
    arthur art artie
    barbara barb babs basia
    benjamin ben benji benny
    beatrice bea trixie bee beatrix
    bradley brad
    bridget bridie biddy
    caitlin katelyn kaitlyn catelyn caitlyn kaitlin
    callum calum cal
    cameron cam
    caroline carrie caz carolyn
    catherine katherine kathryn cathy kathy kate katie cath kath kat cat kitty katy katarzyna kasia catharine
    charles charlie chas chuck chaz
    charlotte charlie lottie lotte charl
    christina christine chris tina chrissie christy
    christopher chris kit topher christian
    connor conor con
    daniel dan danny dani
    danielle dani danni elle
    david dave davey dai davy
    deborah debbie deb debra
    dominic dom nic
    donald don donny
    dorothy dot dottie dolly
    edward ed eddie ned ted teddy ward
    eleanor ellie nell nellie elle elinor ella nora
    elizabeth liz lizzie beth betty eliza lisa libby elsie betsy bess elisabeth elspeth ela
    emily em emmy millie emilia
    emma em emmie
    ethan eathan
    evelyn evie eve
    fatima fatimah fatema fatma
    florence flo florrie flossie
    frances fran frankie fanny
    francis frank frankie fran
    frederick fred freddie freddy rick frederic
    gabriel gabe
    gabrielle gabby gabi elle
    geoffrey geoff jeff jeffrey
    george georgie
    georgina georgie gina georgia
    gerald gerry jerry ged
    gillian jill gill
    grace gracie
    gregory greg gregor
    harold harry hal
    harriet hattie harri hatty
    hassan hasan
    henry harry hal hank
    hussain hussein hossain husain
    ian iain
    imogen immy imo
    irene rena
    isabella isabelle bella izzy isabel isobel issy ella belle
    isaac zac ike
    jacob jake jay
    jacqueline jackie jacqui jaqueline
    james jim jimmy jamie jay
    jane janey jayne janie
    janet jan
    jasmine jas jaz jazz yasmin
    jayden jaydon jaiden jaden
    jennifer jen jenny jenna
    jeremy jem jerry
    jessica jess jessie
    joan joanie
    joanna jo joanne joey
    jodie jody jodi
    john johnny jack jon ian sean shaun jan
    jonathan jon jonny nathan johnathan jonathon
    joseph joe joey jo yusuf yousef
    josephine jo josie
    joshua josh
    julia julie jules juliet
    julian jules
    katrina kat trina
    kenneth ken kenny
    kimberley kim kimberly
    kyle kyel
    laura laurie lauren
    lawrence larry laurie lawrie laurence
    leah lea lia
    leonard len lenny leo
    leonardo leo
    lewis louis lou lew luis
    lillian lily lil lilly lilian
    louise lou lulu louisa
    lucas luke luca lukas lukasz
    lucy lucie lou lucia
    lydia lyd
    madeleine maddie maddy madison madeline
    magdalena magda
    malgorzata gosia margaret
    marcus marc mark markus
    margaret maggie peggy meg marge greta daisy madge
    maria marie mary marysia
    martin marty martyn
    mary molly polly may maria
    matilda tilly mattie tillie
    matthew matt matty mathew mateusz
    maureen mo
    maxwell max
    maximilian max
    megan meg meghan
    michael mike mick mickey mikey micky michal micheal
    michelle shell chelle michele
    miriam mim maryam mariam
    mohammed mohammad muhammad mohamed mohamad muhammed mo mohd md moh
    mustafa mustapha
    natalie nat nattie nathalie natalia
    nathan nate nat
    nathaniel nathan nate nat
    nicholas nick nicky nico nicolas
    nicola nicky nikki nic nicole
    nina nin
    noah noa
    oliver ollie olly olli
    olivia livvy liv livi ollie
    oluwaseun seun
    omar umar omer
    oscar oskar
    pamela pam pammie
    patricia pat trish patsy tricia patty
    patrick pat paddy rick
    paul pavel pawel
    penelope penny
    peter pete piotr
    philip phil pip phillip
    philippa pippa pip
    phoebe phebe
    rachel rach rachael rachelle
    raymond ray
    rebecca becky becca bex beccy rebekah
    reginald reg reggie
    rhys reece rees reese
    richard rick dick richie ricky rich dickie
    robert rob bob bobby robbie bert robin
    robin robyn rob
    roger rodge
    ronald ron ronnie
    rosemary rose rosie
    rose rosie rosa
    ruth ruthie
    ryan rian
    samantha sam sammy
    samuel sam sammy
    sara sarah sally sadie zara
    sean shaun shawn
    sebastian seb bas
    shirley shirl
    simon si
    sophia sophie sofia zofia zosia
    stanley stan
    stephanie steph stef stephy
    stephen steven steve stevie stefan ste
    stuart stu stewart
    susan sue susie suzy suzie suzanne
    sydney sid syd sidney
    tamara tammy tam
    terence terry tel terrence
    theodore theo ted teddy
    theresa teresa tess terri tessa teri
    thomas tom tommy tomasz
    timothy tim timmy
    toby tobias
    tracey tracy trace
    tyler ty
    valerie val
    vanessa nessa ness
    veronica ronnie vera
    victor vic
    victoria vicky vicki tori vick viki
    vincent vince vinny vin
    violet vi
    vivian viv vivienne
    walter wally walt
    william bill billy will liam willy wills
    yusuf yousef yusef yousuf youssef
    yvonne eve
    zachary zach zac zak zack
    zainab zaynab zeinab
    zoe zoey zoë
    """.strip().splitlines()
]
SHORT_FORMS: dict[str, set[str]] = {}
for _group in GROUPS:
    for _name in _group:
        SHORT_FORMS.setdefault(_name, set()).add(_group[0])


@cache
def full_forms(name: str) -> frozenset[str]:
    """The names that a plain given name may be short for, itself among them."""
    return frozenset(SHORT_FORMS.get(name, ())) | {name}


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Kate and Katherine are; Samuel and Samantha are not, though both are called Sam."""
    return bool(SHORT_FORMS.get(one, set()) & SHORT_FORMS.get(other, set()))
