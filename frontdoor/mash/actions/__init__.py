"""What is done with an enquiry, and with what each agency is asked."""

from .enquiries import (
    Recommendation,
    allocate,
    ask_for_more,
    mark_needed,
    open_enquiry,
    rate,
    recommend,
    write_analysis,
)
from .for_them import answer_by_letter, answer_by_telephone, open_letter
from .requests import (
    Given,
    Question,
    answer,
    ask,
    ask_all,
    chase,
    follow_rating,
    make_request,
    read_late_answer,
    show_item,
    withdraw,
)

__all__ = [
    "Given", "Question", "Recommendation", "allocate", "answer", "answer_by_letter", "answer_by_telephone", "ask", "ask_all", "ask_for_more", "chase", "follow_rating",
    "make_request", "mark_needed", "open_enquiry", "open_letter", "rate", "read_late_answer", "recommend", "show_item", "withdraw", "write_analysis",
]
