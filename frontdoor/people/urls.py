from django.urls import path

from .views import births, changing, quality, reading, sameness

urlpatterns = [
    path("", reading.people, name="people"),
    path("new/", changing.new, name="person-new"),
    path("quality/", quality.quality, name="people-quality"),
    path("quality/<slug:measure>/", quality.quality_list, name="people-quality-list"),
    path("duplicates/<uuid:pk>/", sameness.duplicate, name="duplicate"),
    path("<uuid:pk>/same/", sameness.same, name="person-same"),
    path("<uuid:pk>/same/<uuid:other>/", sameness.merge, name="person-merge"),
    path("<uuid:pk>/apart/<int:merged>/", sameness.unmerge, name="person-unmerge"),
    path("<uuid:pk>/", reading.person, name="person"),
    path("<uuid:pk>/chronology/", reading.chronology, name="person-chronology"),
    path("<uuid:pk>/looked/", reading.looked, name="person-looked"),
    path("<uuid:pk>/address/open/", reading.reveal_address, name="person-address-reveal"),
    path("<uuid:pk>/correct/", changing.correct, name="person-correct"),
    path("<uuid:pk>/name/", changing.name, name="person-name"),
    path("<uuid:pk>/address/", changing.address, name="person-address"),
    path("<uuid:pk>/number/", changing.number, name="person-number"),
    path("<uuid:pk>/relate/", changing.relate, name="person-relate"),
    path("<uuid:pk>/relate/<int:relationship>/end/", changing.end_relationship, name="person-relationship-end"),
    path("<uuid:pk>/unborn/", births.unborn, name="person-unborn"),
    path("<uuid:pk>/born/", births.born, name="person-born"),
    path("<uuid:pk>/involve/", changing.involve, name="person-involve"),
    path("<uuid:pk>/involve/<int:involvement>/end/", changing.end_involvement, name="person-involvement-end"),
]
