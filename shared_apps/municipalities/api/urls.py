from django.urls import path

from shared_apps.municipalities.api import views

MUNICIPALITY = "municipalities/<str:code>/"
DOMAIN = f"{MUNICIPALITY}domains/<str:domain>/"

urlpatterns = [
    path("communes/", views.CommunesView.as_view(), name="platform-communes"),
    path("municipalities/", views.MunicipalitiesView.as_view(), name="platform-municipalities"),
    path(MUNICIPALITY, views.MunicipalityView.as_view(), name="platform-municipality"),
    path(f"{MUNICIPALITY}suspend/", views.SuspendView.as_view(), name="platform-municipality-suspend"),
    path(f"{MUNICIPALITY}reactivate/", views.ReactivateView.as_view(), name="platform-municipality-reactivate"),
    path(f"{MUNICIPALITY}archive/", views.ArchiveView.as_view(), name="platform-municipality-archive"),
    path(f"{MUNICIPALITY}domains/", views.DomainsView.as_view(), name="platform-municipality-domains"),
    path(DOMAIN, views.DomainView.as_view(), name="platform-municipality-domain"),
    path(f"{DOMAIN}verify/", views.VerifyDomainView.as_view(), name="platform-municipality-domain-verify"),
    path(f"{DOMAIN}primary/", views.PrimaryDomainView.as_view(), name="platform-municipality-domain-primary"),
]
