"""PPN drop v1: which files, which columns, and what a cell may say. Declared once: the import, the endpoint, its OpenAPI
document, the sample and the README for forces all read it here. Pure.

Source: the interchange proposed in our standards notes, E.2.1; POLE vocabulary; DASH shape E.2.2.
"""

from dataclasses import dataclass

SCHEMA = "ppn-drop/1"
MANIFEST = "manifest.json"
LONG = 2000
GRADES = ("H", "M", "S", "U")
TYPES = ("CHILD", "DA", "ADULT", "MISSING", "HATE", "HBA", "PREVENT", "OTHER")
STATUSES = ("new", "updated", "withdrawn")
CONSENTS = ("given", "refused", "not_asked", "overridden", "unable")
LIMITS = ("none", "sensitive", "no_disclose_to_family", "source_protected")
ROLES = (
    "SUBJECT_CHILD", "VICTIM", "SECONDARY_VICTIM", "SUSPECT", "PERPETRATOR", "PARENT", "CARER", "SIBLING", "WITNESS",
    "REPORTER", "PROFESSIONAL", "OTHER",
)
RELATIONS = ("mother", "father", "step", "grandparent", "partner", "ex_partner", "sibling", "other")
PLACES = ("SCENE", "HOME", "PREVIOUS", "TEMPORARY")
TOOLS = ("DASH2009", "DARA", "CHILD", "VA")
MISSING_RISKS = ("H", "M", "L", "N")


@dataclass(frozen=True)
class Column:
    """One column: its kind (text, code, moment, day, whole, flag, tri, object), how long, and which codes."""

    name: str
    kind: str = "text"
    most: int = 200
    codes: tuple[str, ...] = ()
    required: bool = False
    least: int = 0


def text(name: str, most: int = 200, *, required: bool = False) -> Column:
    return Column(name, most=most, required=required)


def code(name: str, codes: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, "code", codes=codes, required=required)


def moment(name: str, *, required: bool = False) -> Column:
    return Column(name, "moment", required=required)


def whole(name: str, most: int, *, least: int = 0, required: bool = False) -> Column:
    return Column(name, "whole", most=most, least=least, required=required)


def flags(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "flag") for name in names)


FORCE = text("force_code", 2, required=True)
PPN = text("ppn_id", 40, required=True)
PERSON = text("person_local_id", 40, required=True)

NOTICE = (
    PPN, whole("version", 100_000, least=1, required=True), code("status", STATUSES, required=True),
    text("occurrence_no", 20), text("log_no", 40), code("ppn_type", TYPES, required=True), moment("incident_at"),
    code("incident_date_precision", ("exact", "day", "month")), moment("reported_at"), moment("submitted_at"),
    moment("supervised_at"), moment("sent_to_mash_at"), code("risk_grade", GRADES, required=True),
    *flags("hrda_listed", "marac"), whole("da_repeat_12m", 1000), text("officer_id", 40), text("officer_station", 80),
    text("summary", LONG), text("child_voice", LONG), text("action_taken", LONG), code("consent", CONSENTS),
    text("consent_override_reason", 500), code("info_share_limit", LIMITS),
    code("gpms", ("OFFICIAL", "OFFICIAL-SENSITIVE")),
)
PEOPLE = (
    PERSON, text("title", 35), text("given_names", 100), text("surname", 100), text("aliases", 500), Column("dob", "day"),
    code("dob_precision", ("exact", "day", "month", "year", "estimated")), whole("approx_age", 125), code("sex", ("M", "F", "U")),
    text("ethnicity_sde", 2), text("nationality_iso2", 2), text("language", 60), Column("interpreter", "flag"),
    Column("pregnant", "tri"), text("phone", 30), text("email", 254), text("disability", 300), text("nhs_number", 20),
    text("pnc_id", 20), text("school_urn", 20), text("school_text", 120), text("gp_ods", 20), text("gp_text", 120),
    Column("deceased", "flag"),
)
ROLE = (
    PPN, PERSON, code("role", ROLES, required=True), code("relation_to_subject", RELATIONS),
    *flags("present", "witnessed", "injured", "lives_at_scene", "drink", "drugs", "arrested"), text("mp_status", 40),
)
LOCATION = (
    text("location_local_id", 40), PPN, text("person_local_id", 40), code("kind", PLACES, required=True), text("uprn", 12),
    text("flat", 60), text("house", 60), text("street", 100), text("locality", 100), text("town", 100), text("postcode", 10),
    text("easting", 10), text("northing", 10), Column("refuge", "flag"), Column("from_date", "day"), Column("to_date", "day"),
)
RISK = (
    PPN, code("tool", TOOLS, required=True), code("grade", GRADES), Column("professional_judgement", "flag"),
    moment("completed_at"), text("completed_by", 80), Column("answers", "object", most=10_000), whole("yes_count", 100),
    Column("victim_refused", "flag"), whole("escalation_12m", 1000),
)
CRIME = (
    PPN, text("crime_no", 30), text("hooc", 20), text("offence", 200), text("status", 40), moment("status_at"),
)
MISSING = (
    PPN, text("missing_id", 40, required=True), moment("last_seen_at"), moment("reported_at"), moment("found_at"),
    code("risk", MISSING_RISKS), text("reason", 500), code("category", ("home", "care", "education")),
    *flags("cse", "cce", "trafficking"), moment("prevention_interview_at"),
)
# In the order in which they are read: what a notice rests on before what hangs on it.
FILES: dict[str, tuple[Column, ...]] = {
    "notice.csv": NOTICE, "person.csv": PEOPLE, "role.csv": ROLE, "location.csv": LOCATION, "risk.csv": RISK,
    "crime.csv": CRIME, "missing.csv": MISSING,
}
# The JSON form carries the same names, nested under these.
NESTED = {"roles": "role.csv", "locations": "location.csv", "risk": "risk.csv", "crime": "crime.csv", "missing": "missing.csv"}


def header(file: str) -> list[str]:
    """The first line of a file: the force, then its columns in order."""
    return [FORCE.name, *(column.name for column in FILES[file])]
