"""Addresses below /alertes/."""

from django.urls import path

from tenant_apps.notifications.site import views

urlpatterns = [
    path("", views.subscribe),
    path("confirmer/<str:token>/", views.confirm),
    path("compte/<str:token>/desinscription/", views.opt_out),
    path("<str:token>/", views.manage),
    path("<str:token>/desinscription/", views.unsubscribe),
]
