"""What whoever is signed in thinks of a publication: comments and likes, on pages beside the public one."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.api import ids
from core.api.errors import DomainError, NotFoundError
from core.api.permissions import Account, require_verified
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.publications.models import Comment
from tenant_apps.publications.selectors.public import Card
from tenant_apps.publications.selectors.reactions import (
    address_of_comment,
    answerable,
    is_liked,
    is_own_comment,
    own_comments,
)
from tenant_apps.publications.services.comments import add_comment, delete_comment
from tenant_apps.publications.services.likes import set_like
from tenant_apps.publications.site.forms import CommentForm
from tenant_apps.publications.site.views import public_article
from tenant_apps.website.services.rendering import render_space
from tenant_apps.website.services.space import address_of, what_is_done

REACTIONS = "space-publications:reactions"
LIKED, TAKEN_BACK, DELETED = "aime", "retire", "supprime"


@signed_in
@require_safe
def reactions(request: PersonalRequest, publication_id: int) -> HttpResponse:
    """One's like and comments, which can be taken back here."""
    found = public_article(publication_id)
    context = {
        "article": found,
        "card": found.card,
        "is_liked": is_liked(publication_id=found.card.id, user_id=request.user.id),
        "comments": own_comments(publication_id=found.card.id, user_id=request.user.id),
        "done": what_is_done(request),
    }
    return render_space(request, "publications/space/reactions.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: PersonalRequest, publication_id: int) -> HttpResponse:
    """Comment on it or, with `reponse`, answer a comment; then back to the publication, at what was written."""
    found, form = public_article(publication_id), CommentForm(request.POST if request.method == "POST" else None)
    parent = _answered(request, found.card)
    if request.method == "POST":
        require_verified(request.user)
        written = _written(request.user, found.card, parent, form) if form.is_valid() else None
        if written:
            return HttpResponseRedirect(address_of_comment(card=found.card, comment_id=written.pk))
    context = {"article": found, "card": found.card, "parent": parent, "form": form}
    return render_space(request, "publications/space/comment.html", context, status=form.status)


@signed_in
@require_POST
def like(request: PersonalRequest, publication_id: int) -> HttpResponse:
    """Like it, or no longer; the same asked twice is the same."""
    require_verified(request.user)
    found, liked = public_article(publication_id), request.POST.get("aimer") == "oui"
    set_like(publication_id=found.card.id, user=request.user, liked=liked)
    return HttpResponseRedirect(address_of(REACTIONS, found.card.id, done=LIKED if liked else TAKEN_BACK))


@signed_in
@require_POST
def delete(request: PersonalRequest, publication_id: int, comment_id: int) -> HttpResponse:
    """Take back one of one's own comments; of any other, or of one that is gone, the page says nothing."""
    card = public_article(publication_id).card
    if not is_own_comment(publication_id=card.id, comment_id=comment_id, user_id=request.user.id):
        return HttpResponseRedirect(address_of(REACTIONS, card.id))
    delete_comment(publication_id=card.id, comment_id=comment_id, actor=request.user)
    return HttpResponseRedirect(address_of(REACTIONS, card.id, done=DELETED))


def _answered(request: PersonalRequest, card: Card) -> Comment | None:
    """The comment that is answered, None where the publication itself is commented on."""
    if "reponse" not in request.GET:
        return None
    number = ids.parse("com", request.GET["reponse"])
    parent = answerable(publication_id=card.id, comment_id=number) if number else None
    if parent is None:
        raise Http404
    return parent


def _written(author: Account, card: Card, parent: Comment | None, form: CommentForm) -> Comment | None:
    """The comment, None when the form has been refused."""
    try:
        return add_comment(
            publication_id=card.id, author=author, parent_id=parent.pk if parent else None, **form.cleaned_data
        )
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return None
