"""Addresses below /agenda/."""

from django.urls import path

from tenant_apps.events.site import views

app_name = "events"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("liste/", views.listing, name="list"),
    path("<row:event_id>.ics", views.calendar_file, name="file"),
    path("<row:event_id>-<slug:slug>/", views.detail, name="detail"),
]
