"""Module 5 of the contract, below /api/v1/messages/."""

from django.urls import path

from tenant_apps.messages.api.views import canned_replies, conversations

urlpatterns = [
    path("conversations/", conversations.ConversationsView.as_view()),
    path("conversations/<str:conversation_id>/", conversations.ConversationView.as_view()),
    path("conversations/<str:conversation_id>/reply/", conversations.RepliesView.as_view()),
    path("canned-replies/", canned_replies.CannedRepliesView.as_view()),
    path("canned-replies/<str:reply_id>/", canned_replies.CannedReplyView.as_view()),
]
