"""Addresses below /actualites/."""

from django.urls import path

from tenant_apps.publications.site import feeds, views

app_name = "publications"
urlpatterns = [
    path("", views.news, name="list"),
    path("communiques/", views.communiques, name="communiques"),
    path("categorie/<slug:slug>/", views.category, name="category"),
    path("flux.rss", feeds.rss, name="rss"),
    path("flux.atom", feeds.atom, name="atom"),
    path("<row:publication_id>-<slug:slug>/", views.detail, name="detail"),
    path("<row:publication_id>-<slug:slug>/reponses/<row:comment_id>/", views.replies, name="replies"),
]
