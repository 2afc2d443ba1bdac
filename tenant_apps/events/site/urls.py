"""Addresses below /agenda/."""

from django.urls import path, re_path

from tenant_apps.events.site import views

app_name = "events"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("liste/", views.listing, name="list"),
    re_path(r"^(?P<event_id>[0-9]{1,18})\.ics$", views.calendar_file, name="file"),
    re_path(r"^(?P<event_id>[0-9]{1,18})-(?P<slug>[a-z0-9_-]+)/$", views.detail, name="detail"),
]
