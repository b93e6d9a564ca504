from django.urls import reverse

from frontdoor.foundations.access.roles import May
from frontdoor.foundations.pages.filters import when
from frontdoor.foundations.worklists.declare import Worklist

from .clocks import AGENCY_ANSWER
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
