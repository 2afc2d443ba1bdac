"""/mon-espace/donnees/: a copy of all that the mairie knows of a person, for that person."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from core.api.throttles import count_request
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.exports.selectors import own_data_exports
from tenant_apps.exports.services.exports import request_personal_data
from tenant_apps.exports.services.links import link_to
from tenant_apps.website.services.rendering import render_space
from tenant_apps.website.services.space import to_done, what_is_done


@signed_in
@require_safe
def data(request: PersonalRequest) -> HttpResponse:
    """What was asked for and is still there, each with a new link once it is ready."""
    found = own_data_exports(user_id=request.user.id)
    exports = [(export, link_to(export).url if export.is_ready else "") for export in found]
    waits = any(not (export.is_ready or export.is_failed) for export, _url in exports)
    context = {"exports": exports, "done": what_is_done(request), "waits": waits}
    return render_space(request, "exports/space/data.html", context)


@signed_in
@require_POST
def ask(request: PersonalRequest) -> HttpResponse:
    """Have the copy made."""
    count_request(request, "exports")
    request_personal_data(account_id=request.user.id, actor=request.user)
    return to_done("space-data:data")
