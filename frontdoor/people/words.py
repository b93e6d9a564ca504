"""What an event says on a chronology: the verb in the past, and its codes in words. No sentence is stored for this."""

from typing import Any

from frontdoor.foundations.codes.sets import CODES

PAST = {
    "Say": "Said",
    "Set": "Set",
    "Send": "Sent",
    "Take": "Took",
    "Give": "Gave",
    "Tell": "Told",
    "Write": "Wrote",
    "Read": "Read",
    "Withdraw": "Withdrew",
    "Find": "Found",
    "Put": "Put",
    "Show": "Showed",
    "Refer": "Referred",
    "Begin": "Began",
    "Let": "Let",
    "Hold": "Held",
    "Make": "Made",
    "See": "Saw",
    "Stop": "Stopped",
    "Owe": "Owed",
    "Hear": "Heard",
    "Bring": "Brought",
    "Admit": "Admitted",
}
# The code sets in which the code kept under this name may be found, the likeliest first.
SETS = {
    "outcome": ("mash_outcome", "contact_outcome", "return_outcome"),
    "rating": ("rating",),
    "kind": ("relationship", "involvement_kind", "feedback_kind", "address_kind", "identifier_kind"),
    "channel": ("contact_channel",),
    "source": ("referral_source",),
    "exemption": ("feedback_exemption",),
    "quality": ("referral_quality",),
}
RAISING = {"source", "channel"}  # how and by what sort of agency it was raised: part of who raised it
FIELDS = {
    "given_names": "given names",
    "family_name": "family name",
    "preferred_name": "preferred name",
    "born_on": "date of birth",
    "birth_is_a_guess": "how sure the date of birth is",
    "about_age": "about what age",
    "about_age_on": "about what age",
    "expected_on": "due date",
    "not_yet_born": "whether they are born",
    "sex": "sex",
    "nhs_number": "NHS number",
    "nhs_number_status": "NHS number status",
    "upn": "UPN",
    "phone": "phone",
    "address": "address",
    "postcode": "postcode",
    "address_is_protected": "whether the address is protected",
    "died_on": "date of death",
    "school_text": "school",
    "gp_text": "GP",
    "language": "language",
    "ethnicity": "ethnicity",
    "interpreter": "interpreter",
    "communication": "communication needs",
    "disabilities": "disabilities",
    "religion": "religion",
    "school": "school",
    "gp": "GP",
    "scrap": "what was said of them",
}


def in_past(summary: str) -> str:
    """“Screen a contact” as it reads afterwards: “Screened a contact”."""
    verb, _, rest = summary.partition(" ")
    if verb in PAST:
        past = PAST[verb]
    elif verb.endswith("e"):
        past = verb + "d"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        past = verb[:-1] + "ied"
    else:
        past = verb + "ed"
    return f"{past} {rest}".strip()


def says(event: Any, *, protected: bool = False) -> str:
    """The event's codes in words: its outcome for this child, level, rating, kind, agency and team."""
    details, on, parts = event.details, event.at, []
    for made in event.made:
        parts += [_coded("outcome", made["outcome"], on), f"level {made['level']}" if made["level"] else ""]
    for name in SETS:
        if details.get(name) and not (protected and name in RAISING) and isinstance(details[name], str):
            parts.append(_coded(name, details[name], on))
    if details.get("level") and not event.made:
        parts.append(f"level {details['level']}")
    if event.agency_named:
        parts.append(event.agency_named)
    if event.team_named:
        parts.append(f"to {event.team_named}")
    if isinstance(details.get("fields"), list):
        parts.append(", ".join(dict.fromkeys(FIELDS.get(name, name) for name in details["fields"])))
    if details.get("is_urgent") is True:
        parts.append("urgent")
    said = "; ".join(dict.fromkeys(part for part in parts if part))
    return said[:1].upper() + said[1:]


def _coded(name: str, code: str, on: Any) -> str:
    found = next((row.label for each in SETS[name] if (row := CODES[each].row(code, on))), "")
    return found or {"MORE": "More information", "DISAGREE": "They disagree"}.get(code, "")
