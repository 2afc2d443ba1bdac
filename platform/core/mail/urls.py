"""Pages of outgoing mail, included by the platform host at `/_mail/`."""

from django.urls import path

from core.mail import views

app_name = "outbox"
urlpatterns = [
    path("", views.mail_list, name="list"),
    path("<slug:name>/", views.mail_detail, name="detail"),
    path("<slug:name>/html/", views.mail_html, name="html"),
]
