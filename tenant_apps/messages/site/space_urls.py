"""Pages of conversations for people who are signed in, below /mon-espace/messages/."""

from django.urls import path

from tenant_apps.messages.site import space, space_thread

app_name = "space-messages"
urlpatterns = [
    path("", space.conversations, name="list"),
    path("nouveau/", space.new_conversation, name="new"),
    path("<row:conversation_id>/", space_thread.conversation, name="detail"),
    path("<row:conversation_id>/etat/", space.change_status, name="status"),
    path("<row:conversation_id>/suivi/", space_thread.follow_up, name="follow-up"),
]
