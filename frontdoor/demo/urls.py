from django.urls import path

from . import views

urlpatterns = [
    path("", views.cast, name="demo-cast"),
]
