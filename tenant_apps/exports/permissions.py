"""Who takes data away: those who manage the mairie; everybody what concerns themselves."""

from core.api.permissions import Authenticated, Managers

EXPORTS = Managers
OWN_DATA = Authenticated
