"""The cast: one named person for each role, in the agencies of an invented county. Made once, told of in every test."""

from datetime import UTC, datetime

from django.contrib.contenttypes.models import ContentType

from frontdoor.foundations.access.models import Agency, Membership, Team, User
from frontdoor.foundations.record.actions import action
from frontdoor.foundations.record.founding import the_hub, the_system

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)

AGENCIES = {
    "police": ("Westshire Police", "POLICE", "6"),
    "hospital": ("Alder Vale Hospitals Trust", "HEALTH_TRUST", "3E"),
    "community": ("Westshire Community Health Trust", "HEALTH_TRUST", "3B"),
    "education": ("Westshire Education Service", "EDUCATION", "2B"),
    "adults": ("Westshire Adult Services", "ADULT_SERVICES", "5A"),
    "probation": ("Westshire Probation", "PROBATION", "7"),
    "housing": ("Alder Homes", "HOUSING", "4"),
    "refuge": ("Harbour Domestic Abuse Service", "DOMESTIC_ABUSE_SERVICE", "8"),
    "early_help": ("Westshire Family Support Service", "EARLY_HELP", "5D"),
    "family_help": ("Westshire Family Help", "CHILDRENS_SOCIAL_CARE", "5B"),
    "school": ("Thornbury Hill School", "SCHOOL", "2A"),
    "other_school": ("Mill Lane Academy", "SCHOOL", "2A"),
    "surgery": ("Quayside Surgery", "GP_PRACTICE", "3A"),
    "partnership": ("Westshire Safeguarding Children Partnership", "PARTNERSHIP", ""),
    "inspectorate": ("The Inspectorate", "INSPECTORATE", ""),
    "council": ("Westshire County Council", "COUNCIL", "5B"),
}
# Others who refer and are asked: they have people of their own, of whom the tests need none.
MORE_AGENCIES = {
    "maternity": ("Alder Vale Maternity", "HEALTH_TRUST", "3F"),
    "ambulance": ("Westshire Ambulance Service", "AMBULANCE", "3F"),
    "mental_health": ("Westshire Mental Health Trust", "MENTAL_HEALTH", "3F"),
    "substance": ("Turning Tide Drug and Alcohol Service", "SUBSTANCE_MISUSE", "8"),
    "youth_justice": ("Westshire Youth Justice", "YOUTH_JUSTICE", "7"),
    "brook_primary": ("Brookfold Primary School", "SCHOOL", "2A"),
    "saltmarsh": ("Saltmarsh Junior School", "SCHOOL", "2A"),
    "kestrel_way": ("Kestrel Way Infants", "SCHOOL", "2A"),
    "harrow_down": ("Harrow Down Secondary", "SCHOOL", "2A"),
    "wyke_college": ("Wyke Sixth Form College", "COLLEGE", "2B"),
    "st_osric": ("St Osric's Primary School", "SCHOOL", "2A"),
    "little_acorns": ("Little Acorns Nursery", "EARLY_YEARS", "2B"),
    "elm_surgery": ("Elm Bank Surgery", "GP_PRACTICE", "3A"),
    "harbour_surgery": ("Harbour View Practice", "GP_PRACTICE", "3A"),
    "northshire": ("Northshire Council front door", "OTHER_AUTHORITY", "5C"),
}
# What others know them by: the force's code, schools' URNs and surgeries' ODS codes; all but the first are invented.
CODES = {
    "police": "44", "school": "999101", "other_school": "999102", "surgery": "Z99001", "brook_primary": "999103", "saltmarsh": "999104",
    "kestrel_way": "999105", "harrow_down": "999106", "wyke_college": "999107", "st_osric": "999108", "little_acorns": "999109",
    "elm_surgery": "Z99002", "harbour_surgery": "Z99003",
}
TEAMS = {  # name: (agency, function)
    "reception": ("hub", "RECEPTION"), "mash": ("hub", "MASH"), "out_of_hours": ("hub", "OUT_OF_HOURS"),
    "hub_north": ("early_help", "EARLY_HELP"), "family_help_east": ("family_help", "ASSESSMENT"),
    "exploitation": ("family_help", "EXPLOITATION"), "adult_safeguarding": ("adults", "ADULTS"),
}
MORE_TEAMS = {
    "hub_south": ("early_help", "EARLY_HELP"), "family_help_west": ("family_help", "ASSESSMENT"),
    "allegations": ("council", "ALLEGATIONS"), "northshire_reception": ("northshire", "OTHER_AUTHORITY"),
}
CAST = {  # name: (shown name, agency, team, role)
    "rosa": ("Rosa Whitlock", "hub", "reception", "reception"),
    "ravi": ("Ravi Penhale", "hub", "reception", "reception"),
    "sam": ("Sam Okonedo-Vale", "hub", "mash", "mash_worker"),
    "mina": ("Mina Farrow", "hub", "mash", "mash_manager"),
    "marcus": ("Marcus Eddowes", "hub", "mash", "mash_manager"),
    "oona": ("Oona Trevail", "hub", "out_of_hours", "out_of_hours"),
    "pete": ("Pete Sandiford", "police", None, "hub_partner"),
    "hana": ("Hana Birtwell", "community", None, "hub_partner"),
    "helen": ("Helen Marsh-Adeyo", "community", None, "referrer"),
    "nadia": ("Nadia Croft", "hospital", None, "contributor"),
    "edie": ("Edie Larkham", "education", None, "hub_partner"),
    "adam": ("Adam Tolliver", "adults", "adult_safeguarding", "receiver"),
    "priya": ("Priya Nankervis", "probation", None, "contributor"),
    "hugh": ("Hugh Ostrander", "housing", None, "contributor"),
    "dina": ("Dina Askew", "refuge", None, "contributor"),
    "elsie": ("Elsie Brathwaite-Lunn", "early_help", "hub_north", "receiver"),
    "fay": ("Fay Duxbury", "family_help", "family_help_east", "receiver"),
    "wil": ("Wil Carrow", "family_help", "exploitation", "receiver"),
    "tess": ("Tess Holloway-Bright", "school", None, "safeguarding_lead"),
    "tom": ("Tom Aldous", "school", None, "referrer"),
    "moira": ("Moira Stennett", "other_school", None, "safeguarding_lead"),
    "gita": ("Gita Warrender", "surgery", None, "referrer"),
    "bea": ("Bea Lomax", "partnership", None, "partnership_business"),
    "ivor": ("Ivor Gale", "council", None, "information_governance"),
    "ada": ("Ada Mowbray", "council", None, "administrator"),
    "inez": ("Inez Roche", "inspectorate", None, "inspector"),
}
MORE_CAST = {
    "rowan": ("Rowan Quayle", "hub", "reception", "reception"),
    "saskia": ("Saskia Thorne", "hub", "mash", "mash_worker"),
    "errol": ("Errol Beddoes-King", "early_help", "hub_south", "receiver"),
    "wanda": ("Wanda Prowse", "family_help", "family_help_west", "receiver"),
    "alma": ("Alma Tregidden", "council", "allegations", "receiver"),
    "nora": ("Nora Fenwick-Asante", "northshire", "northshire_reception", "receiver"),
    "mabel": ("Mabel Ifield", "maternity", None, "referrer"),
    "brian": ("Brian Oxley-Dunn", "brook_primary", None, "safeguarding_lead"),
    "sita": ("Sita Garraway", "saltmarsh", None, "safeguarding_lead"),
    "hettie": ("Hettie Lowther", "harrow_down", None, "safeguarding_lead"),
    "owen": ("Owen Strand", "st_osric", None, "safeguarding_lead"),
    "elena": ("Elena Marchbank", "elm_surgery", None, "referrer"),
    "max": ("Max Delacroix-Hume", "mental_health", None, "contributor"),
    "tilda": ("Tilda Ransome", "substance", None, "contributor"),
    "pc_lane": ("PC Jo Lane", "police", None, "referrer"),
}


@action("Gather the cast", permission=None, shown=False)
def gather(*, by, at, more: bool = False) -> Agency:
    """Agencies, teams and people; with `more`, those whom only the demonstration needs."""
    agencies = {"hub": the_hub()}
    for key, (name, kind, source) in {**AGENCIES, **(MORE_AGENCIES if more else {})}.items():
        agencies[key] = Agency.objects.create(
            name=name, kind=kind, source_code=source, inbox=f"safeguarding@{key.replace('_', '-')}.example", phone="01632 960100",
            code=CODES.get(key, ""),
        )
    teams = {
        key: Team.objects.create(agency=agencies[agency], name="MASH" if key == "mash" else key.replace("_", " ").capitalize(), function=function)
        for key, (agency, function) in {**TEAMS, **(MORE_TEAMS if more else {})}.items()
    }
    for key, (name, agency, team, role) in {**CAST, **(MORE_CAST if more else {})}.items():
        user = User.objects.create(email=f"{key}@{agency.replace('_', '-')}.example", name=name)
        Membership.objects.create(user=user, agency=agencies[agency], team=teams.get(team), role=role, started_at=at)
    return agencies["hub"]


def assemble(*, more: bool = False, at: datetime = BEGAN) -> None:
    """Commit the cast to a database that has none."""
    if not User.objects.filter(name="Rosa Whitlock").exists():
        ContentType.objects.clear_cache()
        gather(by=the_system(), at=at, more=more)
