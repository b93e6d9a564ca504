from django.urls import path

from .views import passing, school_days, told

urlpatterns = [
    path("passing/", passing.encompass, name="encompass"),
    path("passing/told/", told.told, name="police-told"),
    path("passing/<uuid:pk>/", passing.passing, name="passing"),
    path("passing/<uuid:pk>/where/", passing.where, name="passing-where"),
    path("passing/<uuid:pk>/not/", passing.not_passed, name="passing-not"),
    path("passing/<uuid:pk>/read/", told.read, name="passing-read"),
    path("passing/<uuid:pk>/not-theirs/", told.not_theirs, name="passing-not-theirs"),
    path("school-days/", school_days.school_days, name="school-days"),
    path("school-days/<uuid:pk>/end/", school_days.end, name="school-days-end"),
]
