from django.urls import path

from frontdoor.people.links import register

from . import views

register("handover.Handover", "handover")

urlpatterns = [
    path("", views.work, name="work"),
    path("<uuid:pk>/", views.handover, name="handover"),
    path("<uuid:pk>/accept/", views.accept, name="handover-accept"),
    path("<uuid:pk>/send-back/", views.send_back, name="handover-send-back"),
    path("<uuid:pk>/send-back-from-mash/", views.send_back_from_mash, name="handover-send-back-from-mash"),
    path("<uuid:pk>/accepted/", views.accepted_there, name="handover-accepted"),
    path("<uuid:pk>/sent-back/", views.sent_back_there, name="handover-sent-back"),
    path("<uuid:pk>/send-elsewhere/", views.send_elsewhere, name="handover-send-elsewhere"),
    path("<uuid:pk>/end/", views.end, name="handover-end"),
]
