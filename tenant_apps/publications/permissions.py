"""Who may do what with comments."""

from core.api.permissions import Account, acts_for_mairie


def may_delete_comment(user: Account, *, author_id: int) -> bool:
    """Its author and those who moderate."""
    return user.id == author_id or acts_for_mairie(user)
