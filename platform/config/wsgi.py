"""WSGI entry point: `config.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

from core.pages.front import Front  # noqa: E402 - Django first

application = Front(django_application)
# What is loaded now stays: looking through it again and again for garbage would cost every few thousand requests dear.
gc.collect()
gc.freeze()
