from django.db.models import OuterRef
from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.filters import when
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import AGENCY_ANSWER, READ_LATE_ANSWER
from .models import AgencyRequest
from .queries.answering import somebody_may_answer

SOMEBODY = somebody_may_answer(OuterRef("agency"))
# The row says what was asked about whom, since the agency sees the request and not the case.
REQUESTS = Worklist(
    code="requests-to-answer", title="Requests to answer", owner="the agency that was asked", model=AgencyRequest,
    stages=(AgencyRequest.Stage.ASKED,), clock=AGENCY_ANSWER, permission=May.ANSWER,
    columns=("About", "Request", "What is asked", "Asked"),
    row=lambda asked: ("; ".join(asked.people) or "Nobody named", asked.enquiry.reference, asked.what[:140], when(asked.asked_at)),
    link=lambda asked: reverse("agency-request", args=[asked.pk]),
    mine=lambda requests, user: requests.filter(agency=user.agency), related=("enquiry",),
    empty="The hub is waiting for nothing from your agency.", order=30, also=lambda requests: requests.filter(SOMEBODY),
)
# Where nobody of the agency may answer here, it was written to; the hub rings when the time goes by.
BY_TELEPHONE = Worklist(
    code="requests-by-telephone", title="Asked where nobody signs in", owner="the MASH’s social workers", model=AgencyRequest,
    stages=(AgencyRequest.Stage.ASKED,), clock=AGENCY_ANSWER, permission=May.ENQUIRE,
    columns=("About", "Enquiry", "Agency", "Telephone", "Asked"),
    row=lambda asked: (
        "; ".join(asked.people) or "Nobody named", asked.enquiry.reference, asked.agency.name, asked.agency.phone, when(asked.asked_at),
    ),
    link=lambda asked: reverse("agency-request-telephone", args=[asked.pk]), related=("enquiry", "agency"),
    empty="No agency has to be rung about what it was asked.", order=24, also=lambda requests: requests.exclude(SOMEBODY),
)
LATE_ANSWERS = Worklist(
    code="late-answers", title="Answers that came after the decision", owner="the MASH’s social workers", model=AgencyRequest,
    stages=(AgencyRequest.Stage.ANSWERED_AFTER,), clock=READ_LATE_ANSWER, permission=May.ENQUIRE,
    columns=("About", "Enquiry", "Agency", "Answered"),
    row=lambda asked: ("; ".join(asked.people) or "Nobody named", asked.enquiry.reference, asked.agency.name, when(asked.answered_at)),
    link=lambda asked: reverse("late-answer", args=[asked.pk]), related=("enquiry", "agency"),
    empty="Nothing came after a decision that was not read.", order=25,
)
