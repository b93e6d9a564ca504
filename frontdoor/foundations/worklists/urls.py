from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("worklists/<slug:code>/", views.worklist, name="worklist"),
]
