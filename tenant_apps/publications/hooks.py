"""What other apps are told of publications."""

from core.hooks import Hooks
from tenant_apps.publications.models import Comment, Publication

# Once in the life of each publication, when it is first on line.
published: Hooks[Publication, None] = Hooks()
# When a publication has left public view because its time was over.
expired: Hooks[Publication, None] = Hooks()
# Each new comment or reply.
commented: Hooks[Comment, None] = Hooks()
