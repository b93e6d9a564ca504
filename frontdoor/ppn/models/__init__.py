from .arriving import Alarm, Drop, Feed, Gap, Quarantine
from .deciding import NoticeOutcome, SecondLook
from .notice import Family, Grade, Notice, NoticeFile, NoticePerson, NoticeVersion
from .passing import Passing, SchoolDays

__all__ = [
    "Alarm", "Drop", "Family", "Feed", "Gap", "Grade", "Notice", "NoticeFile", "NoticeOutcome", "NoticePerson", "NoticeVersion", "Passing", "Quarantine", "SchoolDays", "SecondLook",
]
