"""Settings of every process, from environment variables, safe by default."""

from config.settings.api import *  # noqa: F403 - the one settings module Django reads is the sum of its parts
from config.settings.base import *  # noqa: F403
from config.settings.logs import *  # noqa: F403
from config.settings.pages import *  # noqa: F403
from config.settings.tenancy import *  # noqa: F403
