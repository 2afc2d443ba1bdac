"""Environment, security, database, cache, files and mail."""

import hashlib
from pathlib import Path
from typing import Any

from config.settings import env

ROOT = env.ROOT
ENVIRONMENT = env.text("ECMS_ENV", "production")
if ENVIRONMENT not in {"production", "development", "test"}:
    env.refuse("ECMS_ENV must be production, development or test")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("ECMS_DEBUG", default=False)
# Pages of the mail that was sent, codes and links in it included.
SHOWS_MAIL = env.flag("ECMS_SHOW_MAIL", default=DEBUG)

DEVELOPMENT_SECRET_KEY = "not-a-secret-development-key-0123456789-0123456789"  # noqa: S105 - refused in production
SECRET_KEY = env.text("ECMS_SECRET_KEY", DEVELOPMENT_SECRET_KEY)
# What was signed or encrypted with these before is still read.
SECRET_KEY_FALLBACKS = env.words("ECMS_FORMER_SECRET_KEYS")
BASE_DOMAIN = env.text("ECMS_BASE_DOMAIN", "localhost").lower()
PORT = env.number("PORT", 8000)
HTTPS = env.flag("ECMS_HTTPS", default=PRODUCTION)
ALLOWED_HOSTS = [BASE_DOMAIN, f".{BASE_DOMAIN}", *env.words("ECMS_ALLOWED_HOSTS")]
TRUSTED_PROXIES = env.words("ECMS_TRUSTED_PROXIES")
HOME = Path(env.text("ECMS_HOME", str(ROOT / "var"))).resolve()
# Whom the legal notices of every mairie name as their host.
HOSTING = {
    "name": env.text("ECMS_HOST_NAME") or f"l'exploitant de la plateforme {BASE_DOMAIN}",
    "address": env.text("ECMS_HOST_ADDRESS"),
    "phone": env.text("ECMS_HOST_PHONE"),
}

if PRODUCTION:
    if SECRET_KEY == DEVELOPMENT_SECRET_KEY or len(SECRET_KEY) < 32:
        env.refuse("ECMS_SECRET_KEY must be set to a secret of at least 32 characters")
    if any(key == DEVELOPMENT_SECRET_KEY or len(key) < 32 for key in SECRET_KEY_FALLBACKS):
        env.refuse("ECMS_FORMER_SECRET_KEYS must hold former secrets, separated by commas")
    if DEBUG:
        env.refuse("ECMS_DEBUG must be off in production")
    if SHOWS_MAIL:
        env.refuse("ECMS_SHOW_MAIL must be off in production")
    if "*" in ALLOWED_HOSTS:
        env.refuse("ECMS_ALLOWED_HOSTS must not hold the wildcard *")
    if not env.text("ECMS_BASE_DOMAIN"):
        env.refuse("ECMS_BASE_DOMAIN must name the platform's domain")

PUBLIC_PORT = env.text("ECMS_PUBLIC_PORT", "" if PRODUCTION else str(PORT))
PUBLIC_SCHEME = "https" if HTTPS else "http"

SHARED_APPS = [
    "django_tenants",
    "core.tenancy",
    "core.api",
    "core.mail",
    "core.pages",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "shared_apps.municipalities",
    "shared_apps.jobs",
    "tenant_apps.accounts",
]
TENANT_APPS = [
    "tenant_apps.accounts",
    "tenant_apps.dashboard",
    "tenant_apps.media",
    "tenant_apps.publications",
    "tenant_apps.events",
    "tenant_apps.messages",
    "tenant_apps.notifications",
    "tenant_apps.preferences",
    "tenant_apps.website",
    "tenant_apps.search",
    "tenant_apps.exports",
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]

MIDDLEWARE = [
    "core.observability.middleware.RequestLogMiddleware",
    # Whatever answers below, errors too, leaves with their headers.
    "core.pages.middleware.PolicyMiddleware",
    "core.pages.middleware.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Static files are the same on every host, also where no mairie is served and a page says so.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.api.middleware.ApiErrorMiddleware",
    "core.tenancy.middleware.TenancyMiddleware",
    "core.pages.middleware.AudienceMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "config.urls_platform"
APPEND_SLASH = False  # core.api.middleware redirects with the method and the body, which Django's would lose
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASE_URL = env.text("DATABASE_URL", "postgresql://localhost/ecms")
DATABASE_POOL = env.flag("ECMS_DATABASE_POOL")
# Who finds every connection of the pool taken waits for one as long as for a new one.
POOL = {"min_size": 1, "max_size": env.number("ECMS_DATABASE_POOL_SIZE", 8), "timeout": 5}
_parsed: dict[str, Any] = env.database(DATABASE_URL)
DATABASES = {
    "default": {
        **_parsed,
        "ENGINE": "core.tenancy.backend",
        "CONN_MAX_AGE": 0 if DATABASE_POOL else env.number("ECMS_DATABASE_MAX_AGE", 300),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # A server out of reach is given up within seconds, not after the kernel's quarter of an hour.
            "connect_timeout": "5",
            "tcp_user_timeout": "15000",
            "keepalives_idle": "30",
            "keepalives_interval": "5",
            "keepalives_count": "3",
            **_parsed["OPTIONS"],
            **({"pool": POOL} if DATABASE_POOL else {}),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "core.tenancy.cache.FailOpenRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "core.tenancy.cache.make_key",
        "KEY_PREFIX": "ecms",
        "TIMEOUT": 300,
    }
}

LANGUAGE_CODE = "fr"
USE_I18N = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
# Outside production static files are found where the apps keep them, so nothing needs to be collected.
STATIC_ROOT = Path(env.text("ECMS_STATIC_ROOT", str(HOME / "static"))) if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_INDEX_FILE = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 30
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
# Nobody signs in through django.contrib.auth: it is installed for what simplejwt imports.
AUTHENTICATION_BACKENDS: list[str] = []
PASSWORD_HASHERS = ["tenant_apps.accounts.hashers.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What names the session of somebody who is signed in on a mairie's pages, the only cookie there is. With the prefix
# browsers let no other host set it, such as a sibling mairie's.
TICKET_COOKIE = "__Host-connexion" if HTTPS else "connexion"
# An account's address is unique whatever its case: a constraint on lower(email), which auth.W004 doesn't see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# The directory of logins stores keyed digests of addresses, never the addresses; the keys, the present one first, are
# derived once.
LOGIN_DIGEST_KEYS = [
    hashlib.sha256(b"ecms.login-directory:" + secret.encode()).digest()
    for secret in (SECRET_KEY, *SECRET_KEY_FALLBACKS)
]
