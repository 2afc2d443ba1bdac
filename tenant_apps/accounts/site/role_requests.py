"""/mon-espace/demandes/: who asks for a role at the mairie, for those who decide about it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.api.errors import PermissionDeniedError, ValidationFailed
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.accounts.models import RoleStatus
from tenant_apps.accounts.selectors.accounts import accounts
from tenant_apps.accounts.services.management import approve, refuse
from tenant_apps.website.services.rendering import Pager, page_number, render_space
from tenant_apps.website.services.space import to_done, what_is_done

PAGE = "space-account:role-requests"
PAGE_SIZE = 20
DECISIONS = {"approuver": approve, "refuser": refuse}


@signed_in
@require_safe
def role_requests(request: PersonalRequest) -> HttpResponse:
    """Accounts that wait for a decision, the latest first."""
    _require_manager(request)
    number, waiting = page_number(request), accounts(role_status=RoleStatus.PENDING, is_active=True)
    found = list(waiting[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    context = {
        "waiting": found,
        "done": what_is_done(request),
        "pager": Pager.of(request, number=number, count=waiting.count(), size=PAGE_SIZE),
    }
    return render_space(request, "accounts/space/role_requests.html", context)


@signed_in
@require_POST
def decide(request: PersonalRequest, account_id: int) -> HttpResponse:
    """Give the role that was asked for, or not."""
    _require_manager(request)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise ValidationFailed({"decision": [_("Cette décision n'existe pas.")]})
    decision(account_id=account_id, actor=request.user)
    return to_done(PAGE)


def _require_manager(request: PersonalRequest) -> None:
    if not request.user.is_manager:
        raise PermissionDeniedError
