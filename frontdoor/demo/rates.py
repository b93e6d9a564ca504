"""How often things happen in the demonstration. Calibrated on published figures where there are some; else assumed, and said so.

None of it is presented anywhere as a real statistic.
"""

CONTACTS, FAMILIES, WEEKS = 1560, 1080, 26

# Sources: England 2020, referrals by source (DfE, table c5), health split by assumption.
SOURCES = {
    "6": 28.7, "2A": 18.2, "3E": 5.2, "3F": 3.0, "3D": 2.3, "3A": 1.8, "3B": 1.8, "3C": 0.9, "5A": 5.6, "5B": 2.8, "5D": 3.6, "5C": 2.1,
    "1A": 4.1, "1B": 2.5, "1C": 1.0, "8": 4.9, "7": 3.9, "9": 2.1, "2B": 2.1, "4": 1.3, "10": 1.4,
}
# One contact in five becomes a referral (ADCS phase 9 against DfE); the rest assumed.
SCREENED = {
    "NFA": 22, "INFO_ADVICE": 21, "SIGNPOST": 8, "EARLY_HELP": 17, "OPEN_CASE": 8, "MASH_ENQUIRY": 21.5, "OTHER_AUTHORITY": 1,
    "ADULT_SAFEGUARDING": 0.4, "ALLEGATION": 0.4, "STRATEGY_NOW": 0.7,
}
DECIDED = {"ASSESSMENT": 42, "EARLY_HELP": 25, "STRATEGY": 12, "INFO_ADVICE": 8, "NFA": 13}  # assumed
RATINGS = {"RED": 12, "AMBER": 48, "GREEN": 40}  # assumed
ANSWERS = {"HELD": 56, "NOTHING_HELD": 31, "NOT_SEARCHED": 7, "CANNOT_SHARE": 3, "NONE": 3}  # assumed
QUALITY = {"GOOD": 46, "ENOUGH": 36, "POOR": 18}  # assumed
# Working hours until done: (median, spread of the logarithm). Late now and then, as doors are.
SCREEN, OPEN_ENQUIRY, ANSWER, RECOMMEND, DECIDE, ACCEPT, TELL = (
    (3.2, 0.75), (1.0, 0.6), (5.0, 0.8), (3.0, 0.5), (1.6, 0.6), (4.0, 0.8), (3.5, 0.8),
)
TELL_HEALTH = (7.5, 0.9)  # the feedback to health that the inspection found wanting
OPENED, OPENED_WITHIN = 0.78, 4  # days after which nothing is left unopened
# Police notices: days told, how many come a day, and in which drops what goes wrong. See notices.py for what they rest on.
NOTICE_DAYS, NOTICES_A_DAY, DECIDED_A_SHIFT, BACKLOG_HOURS = 28, 16, 9, 30
DAMAGED, CANNOT_BE_READ, NEVER_CAME, PATTERN_DROPS = 12, 57, 52, (14, 33, 54)
