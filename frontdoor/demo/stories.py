"""The named stories: each worth showing, each at a different place on its way today. Everybody in them is invented."""

from datetime import date, timedelta
from uuid import UUID

from frontdoor.contacts.actions import add, link_child, receive
from frontdoor.feedback.models import Feedback
from frontdoor.foundations.record.founding import the_door
from frontdoor.governance.actions import break_glass, restrict_person
from frontdoor.handover.actions import accept, send_back
from frontdoor.handover.models import Handover
from frontdoor.people.actions import add_person, involve

from .families import nhs_number
from .teller import Teller
from .telling import (
    answers,
    asks,
    decides,
    known,
    link_again,
    minutes_ago,
    opened,
    recommends,
    refers,
    screened,
    working_days_ago,
)


def born(teller: Teller, years: int, days: int = 0) -> date:
    return teller.now.date() - timedelta(days=int(years * 365.25) + days)


def child(teller: Teller, given: str, family: str, years: int, number: int, **more) -> dict:
    return {"given_names": given, "family_name": family, "born_on": born(teller, years, number % 300), "nhs_number": nhs_number(900000 + number), **more}


def robin_and_wren(teller: Teller) -> None:
    """Robin, Wren and the baby not yet born: an enquiry under way this morning, police have answered, health has not."""
    home = {"address": "4 Lapwing Drive, Kesmere", "postcode": "ZZ4 2BL"}
    contact = refers(
        teller, "tess", at=minutes_ago(teller, 260), is_urgent=False, categories=["DOMESTIC_ABUSE"], level_claimed=4, child_at_school_now=True,
        concern="Robin told me at registration that Dad threw a chair at Mum last night and that Wren hid in the airing cupboard. Robin has slept in school twice this week.",
        children=[
            child(teller, "Robin", "Ashgrove", 9, 11, sex="M", own_words="Wren goes in the cupboard with the towels and I hold the door so he can't.",
                  lived_experience="Robin listens for the front door. At night Robin checks on Wren before sleeping, and is the first to school.", **home),
            child(teller, "Wren", "Ashgrove", 5, 12, sex="F", own_words="The towels smell nice.", **home),
            {"family_name": "Ashgrove", "expected_on": teller.now.date() + timedelta(days=74), **home},
        ],
        adults=[
            {"given_names": "Leanne", "family_name": "Ashgrove", "relationship": "MOTHER", "has_parental_responsibility": True, "lives_with_children": True, "born_on": born(teller, 31), **home},
            {"scrap": "Dave, the boyfriend, drives a white van", "relationship": "PARENTS_PARTNER", "lives_with_children": True, "risk": "May be in the house by day"},
            {"given_names": "Craig", "family_name": "Ashgrove", "relationship": "FATHER", "has_parental_responsibility": True, "lives_with_children": False},
        ],
        strengths="Gran (Mum's mother) collects them on Fridays. Leanne came in by herself last week and asked what school could do.",
        tried="Breakfast club since September; two meetings with Mum.", parents_told="NO", parents_not_told_why="RISK_TO_CHILD",
    )
    known(teller, contact, at=minutes_ago(teller, 238))
    screened(teller, contact, at=minutes_ago(teller, 230), outcome="MASH_ENQUIRY", level=4, team="mash", rating="RED", quality="GOOD",
             reason="A child describes violence last night with the younger one hiding; Mum is pregnant. Other agencies must be asked today.")
    enquiry = opened(teller, contact, at=minutes_ago(teller, 205), rating="RED")
    police, health, housing = asks(teller, enquiry, "Westshire Police", "Westshire Community Health Trust", "Alder Homes", at=minutes_ago(teller, 195))
    answers(teller, police, "pete", at=minutes_ago(teller, 120), speak_to="Pete Sandiford, hub desk", items=[
        ("Three call-outs to the address since June; on one, Leanne had a cut lip. No charges.", "Police records", "FACT"),
        ("The officer in August thought that she was afraid to speak with him in the room.", "Officer's note", "OPINION"),
        ("Information about the partner held elsewhere.", "Police intelligence", "SENSITIVE"),
    ])
    answers(teller, housing, "hugh", at=minutes_ago(teller, 60), outcome="NOTHING_HELD", searched="Tenancy file and reports for the address, two years back")


def twins(teller: Teller) -> None:
    """Ivo and Isla: twins with one birthday and one home, waiting at reception; only one of them is known already."""
    home = {"address": "17 Rope Walk, Penstow", "postcode": "ZZ7 1QN"}
    first = refers(teller, "helen", at=working_days_ago(teller, 40, 11), source="3B", categories=["HOUSING"], level_claimed=2, concern="Isla was not brought to her check twice. The flat is damp and Mum is on her own.",
                   children=[{"given_names": "Isla", "family_name": "Penrose", "born_on": born(teller, 3, 40), "sex": "F", "nhs_number": nhs_number(900031), **home}])
    known(teller, first, at=working_days_ago(teller, 40, 12))
    screened(teller, first, at=working_days_ago(teller, 40, 13), outcome="INFO_ADVICE", level=2, reason="Advice to the health visitor about the housing team.", quality="ENOUGH")
    for feedback in Feedback.objects.filter(contact=first, stage="DUE"):
        teller.told_as_drafted(feedback, by="rosa", at=working_days_ago(teller, 39, 9))
    refers(teller, "brian", at=minutes_ago(teller, 95), categories=["NEGLECT"], level_claimed=2, child_at_school_now=True,
           concern="Ivo is always hungry. His sister is said to be at Gran's.",
           children=[{"given_names": "Ivo", "family_name": "Penrose", "born_on": born(teller, 3, 40), "sex": "M", **home}])


def one_name(teller: Teller) -> None:
    """Daniel Kestrel and his father Daniel Kestrel: one name and one home, two people; and a name misspelt."""
    home = {"address": "88 Kiln Street, Rusknock", "postcode": "ZZ2 6DT"}
    first = refers(teller, "hettie", at=working_days_ago(teller, 55, 10), categories=["CCE"], level_claimed=3, concern="Daniel has two phones and was seen with older boys at the station.",
                   children=[child(teller, "Daniel", "Kestrel", 14, 41, sex="M", own_words="I owe someone, that's all.", **home)],
                   adults=[{"given_names": "Daniel", "family_name": "Kestrel", "born_on": born(teller, 41), "relationship": "FATHER", "has_parental_responsibility": True, "lives_with_children": True, **home}])
    known(teller, first, at=working_days_ago(teller, 55, 11))
    screened(teller, first, at=working_days_ago(teller, 55, 12), outcome="EARLY_HELP", level=3, team="hub_south", quality="GOOD", reason="Worries about who he is with; the family wants help.")
    for feedback in Feedback.objects.filter(contact=first, stage="DUE"):
        teller.told_as_drafted(feedback, by="ravi", at=working_days_ago(teller, 54, 10))
    teller.do(accept, Handover.objects.get(contact=first), by="errol", at=working_days_ago(teller, 54, 11))
    refers(teller, "pc_lane", at=minutes_ago(teller, 42), source="6", categories=["CCE", "MISSING"], level_claimed=3,
           concern="Stopped at 02:10 in a car with two adults from another town. Would not say where he had been. £640 in cash.",
           children=[{"given_names": "Danial", "family_name": "Kestral", "born_on": born(teller, 14, 41), "sex": "M", "own_words": "Just a lift home.", **home}])


def suki(teller: Teller) -> None:
    """Suki Marlden: the fourth contact in a year, each of them small; reception proposes advice and a manager must look."""
    home, people = {"address": "3 Sorrel Way, Marlden", "postcode": "ZZ11 3GP"}, None
    tales = [
        ("owen", 150, "NEGLECT", "Suki came in pyjamas under her coat."), ("helen", 96, "EMOTIONAL", "Mum shouted at Suki in the clinic and then cried."),
        ("owen", 44, "NEGLECT", "No lunch again, third time this half-term. Suki asked to take bread home."),
    ]
    for who, days, category, concern in tales:
        contact = refers(teller, who, at=working_days_ago(teller, days, 10), categories=[category], concern=concern, level_claimed=2,
                         children=[child(teller, "Suki", "Marlden", 7, 51, sex="F", own_words="I'm not hungry, I'm just used to it." if days == 44 else "", **home)])
        if people:
            link_again(teller, contact, people, at=working_days_ago(teller, days, 11))
        else:
            people = known(teller, contact, at=working_days_ago(teller, days, 11))
        screened(teller, contact, at=working_days_ago(teller, days, 13), by="mina" if days == 44 else "ravi", outcome="INFO_ADVICE", level=2, reason="Advice given to the referrer.", quality="ENOUGH")
        for feedback in Feedback.objects.filter(contact=contact, stage="DUE"):
            teller.told_as_drafted(feedback, by="ravi", at=working_days_ago(teller, days - 1, 10))
    now = refers(teller, "owen", at=minutes_ago(teller, 170), categories=["NEGLECT"], level_claimed=3, concern="Suki fell asleep at her desk and said nobody was home last night.",
                 children=[child(teller, "Suki", "Marlden", 7, 51, sex="F", own_words="It was only dark for a bit.", **home)])
    link_again(teller, now, people, at=minutes_ago(teller, 130))
    screened(teller, now, at=minutes_ago(teller, 125), by="ravi", outcome="INFO_ADVICE", level=2, reason="School is supporting; advice given.", quality="GOOD")


def maya(teller: Teller) -> None:
    """Maya Underwick and her mother in a refuge: an address nobody may see; early help has accepted."""
    safe = {"address": "PROTECTED refuge in another town", "postcode": "ZZ19 9ZZ", "address_is_protected": True}
    contact = refers(teller, "dina", at=working_days_ago(teller, 6, 9, 40), source="8", categories=["DOMESTIC_ABUSE"], level_claimed=3,
                     concern="Maya and her mother came to us on Sunday night with one bag. Maya has not been in school since.",
                     children=[child(teller, "Maya", "Underwick", 8, 61, sex="F", own_words="Here the doors are quiet.", lived_experience="Maya sleeps next to her mother and asks each evening who has the key.", **safe)],
                     adults=[{"given_names": "Farida", "family_name": "Underwick", "relationship": "MOTHER", "has_parental_responsibility": True, "lives_with_children": True, **safe},
                             {"given_names": "Ryan", "family_name": "Underwick", "relationship": "FATHER", "has_parental_responsibility": True, "lives_with_children": False, "risk": "Must not learn where they are"}])
    known(teller, contact, at=working_days_ago(teller, 6, 10))
    screened(teller, contact, at=working_days_ago(teller, 6, 11), outcome="EARLY_HELP", level=3, team="hub_north", quality="GOOD", reason="Safe now; needs a school place and somebody beside them.")
    teller.do(accept, Handover.objects.get(contact=contact), by="elsie", at=working_days_ago(teller, 5, 10))
    for feedback in Feedback.objects.filter(contact=contact, stage="DUE"):
        teller.told_as_drafted(feedback, by="rosa", at=working_days_ago(teller, 5, 9))


def four_answers(teller: Teller) -> None:
    """Otis Fenridge: held, nothing held, not searched and cannot share side by side; a recommendation waits for a manager."""
    home = {"address": "21 Gannet Walk, Fenridge", "postcode": "ZZ5 8HQ"}
    contact = refers(teller, "nadia", at=working_days_ago(teller, 2, 10, 15), source="3E", categories=["PHYSICAL"], level_claimed=4,
                     concern="Otis, 2, was brought with a spiral fracture. The story changed between triage and the ward.",
                     children=[child(teller, "Otis", "Fenridge", 2, 71, sex="M", lived_experience="Otis goes still when a door closes.", **home)],
                     adults=[{"given_names": "Jodie", "family_name": "Fenridge", "relationship": "MOTHER", "has_parental_responsibility": True, "lives_with_children": True, **home}])
    known(teller, contact, at=working_days_ago(teller, 2, 10, 40))
    screened(teller, contact, at=working_days_ago(teller, 2, 11), outcome="MASH_ENQUIRY", level=4, team="mash", rating="AMBER", quality="GOOD", reason="An injury with two stories.")
    enquiry = opened(teller, contact, at=working_days_ago(teller, 2, 11, 30), by="saskia")
    police, community, adults, probation = asks(teller, enquiry, "Westshire Police", "Westshire Community Health Trust", "Westshire Probation", "Harbour Domestic Abuse Service",
                                                at=working_days_ago(teller, 2, 11, 45), by="saskia")
    answers(teller, police, "pete", at=working_days_ago(teller, 2, 14), items=[("One call-out in May, verbal, no children seen.", "Police records", "FACT")])
    answers(teller, community, "hana", at=working_days_ago(teller, 2, 15), outcome="NOTHING_HELD", searched="Health visiting, school nursing and immunisations by NHS number and address")
    answers(teller, adults, "priya", at=working_days_ago(teller, 1, 9), outcome="NOT_SEARCHED", why_not="The case system is down; I will search by ten tomorrow.")
    answers(teller, probation, "dina", at=working_days_ago(teller, 1, 10), outcome="CANNOT_SHARE", why_not="It would put somebody at risk to say more in writing.", speak_to="Dina Askew, by telephone")
    recommends(teller, enquiry, at=minutes_ago(teller, 33), by="saskia", outcome="STRATEGY", level=4, why="The injury and the changing story together are reasonable cause.", said={
        "history": "One police call-out in May. No other contact with the front door.", "risks": "A fracture in a child of two with two explanations; a partner nobody has met.",
        "strengths": "Jodie brought him at once and stayed. Her mother lives near.", "lived_experience": "Otis goes still when a door closes and is soothed by his grandmother.",
        "not_known": "Who was at home on Sunday; what probation holds, not searched yet.", "analysis": "The explanations do not fit the injury. The unknown adult matters most.",
    })


def sent_back(teller: Teller) -> None:
    """Felix Dunmere: early help sent the work back this morning; somebody must decide again."""
    contact = refers(teller, "sita", at=working_days_ago(teller, 4, 14), categories=["BEHAVIOUR"], level_claimed=3, concern="Felix has hit his mother twice this week. She asks for help and is afraid of what comes next.",
                     children=[child(teller, "Felix", "Dunmere", 12, 81, sex="M", own_words="I don't know why I do it.")])
    known(teller, contact, at=working_days_ago(teller, 4, 15))
    screened(teller, contact, at=working_days_ago(teller, 4, 15, 30), outcome="EARLY_HELP", level=3, team="hub_north", quality="ENOUGH", reason="Mum wants help at home.")
    teller.do(send_back, Handover.objects.get(contact=contact), by="elsie", at=minutes_ago(teller, 75), reason="Mum did not know about the referral and does not agree today. Please speak with her and decide again.")


def disagreement(teller: Teller) -> None:
    """Poppy Larkworth: her school has read the decision and disagrees, and somebody must read that."""
    contact = refers(teller, "tess", at=working_days_ago(teller, 3, 9), categories=["EMOTIONAL"], level_claimed=3, concern="Poppy has stopped speaking in class since the summer.",
                     children=[child(teller, "Poppy", "Larkworth", 10, 91, sex="F", own_words="If I talk it starts again.")])
    known(teller, contact, at=working_days_ago(teller, 3, 10))
    screened(teller, contact, at=working_days_ago(teller, 3, 11), outcome="SIGNPOST", level=2, quality="ENOUGH", reason="The school counselling service can meet this.")
    for feedback in Feedback.objects.filter(contact=contact, stage="DUE"):
        teller.told_as_drafted(feedback, by="rosa", at=working_days_ago(teller, 2, 10))
    teller.do(add, contact, by="tess", at=minutes_ago(teller, 50), kind="DISAGREE", words="Counselling has a wait of fourteen weeks. What Poppy said this morning is new and I do not think this can wait.")


def a_neighbour(teller: Teller) -> None:
    """A neighbour, who gave no name: the public form, at a quarter past nine in the evening."""
    at = working_days_ago(teller, 1, 21, 15)
    teller.do(receive, by=the_door(), at=at, submission=UUID(int=teller.drawn.getrandbits(128)), received_at=at, channel="FORM", source="9",
              concern="The two little ones at number 9 are out on the green at ten at night without shoes. I hear crying.", referrer_wants_no_name=True, categories=["NEGLECT"],
              children=[{"scrap": "A girl of about four", "address": "9 Hopfield Lane, Coldcombe"}, {"scrap": "A boy of about six", "address": "9 Hopfield Lane, Coldcombe"}])


def out_of_hours(teller: Teller) -> None:
    """Kit Hollingarth: Oona wrote it down in the night; it is on the desk in the morning."""
    at = working_days_ago(teller, 1, 23, 40)
    teller.do(receive, by="oona", at=at + timedelta(minutes=35), submission=UUID(int=teller.drawn.getrandbits(128)), received_at=at, channel="OUT_OF_HOURS", out_of_hours=True, source="6",
              referrer_name="Sgt. at the custody desk", referrer_agency=teller.agencies["Westshire Police"], referrer_phone="01632 960222", categories=["MISSING", "CHILD_SUBSTANCE"],
              concern="Kit was found in the town centre, very cold, after being out since school. Taken home to an aunt. The aunt asks for somebody to ring today.", safety_now="With his aunt tonight. Ring before nine.",
              children=[child(teller, "Kit", "Hollingarth", 13, 101, sex="M", own_words="I'm not going back there.")])


def unborn(teller: Teller) -> None:
    """Baby Oakestow, due in five weeks: a midwife's referral, told by letter to a box that refuses it."""
    contact = refers(teller, "mabel", at=working_days_ago(teller, 2, 9, 30), source="3F", categories=["UNBORN"], level_claimed=4, referrer_email="mabel@bounce.example",
                     concern="Late booking at 30 weeks. Two earlier children live with their grandmother by court order. Her partner answers for her.",
                     children=[{"family_name": "Oakestow", "expected_on": teller.now.date() + timedelta(days=36)}],
                     adults=[{"given_names": "Shanice", "family_name": "Oakestow", "relationship": "MOTHER", "has_parental_responsibility": True, "lives_with_children": True, "born_on": born(teller, 24)}])
    known(teller, contact, at=working_days_ago(teller, 2, 10))
    screened(teller, contact, at=working_days_ago(teller, 2, 11), outcome="MASH_ENQUIRY", level=4, team="mash", rating="GREEN", quality="GOOD", reason="Earlier children removed; time to plan before the birth.")
    enquiry = opened(teller, contact, at=working_days_ago(teller, 2, 12), rating="GREEN")
    (health,) = asks(teller, enquiry, "Westshire Community Health Trust", at=working_days_ago(teller, 2, 12, 20))
    answers(teller, health, "hana", at=working_days_ago(teller, 2, 15), items=[("Booked at 30 weeks, two scans missed.", "Maternity record", "FACT")])
    said = {"history": "Two earlier children live with family by order.", "risks": "Late booking, control by a partner.", "strengths": "She came to the last two appointments, and her mother is with her.",
            "lived_experience": "The baby will come home to a room that is ready and a house that is not calm.", "not_known": "Who the partner is.", "analysis": "Time to plan before the birth, with her."}
    recommends(teller, enquiry, at=working_days_ago(teller, 1, 10), outcome="ASSESSMENT", level=4, why="A pre-birth assessment is needed now.", said=said)
    decides(teller, enquiry, at=working_days_ago(teller, 1, 11), outcome="ASSESSMENT", level=4, rationale="Pre-birth assessment, to begin this week.", team="family_help_east")
    teller.do(accept, Handover.objects.get(contact=contact, stage="OFFERED"), by="fay", at=working_days_ago(teller, 1, 14))
    feedback = Feedback.objects.get(contact=contact, stage="DUE", to="REFERRER")
    teller.told_as_drafted(feedback, by="sam", at=working_days_ago(teller, 1, 15))


def a_colleague(teller: Teller) -> None:
    """Juno Quarrmere: a colleague's child, whom only Mina and Sam can find. In the night Oona had to break the glass; Ivor has yet to look at it."""
    mina, sam = teller.people["mina"], teller.people["sam"]
    contact = refers(teller, "tess", at=working_days_ago(teller, 20, 9), categories=["EMOTIONAL"], level_claimed=3, concern="Juno says that nobody may know what happens at home because of where Mum works.",
                     children=[child(teller, "Juno", "Quarrmere", 6, 95, sex="F", own_words="Mum's friends will see it.")])
    person = teller.do(add_person, by="mina", at=working_days_ago(teller, 20, 10), source=contact.reference, given_names="Juno", family_name="Quarrmere", born_on=born(teller, 6, 95), sex="F")
    held = teller.do(restrict_person, person, by="mina", at=working_days_ago(teller, 20, 10), reason="STAFF", why="Her mother works in the hub.", people=[mina, sam])
    teller.do(link_child, contact.children.get(), by="mina", at=working_days_ago(teller, 20, 10, 5), person=person)
    screened(teller, contact, at=working_days_ago(teller, 20, 11), by="mina", outcome="SIGNPOST", level=2, quality="GOOD", reason="Counselling by a service outside the county, which Mum has chosen.")
    for feedback in Feedback.objects.filter(contact=contact, stage="DUE"):
        teller.told_as_drafted(feedback, by="mina", at=working_days_ago(teller, 20, 13), how="PHONE", told_to="Tess Holloway-Bright")
    teller.do(break_glass, by="oona", at=working_days_ago(teller, 1, 22, 10), restriction=held, reference=contact.reference, reason="MISSING",
              why="The police have found a girl who says she is Juno and that she cannot go home. No manager answers.")


def open_case(teller: Teller) -> None:
    """Esme Wetherwick: already open to a worker, who should hear of it at once; waiting at reception."""
    home = {"address": "60 Barley Rise, Wetherwick", "postcode": "ZZ9 4AR"}
    first = refers(teller, "tess", at=working_days_ago(teller, 70, 10), categories=["NEGLECT"], level_claimed=3, concern="Esme's attendance is 62 per cent and her little brother is often with her in school.",
                   children=[child(teller, "Esme", "Wetherwick", 11, 111, sex="F", **home)], adults=[{"given_names": "Kasia", "family_name": "Wetherwick", "relationship": "MOTHER", "has_parental_responsibility": True, "lives_with_children": True, **home}])
    people = known(teller, first, at=working_days_ago(teller, 70, 11))
    screened(teller, first, at=working_days_ago(teller, 70, 12), outcome="EARLY_HELP", level=3, team="hub_south", quality="GOOD", reason="Several needs; the family agrees.")
    teller.do(accept, Handover.objects.get(contact=first), by="errol", at=working_days_ago(teller, 69, 10))
    for feedback in Feedback.objects.filter(contact=first, stage="DUE"):
        teller.told_as_drafted(feedback, by="rosa", at=working_days_ago(teller, 69, 11))
    teller.do(involve, people[0], by="rosa", at=working_days_ago(teller, 60, 10), agency=teller.agencies["Westshire Family Help"], team=teller.teams["family_help_east"], kind="CIN",
              from_on=working_days_ago(teller, 60, 10).date(), worker_name="Fay Duxbury", worker_phone="01632 960144", worker_email="fay@family-help.example")
    again = refers(teller, "tess", at=minutes_ago(teller, 21), categories=["YOUNG_CARER"], level_claimed=3, child_at_school_now=True, concern="Esme told me that Mum did not get up this morning and she could not wake her for a while. Esme is in school now and worried about going home.",
                   children=[child(teller, "Esme", "Wetherwick", 11, 111, sex="F", own_words="She did wake up in the end.", **home)], is_urgent=True)
    link_again(teller, again, people, at=minutes_ago(teller, 18))


STORIES = [
    robin_and_wren, twins, one_name, suki, maya, four_answers, sent_back, disagreement, a_neighbour, out_of_hours, unborn, a_colleague,
    open_case,
]
