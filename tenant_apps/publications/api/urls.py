"""Module 3 of the contract, below /api/v1/publications/."""

from django.urls import path

from tenant_apps.publications.api.views import categories, comments, moderation, publications

urlpatterns = [
    path("", publications.PublicationsView.as_view()),
    path("categories/", categories.CategoriesView.as_view()),
    path("categories/<str:slug>/", categories.CategoryView.as_view()),
    path("comments/", moderation.ModerationQueueView.as_view()),
    path("comments/moderate/", moderation.ModerateView.as_view()),
    path("comments/blocked/", moderation.BlockedCommentersView.as_view()),
    path("comments/blocked/<int:user_id>/", moderation.BlockedCommenterView.as_view()),
    path("<str:publication_id>/", publications.PublicationView.as_view()),
    path("<str:publication_id>/like/", publications.LikeView.as_view()),
    path("<str:publication_id>/comments/", comments.CommentsView.as_view()),
    path("<str:publication_id>/comments/<str:comment_id>/", comments.CommentView.as_view()),
    path("<str:publication_id>/comments/<str:comment_id>/report/", comments.ReportView.as_view()),
]
