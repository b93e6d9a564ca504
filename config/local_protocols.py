"""What this partnership has agreed for itself. Law and statutory guidance are in the code; this page is the area's own."""

from frontdoor.foundations.clocks.limits import (
    BeforeNextSchoolDay,
    Days,
    EndOfSchoolDay,
    Hours,
    WorkingDays,
    WorkingHours,
)

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
    # A police notice is looked at within so long of reaching us, whatever its grade. Inspectors test for 24 hours.
    "notice": {"H": Hours(4), "M": Hours(24), "S": Hours(48), "U": Hours(24)},
    "notice-quarantine": WorkingHours(4),
    "drop-refused": WorkingHours(4),
    "sequence-gap": WorkingDays(1),
    "second-look": WorkingDays(2),
    "encompass": BeforeNextSchoolDay(),
    "pass-on": WorkingDays(1),
    "mash-decision": {"RED": WorkingHours(4), "AMBER": WorkingHours(24), "GREEN": Hours(48)},
    "agency-answer": {"RED": WorkingHours(2), "AMBER": WorkingHours(6), "GREEN": WorkingHours(24)},
    "take-on": WorkingDays(1),
    "feedback": WorkingDays(1),
    "feedback-to-school": EndOfSchoolDay(),
    "message-failed": WorkingHours(4),
    "duplicates": WorkingDays(10),
    "review-restriction": Days(90),
    "review-opening": WorkingDays(1),
}

# Three contacts in twelve months show as a pattern and need a manager's eye before no further action.
REPEAT_CONTACTS = {"how_many": 3, "in_months": 12}

# Which verdicts of the matching put a pair of known people into the queue of the information officer.
DUPLICATES = {"propose": ["VERY_LIKELY", "MAY_BE"]}

# What partners gave stays with the hub when an enquiry closes below this level of the threshold chart.
STRIP_BELOW_LEVEL = 4

UPLOADS = {"most_bytes": 10 * 1024 * 1024, "most_files": 10, "scanner": None}

# Police notices. Patterns: so many notices of these grades about one family in so many days. Second looks: how many in a
# hundred standard-risk decisions go to another pair of eyes. Alarm: arrivals outrun decisions on so many days running. Late: an
# officer submitted it so many hours after the incident.
PPN = {
    "patterns": [{"how_many": 3, "in_days": 91, "grades": ["S", "M", "U"], "says": "three low-grade notices in three months"}],
    "second_look_percent": 10,
    "alarm_after_days": 3,
    # What is shared with health goes to these safeguarding inboxes beside the child’s surgery: names of agencies.
    "health_inboxes": ["Westshire Community Health Trust"],
    "late_after_hours": 24,  # an officer’s notice submitted later than so long after it happened is counted as late
    "most_bytes": 64 * 1024 * 1024,  # of a drop as it arrives
    "most_bytes_unpacked": 1024 * 1024 * 1024,
    "force_code": "44",  # of the notices that come on paper
    "most_pushes_a_minute": 120,  # of one force's system
}

# How long a restricted record stays open to somebody who broke the glass.
BREAK_GLASS_MINUTES = 60
