from django.urls import path

from . import urls_passing
from .views import desk, drops, feeds, flow, keying, looking, people, pushing, sent, unread

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
    path("drops/", drops.drops, name="drops"),
    path("drops/take/", drops.take, name="drop-take"),
    path("drops/missing/", drops.gaps, name="gaps"),
    path("drops/missing/<uuid:pk>/", drops.gap, name="gap"),
    path("drops/<uuid:pk>/", drops.drop, name="drop"),
    path("drops/<uuid:pk>/deal/", drops.deal, name="drop-deal"),
    path("drops/<uuid:pk>/ack.json", drops.ack, name="drop-ack"),
    path("quarantine/<uuid:pk>/", unread.unread, name="unread"),
    path("quarantine/<uuid:pk>/aside/", unread.aside, name="unread-aside"),
    path("key/", keying.key, name="notice-key"),
    path("files/<uuid:pk>/", keying.file, name="notice-file"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/begin/", feeds.begin, name="feed-begin"),
    path("feeds/<uuid:pk>/end/", feeds.end, name="feed-end"),
    path("api/", pushing.for_forces, name="notices-for-forces"),
    path("api/openapi.json", pushing.openapi, name="notices-openapi"),
    path("api/v1/notices", pushing.push, name="notices-push"),
    *urls_passing.urlpatterns,
]
