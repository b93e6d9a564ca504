from django.urls import path

from .views import access_log, agencies, glass, integrity, people, restrictions

app_name = "governance"
urlpatterns = [
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add_agency, name="add-agency"),
    path("agencies/<uuid:pk>/", agencies.agency, name="agency"),
    path("agencies/<uuid:pk>/change/", agencies.change_agency, name="change-agency"),
    path("agencies/<uuid:pk>/teams/add/", agencies.add_team, name="add-team"),
    path("agencies/<uuid:pk>/people/add/", agencies.add_person, name="add-person"),
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/role/", people.change_role, name="change-role"),
    path("people/<uuid:pk>/end/", people.end_access, name="end-access"),
    path("access/", access_log.viewings, name="access"),
    path("access/unusual/", access_log.unusual, name="unusual"),
    path("access/records/<uuid:pk>/", access_log.record, name="record-access"),
    path("contacts/<uuid:pk>/restrict/", restrictions.restrict_contact, name="restrict-contact"),
    path("records/<uuid:pk>/restrict/", restrictions.restrict_person, name="restrict-person"),
    path("records/<uuid:pk>/seal/", restrictions.seal_person, name="seal-person"),
    path("restrictions/", restrictions.report, name="restrictions"),
    path("restrictions/<uuid:pk>/", restrictions.restriction, name="restriction"),
    path("restrictions/<uuid:pk>/name/", restrictions.name_person, name="name-person"),
    path("restrictions/<uuid:pk>/unname/", restrictions.unname_person, name="unname-person"),
    path("restrictions/<uuid:pk>/review/", restrictions.review, name="review-restriction"),
    path("restricted/", glass.find, name="find-restricted"),
    path("restricted/<str:reference>/", glass.break_glass, name="break-glass"),
    path("openings/<uuid:pk>/", glass.opening, name="opening"),
    path("integrity/", integrity.integrity, name="integrity"),
]
