from django.urls import path

from .views import analysis, answering, asking, board, enquiry, for_them

urlpatterns = [
    path("", board.board, name="mash"),
    path("open/<uuid:pk>/", board.open_one, name="enquiry-open"),
    path("<uuid:pk>/", enquiry.enquiry, name="enquiry"),
    path("<uuid:pk>/answers/", enquiry.answers, name="enquiry-answers"),
    path("<uuid:pk>/rating/", enquiry.rating, name="enquiry-rating"),
    path("<uuid:pk>/worker/", enquiry.worker, name="enquiry-worker"),
    path("<uuid:pk>/ask/", asking.ask, name="enquiry-ask"),
    path("<uuid:pk>/analysis/", analysis.analysis, name="enquiry-analysis"),
    path("<uuid:pk>/analysis/keep/", analysis.keep_analysis, name="enquiry-analysis-keep"),
    path("request/<uuid:pk>/", answering.agency_request, name="agency-request"),
    path("request/<uuid:pk>/keep/", answering.keep_answer, name="agency-request-keep"),
    path("request/<uuid:pk>/withdraw/", asking.withdraw, name="agency-request-withdraw"),
    path("request/<uuid:pk>/telephone/", for_them.telephone, name="agency-request-telephone"),
    path("letter/<uuid:pk>/", for_them.letter, name="agency-letter"),
    path("request/<uuid:pk>/late/", asking.late_answer, name="late-answer"),
    path("item/<uuid:pk>/show/", answering.show, name="item-show"),
    path("item/<uuid:pk>/needed/", enquiry.needed, name="item-needed"),
]
