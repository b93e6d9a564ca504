from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:pk>/", views.decide, name="decide"),
    path("<uuid:pk>/keep/", views.keep_decision, name="decide-keep"),
    path("<uuid:pk>/more/", views.send_back, name="decide-more"),
    path("of/<uuid:pk>/", views.decisions_of, name="decisions-of"),
    path("made/<uuid:pk>/", views.decision, name="decision"),
    path("amend/<uuid:pk>/", views.amend, name="decision-amend"),
]
