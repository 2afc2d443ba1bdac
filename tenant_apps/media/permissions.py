"""Who works with the library: everybody who writes for the mairie; citizens only ever see what is published."""

from core.api.permissions import Staff

LIBRARY = Staff
