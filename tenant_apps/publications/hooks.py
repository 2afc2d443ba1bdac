"""What other apps are told of publications."""

from core.hooks import Hooks
from tenant_apps.publications.models import Comment, Publication

# Once in the life of each publication, when it is first on line.
published: Hooks[Publication, None] = Hooks()
# Each new comment or reply.
commented: Hooks[Comment, None] = Hooks()
