from django.urls import path

from .views import access_log, agencies, integrity, people

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
    path("integrity/", integrity.integrity, name="integrity"),
]
