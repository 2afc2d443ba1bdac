"""Module 6 of the contract, below /api/v1/website/."""

from django.urls import path

from tenant_apps.website.api.views import configuration, pages, sections

urlpatterns = [
    path("config/", configuration.ConfigurationView.as_view()),
    path("sections/", sections.SectionsView.as_view()),
    path("sections/reorder/", sections.ReorderView.as_view()),
    path("sections/<str:section_id>/", sections.SectionView.as_view()),
    path("pages/", pages.PagesView.as_view()),
    path("pages/<str:page_id>/", pages.PageView.as_view()),
    path("publish/", configuration.PublishView.as_view()),
    path("preview/", configuration.PreviewView.as_view()),
]
