from frontdoor.contacts.actions import receive_contact
from frontdoor.foundations.clocks.declare import Clock
from frontdoor.foundations.clocks.limits import WorkingDays, WorkingHours

from .actions import agree, screen

SCREEN = Clock(
    code="screen", duty="Screen the contact", limit=WorkingDays(1), starts=(receive_contact,), stops=(screen,),
    source="Keeping children safe in education 2025, paragraph 62: decision within one working day",
    since=lambda contact: contact.received_at, pick=lambda contact: WorkingHours(1) if contact.is_urgent else None,
)
MANAGERS_EYE = Clock(
    code="managers-eye", duty="Look again at a repeat contact", limit=WorkingHours(4), starts=(screen,), stops=(agree,),
    source="Local protocol: three contacts in twelve months", applies=lambda contact: contact.stage == "AWAITING_MANAGER",
)
