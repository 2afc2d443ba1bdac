"""/mon-espace/actualites/: comments and likes of whoever is signed in, beside pages that are the same for everybody."""

import re
from uuid import uuid4

import pytest

from core.tenancy import mairie_context
from tenant_apps.publications.models import BlockedCommenter, Comment, Like, Publication
from tenant_apps.publications.selectors.comments import EMBEDDED_REPLIES, EMBEDDED_THREADS
from tenant_apps.publications.selectors.public import address_of
from tests.factories import make_user
from tests.sites import publish_site, read, statements
from tests.tenant_apps.publications.factories import com, make_comment, make_publication

BASE = "/mon-espace/actualites/"


def space(publication, *parts) -> str:
    return BASE + "/".join([str(publication.pk), *map(str, parts), ""])


def public(publication) -> str:
    return address_of(publication.pk, publication.title, publication.type)


@pytest.fixture
def publication(mairie_a, request):
    request.getfixturevalue("db")
    publish_site(mairie_a)
    with mairie_context(mairie_a):
        return make_publication(title="Marché de Noël")


@pytest.fixture
def citizen(person_for, mairie_a):
    return person_for(mairie_a, first_name="Hélène", last_name="Garnier")


def test_the_public_page_leads_to_where_one_reacts(publication, mairie_a):
    with mairie_context(mairie_a):
        comment = make_comment(publication)

    text = read(mairie_a, public(publication))

    assert f'href="{space(publication, "commenter")}"' in text
    assert f'href="{space(publication, "commenter")}?reponse={com(comment)}"' in text
    assert f'href="{space(publication)}"' in text


def test_the_public_page_is_the_same_for_whoever_is_signed_in(publication, citizen, mairie_a):
    citizen.send(space(publication, "aimer"), aimer="oui")
    response = citizen.get(public(publication))

    assert response.content.decode() == read(mairie_a, public(publication))
    assert not response.cookies


def test_a_comment_is_seen_at_once_where_it_leads_to(publication, citizen, mairie_a):
    assert "Très belle" not in read(mairie_a, public(publication))

    response = citizen.send(space(publication, "commenter"), content="Très belle édition")

    with mairie_context(mairie_a):
        written = Comment.objects.get()
    assert response["Location"] == f"{public(publication)}#{com(written)}"
    text = read(mairie_a, public(publication))
    assert f'id="{com(written)}"' in text
    assert "Très belle édition" in text
    assert "Hélène Garnier" in text


def test_a_comment_is_answered(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        first = make_comment(publication, content="À quelle heure ?")
    path = f"{space(publication, 'commenter')}?reponse={com(first)}"
    assert "À quelle heure" in citizen.read(path)

    citizen.send(path, content="À 18 h.")

    with mairie_context(mairie_a):
        assert Comment.objects.get(author=citizen.user).parent_id == first.pk


def test_a_comment_on_a_later_page_of_the_publication_is_found_there(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        author = make_user()
        for _number in range(EMBEDDED_THREADS):
            make_comment(publication, author=author)

    response = citizen.send(space(publication, "commenter"), content="La dernière")

    path, _, place = response["Location"].partition("#")
    assert path == f"{public(publication)}?page=2"
    assert f'id="{place}"' in read(mairie_a, path)
    first = read(mairie_a, public(publication))
    assert "La dernière" not in first
    assert f'{public(publication)}?page=2#commentaires"' in first
    assert citizen.get(f"{public(publication)}?page=3").status_code == 404


def test_replies_that_the_publication_has_no_room_for_are_read_on_pages_of_their_own(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        author = make_user()
        start = make_comment(publication, author=author, content="Qui vient ?")
        for number in range(EMBEDDED_REPLIES):
            make_comment(publication, author=author, parent=start, content=f"Moi, le numéro {number}")
        make_comment(publication, parent=start, content="Pas ainsi", status="hidden")

    response = citizen.send(f"{space(publication, 'commenter')}?reponse={com(start)}", content="La dernière")

    path, _, place = response["Location"].partition("#")
    replies = f"{public(publication)}reponses/{start.pk}/"
    assert path == f"{replies}?page=2"
    last, first, whole = read(mairie_a, path), read(mairie_a, replies), read(mairie_a, public(publication))
    assert f'id="{place}"' in last
    assert "La dernière" in last
    assert "Moi, le numéro 0<" in first
    assert "La dernière" not in first + whole
    assert f'href="{replies}"' in whole
    assert "Pas ainsi" not in first + last
    assert all("Qui vient" in page for page in (first, last))
    assert citizen.get(f"{replies}?page=3").status_code == 404
    assert citizen.get(f"/actualites/{publication.pk}-autre/reponses/{start.pk}/").status_code == 404


def test_replies_of_another_publication_of_a_hidden_start_or_of_a_reply_are_not_found(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        other = make_publication(title="Autre")
        starts = [make_comment(other), make_comment(publication, status="hidden")]
        reply = make_comment(publication, parent=make_comment(publication))

    for number in (*(start.pk for start in starts), reply.pk, 10**17):
        assert citizen.get(f"{public(publication)}reponses/{number}/").status_code == 404


def test_a_comment_that_is_sent_twice_is_written_once(publication, citizen, mairie_a):
    form = {"content": "Bravo", "submission": str(uuid4())}

    first, second = (citizen.send(space(publication, "commenter"), **form) for _time in range(2))

    assert first["Location"] == second["Location"]
    with mairie_context(mairie_a):
        assert Comment.objects.count() == Publication.objects.get(pk=publication.pk).comments_count == 1


@pytest.mark.parametrize(("content", "reason"), [(" ", "Écrivez votre commentaire."), ("x" * 2_001, "2000")])
def test_a_comment_that_cannot_be_is_refused_and_kept(publication, citizen, mairie_a, content, reason):
    response = citizen.send(space(publication, "commenter"), content=content)

    text = response.content.decode()
    assert response.status_code == 422
    assert reason in text
    assert content.strip() in text
    with mairie_context(mairie_a):
        assert not Comment.objects.exists()


def test_closed_comments_say_so_and_keep_what_was_being_written(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        Publication.objects.update(allow_comments=False)

    assert "sont fermés" in citizen.read(space(publication, "commenter"))
    response = citizen.send(space(publication, "commenter"), content="Trop tard ?")
    assert response.status_code == 403
    assert "Trop tard ?" in response.content.decode()
    assert "Écrire un commentaire" not in read(mairie_a, public(publication))


def test_who_may_not_comment_any_more_is_told(publication, citizen, person_for, mairie_a):
    with mairie_context(mairie_a):
        BlockedCommenter.objects.create(user=citizen.user, blocked_by=make_user(role="mayor"))

    response = citizen.send(space(publication, "commenter"), content="Et moi ?")

    assert response.status_code == 403
    assert "Vous ne pouvez plus commenter" in response.content.decode()


def test_liking_twice_likes_once_and_is_shown_to_everybody(publication, citizen, mairie_a):
    assert "aime cette publication" not in read(mairie_a, public(publication))

    for _time in range(2):
        assert citizen.send(space(publication, "aimer"), aimer="oui")["Location"] == f"{space(publication)}?fait=aime"

    assert "Ne plus aimer" in citizen.read(space(publication))
    assert "1 personne aime cette publication" in read(mairie_a, public(publication))
    for _time in range(2):
        citizen.send(space(publication, "aimer"), aimer="non")
    with mairie_context(mairie_a):
        assert not Like.objects.exists()
        assert Publication.objects.get(pk=publication.pk).likes_count == 0
    assert "aime cette publication" not in read(mairie_a, public(publication))


def test_ones_own_comment_is_taken_back(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        comment = make_comment(publication, author=citizen.user, content="Je me suis trompée")
    assert "Je me suis trompée" in citizen.read(space(publication))

    answers = [citizen.send(space(publication, "commentaires", comment.pk, "supprimer")) for _time in range(2)]

    assert [response["Location"] for response in answers] == [f"{space(publication)}?fait=supprime", space(publication)]
    assert "Je me suis trompée" not in read(mairie_a, public(publication))


@pytest.mark.parametrize("role", ["citizen", "mayor"])
def test_nobody_elses_comment_is_taken_back_here(publication, person_for, mairie_a, role):
    person = person_for(mairie_a, role)
    with mairie_context(mairie_a):
        comment = make_comment(publication, content="Elle est à moi")

    foreign = person.send(space(publication, "commentaires", comment.pk, "supprimer"))
    missing = person.send(space(publication, "commentaires", 999_999, "supprimer"))

    assert (foreign.status_code, foreign["Location"]) == (missing.status_code, missing["Location"])
    assert "Elle est à moi" not in person.read(space(publication))
    assert "Elle est à moi" in read(mairie_a, public(publication))


@pytest.mark.parametrize("role", ["citizen", "mayor"])
def test_what_is_not_on_line_is_the_same_404_as_what_is_not_there(publication, person_for, mairie_a, role):
    person = person_for(mairie_a, role)
    with mairie_context(mairie_a):
        draft = make_publication(status="draft")

    answers = []
    for number in (draft.pk, 999_999):
        answers += [person.get(f"{BASE}{number}/"), person.get(f"{BASE}{number}/commenter/")]
        answers += [person.send(f"{BASE}{number}/commenter/", content="x"), person.send(f"{BASE}{number}/aimer/")]
    assert {response.status_code for response in answers} == {404}
    assert len({re.sub(rf"{draft.pk}|999999", "", response.content.decode()) for response in answers[::4]}) == 1


@pytest.mark.parametrize("reply_to", ["com_999999", "", "abc", "com_", "9" * 30])
def test_a_comment_that_is_not_there_is_not_answered(publication, citizen, reply_to):
    assert citizen.get(f"{space(publication, 'commenter')}?reponse={reply_to}").status_code == 404


def test_a_comment_of_another_publication_or_a_reply_is_not_answered(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        elsewhere = make_comment(make_publication())
        thread = make_comment(publication)
        reply = make_comment(publication, parent=thread)

    for comment in (elsewhere, reply):
        assert citizen.get(f"{space(publication, 'commenter')}?reponse={com(comment)}").status_code == 404


def test_an_account_without_a_proven_address_is_told_how_to_prove_it(publication, person_for, mairie_a):
    person = person_for(mairie_a, is_verified=False)

    for path in (space(publication), space(publication, "commenter")):
        assert "/inscription/verifier/" in person.read(path)
    assert person.send(space(publication, "commenter"), content="x").status_code == 403
    assert person.send(space(publication, "aimer"), aimer="oui").status_code == 403


def test_pages_cost_the_same_for_one_comment_and_for_thirty(publication, citizen, mairie_a):
    with mairie_context(mairie_a):
        make_comment(publication, author=citizen.user)

    def cost() -> list[int]:
        counts = []
        for path in (space(publication), space(publication, "commenter")):
            with statements() as sent:
                citizen.read(path)
            counts.append(len(sent))
        return counts

    few = cost()
    with mairie_context(mairie_a):
        for _number in range(29):
            make_comment(publication, author=citizen.user)
    assert cost() == few
