from django.conf import settings
from django.urls import path

from .views import checking, flow, messages, reading

urlpatterns = [
    path("mine/", reading.mine, name="feedback-mine"),
    path("flow/", flow.flow, name="flow"),
    path("health/", flow.health, name="feedback-health"),
    path("messages/", messages.let_go, name="messages"),
    path("messages/<uuid:pk>/", messages.message, name="message"),
    path("messages/<uuid:pk>/take-back/", messages.undo, name="message-take-back"),
    path("messages/<uuid:pk>/came-back/", messages.bounced, name="message-came-back"),
    path("contact/<uuid:pk>/", checking.for_contact, name="feedback-for-contact"),
    path("<uuid:pk>/", checking.check, name="feedback-check"),
    path("<uuid:pk>/read/", reading.read, name="feedback-read"),
    path("<uuid:pk>/reply/", reading.reply, name="feedback-reply"),
    path("<uuid:pk>/reply/read/", checking.read_reply, name="feedback-read-reply"),
]
if settings.FRONTDOOR_DEMO:
    urlpatterns.append(path("post-room/", flow.post_room, name="post-room"))
