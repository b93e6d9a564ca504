"""How many questions a page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_QUESTIONS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")  # the test's own transaction, not the page's


def questions(ask) -> int:
    """Asked once before, so that what is kept for the life of the process is not counted."""
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len([each for each in asked.captured_queries if not each["sql"].startswith(NOT_QUESTIONS)])
