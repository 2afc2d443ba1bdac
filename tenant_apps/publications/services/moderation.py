"""Reports of citizens, decisions of moderators, and who may no longer comment."""

from collections.abc import Collection
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from core.api.permissions import Account
from tenant_apps.accounts.selectors.accounts import account
from tenant_apps.dashboard.services import record_activity
from tenant_apps.publications.errors import AlreadyReported, CannotBlock, CommentNotFound, NotBlocked
from tenant_apps.publications.models import BlockedCommenter, Comment, CommentReport
from tenant_apps.publications.selectors.detail import require_visible
from tenant_apps.publications.selectors.visibility import Reader
from tenant_apps.publications.services.comments import change_count, record, remove
from tenant_apps.publications.services.locks import lock_comment, lock_comments

Action = Literal["hide", "restore", "delete"]
Status = Comment.Status


@transaction.atomic
def moderate_comments(*, comment_ids: Collection[int], action: Action, actor: Account) -> list[int]:
    """Apply the action where it changes something, and give the comments it changed.

    `restore` makes a hidden comment visible and settles the reports about one that is; a deleted one stays deleted.
    """
    apply = {"hide": _hide, "restore": _restore, "delete": _delete}[action]
    return sorted(
        comment.pk for comment in lock_comments(comment_ids=comment_ids) if apply(comment=comment, actor=actor)
    )


@transaction.atomic
def report_comment(*, publication_id: int, comment_id: int, reporter: Account, reason: str) -> None:
    """Tell the moderators about a comment, once; raises PublicationNotFound, CommentNotFound, AlreadyReported."""
    require_visible(publication_id=publication_id, reader=Reader.of(reporter))
    comment = lock_comment(publication_id=publication_id, comment_id=comment_id)
    if comment.status != Status.VISIBLE:
        raise CommentNotFound
    _report, created = CommentReport.objects.get_or_create(
        comment=comment, reporter_id=reporter.id, defaults={"reason": reason}
    )
    if not created:
        raise AlreadyReported
    comment.reports_count += 1
    comment.save(update_fields=["reports_count"])
    record(type="comment_reported", title=_("Commentaire signalé"), comment=comment, actor=reporter)


@transaction.atomic
def block_commenter(*, user_id: int, reason: str, actor: Account) -> BlockedCommenter:
    """Keep a citizen from commenting; raises AccountNotFound, CannotBlock."""
    user = account(account_id=user_id)
    if user.effective_role != "citizen":
        raise CannotBlock
    blocked, _created = BlockedCommenter.objects.update_or_create(
        user=user, defaults={"reason": reason, "blocked_by_id": actor.id}
    )
    _record_person("commenter_blocked", _("Commentaires interdits à une personne"), user_id, actor)
    return blocked


@transaction.atomic
def unblock_commenter(*, user_id: int, actor: Account) -> None:
    """Let a citizen comment again; raises NotBlocked."""
    deleted, _rows = BlockedCommenter.objects.filter(user_id=user_id).delete()
    if not deleted:
        raise NotBlocked
    _record_person("commenter_unblocked", _("Commentaires à nouveau permis à une personne"), user_id, actor)


def _hide(*, comment: Comment, actor: Account) -> bool:
    if comment.status != Status.VISIBLE:
        return False
    change_count(comment=comment, by=-1)
    comment.status = Status.HIDDEN
    comment.save(update_fields=["status"])
    record(type="comment_hidden", title=_("Commentaire masqué"), comment=comment, actor=actor)
    return True


def _restore(*, comment: Comment, actor: Account) -> bool:
    if comment.status == Status.DELETED or (comment.status == Status.VISIBLE and not comment.reports_count):
        return False
    if comment.status == Status.HIDDEN:
        change_count(comment=comment, by=1)
    comment.status, comment.reports_count = Status.VISIBLE, 0
    comment.save(update_fields=["status", "reports_count"])
    record(type="comment_restored", title=_("Commentaire rétabli"), comment=comment, actor=actor)
    return True


def _delete(*, comment: Comment, actor: Account) -> bool:
    if comment.status == Status.DELETED:
        return False
    remove(comment=comment)
    record(type="comment_deleted", title=_("Commentaire supprimé"), comment=comment, actor=actor)
    return True


def _record_person(type: str, title: str, user_id: int, actor: Account) -> None:
    record_activity(type=type, title=title, actor=actor, target=f"user:{user_id}")
