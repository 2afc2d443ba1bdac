"""Module 4 of the contract, below /api/v1/events/."""

from django.urls import path

from tenant_apps.events.api.views import calendars, events

urlpatterns = [
    path("", events.EventsView.as_view()),
    path("calendar/", calendars.CalendarView.as_view()),
    path("import/", calendars.ImportView.as_view()),
    path("feed/", calendars.FeedView.as_view()),
    path("feed.ics", calendars.PublicFeedView.as_view()),
    path("feed/<str:token>.ics", calendars.PrivateFeedView.as_view()),
    path("<slug:event_id>/", events.EventView.as_view()),
    path("<slug:event_id>/respond/", events.RespondView.as_view()),
]
