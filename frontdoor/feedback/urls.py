from django.urls import path

from .views import checking, messages, reading

urlpatterns = [
    path("mine/", reading.mine, name="feedback-mine"),
    path("messages/", messages.let_go, name="messages"),
    path("messages/<uuid:pk>/", messages.message, name="message"),
    path("messages/<uuid:pk>/take-back/", messages.undo, name="message-take-back"),
    path("contact/<uuid:pk>/", checking.for_contact, name="feedback-for-contact"),
    path("<uuid:pk>/", checking.check, name="feedback-check"),
    path("<uuid:pk>/read/", reading.read, name="feedback-read"),
    path("<uuid:pk>/reply/", reading.reply, name="feedback-reply"),
    path("<uuid:pk>/reply/read/", checking.read_reply, name="feedback-read-reply"),
]
