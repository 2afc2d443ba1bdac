from django.urls import path

from shared_apps.jobs.api import views

urlpatterns = [
    path("", views.JobsView.as_view(), name="platform-jobs"),
    path("overview/", views.OverviewView.as_view(), name="platform-jobs-overview"),
    path("<str:job_id>/", views.JobView.as_view(), name="platform-job"),
    path("<str:job_id>/retry/", views.JobRetryView.as_view(), name="platform-job-retry"),
]
