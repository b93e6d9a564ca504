from django.urls import path

from .views import additions, following, public, recording, referral

urlpatterns = [
    path("", following.sent, name="referrals"),
    path("start/", referral.start, name="referral-start"),
    path("public/", public.tell, name="public-referral"),
    path("public/sent/", public.told, name="public-referral-sent"),
    path("new/", referral.new, name="referral-new"),
    path("record/", recording.record, name="record-contact"),
    path("drafts/<uuid:pk>/", referral.task_list, name="referral-draft"),
    path("drafts/<uuid:pk>/check/", referral.check, name="referral-check"),
    path("drafts/<uuid:pk>/send/", referral.send, name="referral-send"),
    path("drafts/<uuid:pk>/sent/", following.just_sent, name="referral-sent"),
    path("drafts/<uuid:pk>/discard/", referral.discard, name="referral-discard"),
    path("drafts/<uuid:pk>/files/<uuid:file>/take-back/", referral.take_back, name="referral-take-back"),
    path("drafts/<uuid:pk>/<slug:slug>/", referral.section, name="referral-section"),
    path("drafts/<uuid:pk>/<slug:slug>/<slug:key>/", referral.person, name="referral-person"),
    path("added/<uuid:pk>/", additions.addition, name="addition"),
    path("files/<uuid:pk>/about/", additions.about, name="attachment-about"),
    path("files/<uuid:pk>/", following.attachment, name="attachment"),
    path("<uuid:pk>/", following.status, name="referral"),
    path("<uuid:pk>/copy.pdf", following.copy, name="referral-pdf"),
    path("<uuid:pk>/add/", following.add, name="referral-add"),
]
