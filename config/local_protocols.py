"""What this partnership has agreed for itself. Law and statutory guidance are in the code; this page is the area's own."""

from frontdoor.foundations.clocks.limits import Days, EndOfSchoolDay, Hours, WorkingDays, WorkingHours

PARTNERSHIP = {
    "name": "Westshire Safeguarding Children Partnership",
    "council": "Westshire County Council",
    "urgent_phone": "0300 555 0100",
    "out_of_hours_phone": "0300 555 0199",
}

# Time limits that an area may set; the codes are those of the clocks in docs/catalogue.md.
LIMITS = {
    "acknowledge": WorkingDays(1),
    "screen": WorkingDays(1),
    "managers-eye": WorkingHours(4),
    "mash-decision": {"RED": WorkingHours(4), "AMBER": WorkingHours(24), "GREEN": Hours(48)},
    "agency-answer": {"RED": WorkingHours(2), "AMBER": WorkingHours(6), "GREEN": WorkingHours(24)},
    "take-on": WorkingDays(1),
    "feedback": WorkingDays(1),
    "feedback-to-school": EndOfSchoolDay(),
    "message-failed": WorkingHours(4),
    "review-restriction": Days(90),
    "review-opening": WorkingDays(1),
}

# Three contacts in twelve months show as a pattern and need a manager's eye before no further action.
REPEAT_CONTACTS = {"how_many": 3, "in_months": 12}

# What partners gave stays with the hub when an enquiry closes below this level of the threshold chart.
STRIP_BELOW_LEVEL = 4

UPLOADS = {"most_bytes": 10 * 1024 * 1024, "most_files": 10, "scanner": None}

# How long a restricted record stays open to somebody who broke the glass.
BREAK_GLASS_MINUTES = 60
