from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.filters import when
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import AGENCY_ANSWER, READ_LATE_ANSWER
from .models import AgencyRequest

# The row says what was asked about whom, since the agency sees the request and not the case.
REQUESTS = Worklist(
    code="requests-to-answer", title="Requests to answer", owner="the agency that was asked", model=AgencyRequest,
    stages=(AgencyRequest.Stage.ASKED,), clock=AGENCY_ANSWER, permission=May.ANSWER,
    columns=("About", "Request", "What is asked", "Asked"),
    row=lambda asked: ("; ".join(asked.people) or "Nobody named", asked.enquiry.reference, asked.what[:140], when(asked.asked_at)),
    link=lambda asked: reverse("agency-request", args=[asked.pk]),
    mine=lambda requests, user: requests.filter(agency=user.agency), related=("enquiry",),
    empty="The hub is waiting for nothing from your agency.", order=30,
)
LATE_ANSWERS = Worklist(
    code="late-answers", title="Answers that came after the decision", owner="the MASH’s social workers", model=AgencyRequest,
    stages=(AgencyRequest.Stage.ANSWERED_AFTER,), clock=READ_LATE_ANSWER, permission=May.ENQUIRE,
    columns=("About", "Enquiry", "Agency", "Answered"),
    row=lambda asked: ("; ".join(asked.people) or "Nobody named", asked.enquiry.reference, asked.agency.name, when(asked.answered_at)),
    link=lambda asked: reverse("late-answer", args=[asked.pk]), related=("enquiry", "agency"),
    empty="Nothing came after a decision that was not read.", order=25,
)
