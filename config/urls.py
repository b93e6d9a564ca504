from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("frontdoor.foundations.worklists.urls")),
    path("", include("frontdoor.foundations.pages.urls")),
    path("account/", include("frontdoor.governance.account_urls")),
    path("people/", include("frontdoor.people.urls")),
    path("referrals/", include("frontdoor.contacts.urls")),
    path("work/", include("frontdoor.handover.urls")),
    path("reception/", include("frontdoor.screening.urls")),
    path("notices/", include("frontdoor.ppn.urls")),
    path("mash/", include("frontdoor.mash.urls")),
    path("decisions/", include("frontdoor.decisions.urls")),
    path("feedback/", include("frontdoor.feedback.urls")),
    path("governance/", include("frontdoor.governance.urls")),
]
if settings.FRONTDOOR_DEMO:
    urlpatterns.append(path("demo/", include("frontdoor.demo.urls")))

handler400 = "frontdoor.foundations.pages.errors.bad_request"
handler403 = "frontdoor.foundations.pages.errors.forbidden"
handler404 = "frontdoor.foundations.pages.errors.not_found"
handler500 = "frontdoor.foundations.pages.errors.broken"
