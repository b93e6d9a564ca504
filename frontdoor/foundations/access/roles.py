"""Who may do what. One table, read by every action and every page."""

from dataclasses import dataclass
from enum import StrEnum, auto


class May(StrEnum):
    REFER = auto()  # raise a concern and follow it
    SEE_OWN_AGENCY = auto()  # see what one's own agency owns or was given, not only one's own
    SEE_HUB = auto()  # see everything circulated to the hub
    RECORD_CONTACT = auto()  # write down a call, an e-mail, an out-of-hours note
    TAKE_NOTICES = auto()  # take in police notices: a drop, or one keyed by hand
    LINK_PEOPLE = auto()  # say who is who
    SCREEN = auto()  # rate a contact and set its outcome
    ENQUIRE = auto()  # open a MASH enquiry, ask the agencies, analyse, recommend
    ANSWER = auto()  # answer a request for the agency
    DECIDE = auto()  # decide for each child, look again at a pattern
    TAKE_ON = auto()  # accept work for the team, or send it back
    TELL = auto()  # check and send feedback
    SEE_ACCESS_LOG = auto()  # who looked at which record
    MANAGE_ACCESS = auto()  # add agencies, teams and people; end access
    SEE_FLOW = auto()  # the health of the door: oldest items, silent feeds
    RESTRICT = auto()  # keep a record to the people named on it
    BREAK_GLASS = auto()  # open a restricted record for a time, for an immediate danger
    RUN = auto()  # the system itself: post, chasing, sealing


@dataclass(frozen=True)
class Role:
    code: str
    name: str
    does: str
    may: frozenset[May]
    needs_second_factor: bool = True


_hub = {May.SEE_HUB, May.RECORD_CONTACT, May.TAKE_NOTICES, May.LINK_PEOPLE, May.REFER, May.TELL, May.SEE_OWN_AGENCY}
_all = [
    Role("referrer", "Professional", "raises concerns and hears what came of them", frozenset({May.REFER}), False),
    Role("guest", "Professional without an account", "raises a concern with a verified e-mail address",
         frozenset({May.REFER}), False),
    Role("safeguarding_lead", "Safeguarding lead", "refers, and sees all that the agency referred or was asked",
         frozenset({May.REFER, May.SEE_OWN_AGENCY, May.ANSWER})),
    Role("contributor", "Agency contributor", "answers the hub's requests for the agency",
         frozenset({May.REFER, May.SEE_OWN_AGENCY, May.ANSWER})),
    Role("hub_partner", "Hub partner", "sits in the hub for the agency and answers its requests",
         frozenset({May.REFER, May.SEE_OWN_AGENCY, May.ANSWER, May.SEE_HUB})),
    Role("reception", "Reception officer", "receives, links and screens what comes in", frozenset(_hub | {May.SCREEN, May.BREAK_GLASS})),
    Role("out_of_hours", "Out-of-hours worker", "records what comes in when the hub is closed",
         frozenset({
             May.RECORD_CONTACT, May.TAKE_NOTICES, May.SEE_HUB, May.LINK_PEOPLE, May.REFER, May.SEE_OWN_AGENCY, May.BREAK_GLASS,
         })),
    Role("mash_worker", "MASH social worker", "enquires of every agency, analyses and recommends",
         frozenset(_hub | {May.SCREEN, May.ENQUIRE, May.BREAK_GLASS})),
    Role("mash_manager", "MASH manager", "decides for each child",
         frozenset(_hub | {May.SCREEN, May.ENQUIRE, May.DECIDE, May.SEE_FLOW, May.RESTRICT, May.BREAK_GLASS})),
    Role("receiver", "Receiving team", "accepts work for the team or sends it back with a reason",
         frozenset({May.TAKE_ON, May.SEE_OWN_AGENCY, May.REFER})),
    Role("partnership_business", "Partnership business", "sees whether the door works, never who came through it",
         frozenset({May.SEE_FLOW})),
    Role("information_governance", "Information governance", "sees who looked at what",
         frozenset({May.SEE_ACCESS_LOG, May.SEE_FLOW, May.RESTRICT})),
    Role("administrator", "Administrator", "adds agencies, teams and people, and ends access",
         frozenset({May.MANAGE_ACCESS, May.SEE_FLOW})),
    Role("inspector", "Inspector", "reads the records named to them, for a time", frozenset()),
    Role("door", "The public form", "takes what a member of the public sends", frozenset({May.REFER}), False),
    Role("system", "The system", "posts, chases and seals", 
         frozenset({May.RUN, May.SEE_HUB, May.REFER, May.SEE_OWN_AGENCY, May.TAKE_NOTICES}), False),
    Role("feed", "A force’s system", "pushes police notices", frozenset({May.TAKE_NOTICES, May.SEE_OWN_AGENCY}), False),
]
ROLES: dict[str, Role] = {role.code: role for role in _all}


def who_may(permission: May) -> list[str]:
    """The names of the roles that may do this, for a refusal that says whom to ask."""
    return [role.name for role in _all if permission in role.may and role.code not in {"system", "door", "guest", "feed"}]
