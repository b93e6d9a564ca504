from django.urls import path

from . import views
from .links import register

register("people.Person", "person")

urlpatterns = [
    path("<uuid:pk>/", views.person, name="person"),
    path("<uuid:pk>/chronology/", views.chronology, name="person-chronology"),
]
