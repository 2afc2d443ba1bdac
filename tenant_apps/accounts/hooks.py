"""What other apps are told of accounts."""

from core.hooks import Hooks
from tenant_apps.accounts.models import User

# An account that asks for a staff role, which somebody has to approve.
role_requested: Hooks[User, None] = Hooks()
# An account whose personal data are about to be erased, while it still has them.
erasing: Hooks[User, None] = Hooks()
