from django.urls import path

from .views import desk, flow, looking, people, sent

urlpatterns = [
    path("", desk.ppn_desk, name="ppn-desk"),
    path("flow/", flow.ppn_flow, name="ppn-flow"),
    path("sent/", sent.ppn_sent, name="ppn-sent"),
    path("sent/came-back/", sent.ppn_came_back, name="ppn-came-back"),
    path("sent/quality/", sent.ppn_quality, name="ppn-quality"),
    path("line/<uuid:pk>/", desk.line, name="ppn-line"),
    path("together/", desk.together, name="ppn-together"),
    path("high-risk/", looking.meeting_list, name="ppn-meeting-list"),
    path("second-look/<uuid:pk>/", looking.second_look, name="second-look"),
    path("<uuid:pk>/", desk.notice, name="notice"),
    path("<uuid:pk>/grade/", desk.regrade, name="regrade-notice"),
    path("<uuid:pk>/people/<uuid:named>/link/", people.link, name="link-in-notice"),
    path("<uuid:pk>/people/<uuid:named>/add/", people.add_new, name="add-in-notice"),
    path("<uuid:pk>/people/<uuid:named>/apart/", people.not_the_same, name="tell-apart-in-notice"),
]
