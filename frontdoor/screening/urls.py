from django.urls import path

from frontdoor.people.links import register

from .views import desk, people, quality, screening

register("contacts.Contact", "contact")

urlpatterns = [
    path("", desk.reception, name="reception"),
    path("rows/", desk.reception_rows, name="reception-rows"),
    path("quality/", quality.quality, name="referral-quality"),
    path("<uuid:pk>/", screening.screen, name="screen"),
    path("<uuid:pk>/", screening.screen, name="contact"),
    path("<uuid:pk>/manager/", screening.managers_eye, name="managers-eye"),
    path("<uuid:pk>/again/<uuid:handover>/", screening.decide_again, name="decide-again"),
    path("<uuid:pk>/people/", people.who, name="who-is-who"),
    path("<uuid:pk>/people/<uuid:named>/link/", people.link, name="link-named"),
    path("<uuid:pk>/people/<uuid:named>/add/", people.add_new, name="add-named"),
    path("<uuid:pk>/people/<uuid:named>/apart/", people.not_the_same, name="tell-named-apart"),
]
