"""Addresses below /actualites/."""

from django.urls import path, re_path

from tenant_apps.publications.site import feeds, views

app_name = "publications"
urlpatterns = [
    path("", views.news, name="list"),
    path("communiques/", views.communiques, name="communiques"),
    path("categorie/<slug:slug>/", views.category, name="category"),
    path("flux.rss", feeds.rss, name="rss"),
    path("flux.atom", feeds.atom, name="atom"),
    re_path(r"^(?P<publication_id>[0-9]{1,18})-(?P<slug>[a-z0-9_-]+)/$", views.detail, name="detail"),
]
