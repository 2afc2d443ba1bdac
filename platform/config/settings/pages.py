"""Public pages: how many are kept, what a browser may do with them, which are counted."""

from csp.constants import NONE, SELF

from config.settings import env
from config.settings.base import ENVIRONMENT, HTTPS

# Rendered pages that each web process keeps; tests see every page as it is rendered now.
PAGE_CACHE_BYTES = env.number("ECMS_PAGE_CACHE_MB", 0 if ENVIRONMENT == "test" else 64) * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)

# First segments of addresses on a mairie's host whose pages are not the public's: they are not counted as read.
UNCOUNTED_SEGMENTS = frozenset(
    {
        "api",
        "apercu",
        "compte",
        "connexion",
        "deconnexion",
        "gestion",
        "inscription",
        "media",
        "messages",
        "mon-espace",
        "mot-de-passe",
        "static",
    }
)
