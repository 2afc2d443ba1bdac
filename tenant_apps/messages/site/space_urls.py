"""Pages of conversations for people who are signed in, below /mon-espace/messages/."""

from django.urls import path, re_path

from tenant_apps.messages.site import space, space_thread

app_name = "space-messages"
ONE = r"^(?P<conversation_id>[0-9]{1,18})/"
urlpatterns = [
    path("", space.conversations, name="list"),
    path("nouveau/", space.new_conversation, name="new"),
    re_path(ONE + r"$", space_thread.conversation, name="detail"),
    re_path(ONE + r"etat/$", space.change_status, name="status"),
    re_path(ONE + r"suivi/$", space_thread.follow_up, name="follow-up"),
]
