"""Pages of conversations, below /messages/ on a mairie's host."""

from django.urls import path

from tenant_apps.messages.site import views

app_name = "messages"
urlpatterns = [path("<str:token>/", views.conversation, name="conversation")]
