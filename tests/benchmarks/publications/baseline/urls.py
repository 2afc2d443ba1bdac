from rest_framework.routers import DefaultRouter

from tests.benchmarks.publications.baseline.views import PublicationViewSet

router = DefaultRouter()
router.register("api/v1/publications", PublicationViewSet, basename="publication")
urlpatterns = router.urls
