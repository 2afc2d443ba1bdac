"""The usual way, done well: django-tenants, DRF and simplejwt as their documentation sets them up."""

import os
from datetime import timedelta

from config.settings import env

SECRET_KEY = os.environ["ECMS_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "fr"
MEDIA_URL = "/media/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SHARED_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "tests.benchmarks.publications.baseline",
]
TENANT_APPS = ["tests.benchmarks.publications.baseline"]
INSTALLED_APPS = SHARED_APPS
TENANT_MODEL = "baseline.Municipality"
TENANT_DOMAIN_MODEL = "baseline.Domain"
AUTH_USER_MODEL = "baseline.User"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
SKIP_PG_EXTRA_VALIDATION = True

MIDDLEWARE = [
    "django_tenants.middleware.main.TenantMainMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "tests.benchmarks.publications.baseline.urls"
WSGI_APPLICATION = "tests.benchmarks.publications.baseline.wsgi.application"
DATABASES = {
    "default": {
        **env.database(os.environ["DATABASE_URL"]),
        "ENGINE": "django_tenants.postgresql_backend",
        "CONN_MAX_AGE": None,
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%SZ",
}
SIMPLE_JWT = {"ACCESS_TOKEN_LIFETIME": timedelta(hours=1), "SIGNING_KEY": SECRET_KEY, "ALGORITHM": "HS256"}
