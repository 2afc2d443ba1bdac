"""The JSON API: framework, tokens, rates, documentation, files and mail."""

from datetime import timedelta
from typing import Any

from config.settings import env
from config.settings.base import BASE_DOMAIN, HOME, PRODUCTION, SECRET_KEY
from core.mail.config import mail_settings
from core.tenancy.storage.options import storage_settings

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tenant_apps.accounts.api.authentication.SessionTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["core.api.permissions.Denied"],
    "DEFAULT_RENDERER_CLASSES": ["core.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "core.api.parsers.StrictJSONParser",
        "core.api.parsers.StrictMultiPartParser",
        "core.api.parsers.StrictFormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.handler.handle",
    "UNAUTHENTICATED_USER": None,
}

# Requests a minute from one account, or from one address without an account.
API_RATES = {
    "anonymous": (env.number("ECMS_RATE_ANONYMOUS", 600), 60),
    "authenticated": (env.number("ECMS_RATE_AUTHENTICATED", 1_200), 60),
    "exports": (env.number("ECMS_RATE_EXPORTS", 30), 60),
    "alerts": (env.number("ECMS_RATE_ALERTS", 20), 3_600),
}

ACCESS_TOKEN_SECONDS = 3_600
REFRESH_TOKEN_DAYS = 14
SIMPLE_JWT: dict[str, Any] = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": SECRET_KEY,
    "ACCESS_TOKEN_LIFETIME": timedelta(seconds=ACCESS_TOKEN_SECONDS),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=REFRESH_TOKEN_DAYS),
    "UPDATE_LAST_LOGIN": False,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "E-CMS Mairie",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
}

# Modules of the documentation, in its order: first segment of the path → name and what it is for.
_ACCOUNTS = ("Comptes et connexion", "S'inscrire, se connecter, gérer son profil et les comptes de la mairie.")
API_TAGS = {
    "auth": _ACCOUNTS,
    "accounts": _ACCOUNTS,
    "invitations": _ACCOUNTS,
    "dashboard": ("Tableau de bord", "Chiffres, graphiques et activité récente de la mairie."),
    "publications": ("Publications", "Actualités et communiqués, leurs commentaires et leurs mentions « J'aime »."),
    "events": ("Événements", "L'agenda du maire et de la commune."),
    "messages": ("Messages", "Les échanges entre les citoyens et la mairie."),
    "website": ("Site web", "Configuration, sections et pages du site de la mairie."),
    "settings": ("Paramètres", "Préférences, sécurité et intégrations."),
    "media": ("Médias", "Images, documents et vidéos de la mairie."),
    "notifications": ("Notifications", "Ce que la plateforme signale à chacun."),
    "search": ("Recherche", "La recherche dans tous les contenus."),
    "export": ("Exports", "Les données de la mairie en CSV, XLSX et PDF."),
    "billing": ("Abonnement", "La formule et les factures de la mairie."),
    "platform": ("Plateforme", "Réservé aux opérateurs : communes, mairies, domaines et travaux."),
}

try:
    STORAGES = {
        "default": storage_settings(env.text("STORAGE_URL", (HOME / "files").as_uri())),
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    MAIL = mail_settings(env.text("MAIL_URL", "console://"), base_domain=BASE_DOMAIN)
except ValueError as error:
    env.refuse(str(error))
vars().update(MAIL)
STORAGE_QUOTA_BYTES = env.number("ECMS_STORAGE_QUOTA_MB", 5_120) * 1024 * 1024
MEDIA_URL = "/media/"
