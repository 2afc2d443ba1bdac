"""Module 11 of the contract, below /api/v1/export/."""

from django.urls import path

from tenant_apps.exports.api.views import files, persons, requests

urlpatterns = [
    path("", files.ExportsView.as_view()),
    path("publications/", requests.PublicationsExportView.as_view()),
    path("stats/", requests.StatsExportView.as_view()),
    path("events/", requests.EventsExportView.as_view()),
    path("conversations/", requests.ConversationsExportView.as_view()),
    path("accounts/", requests.AccountsExportView.as_view()),
    path("complete/", requests.CompleteExportView.as_view()),
    path("personal-data/", persons.OwnDataView.as_view()),
    path("personal-data/<int:account_id>/", persons.PersonalDataView.as_view()),
    path("erasure/", persons.VisitorErasureView.as_view()),
    path("erasure/<int:account_id>/", persons.ErasureView.as_view()),
    path("download/<str:name>", files.DownloadView.as_view()),
    path("<slug:export_id>/", files.ExportView.as_view()),
    path("<slug:export_id>/retry/", files.RetryView.as_view()),
]
