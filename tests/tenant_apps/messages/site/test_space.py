"""/mon-espace/messages/: a person's conversations with the mairie, and the mairie's with everybody."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.tenancy import mairie_context
from tenant_apps.accounts.services.sessions import revoke_all
from tenant_apps.messages.models import Attachment, CannedReply, Conversation, Message
from tests.factories import make_user
from tests.sites import statements
from tests.tenant_apps.messages.factories import answer, fresh, make_conversation, make_visit, msg, pdf

BASE = "/mon-espace/messages/"
TEXT = {"category": "voirie", "subject": "Un trou dans la rue", "content": "Bonjour, il y a un trou."}


def page(conversation, *parts: str) -> str:
    return BASE + "/".join([str(conversation.pk), *parts, ""])


def texts(conversation) -> list[str]:
    return list(Message.objects.filter(conversation=conversation).order_by("pk").values_list("content", flat=True))


@pytest.fixture
def citizen(person_for, mairie_a):
    return person_for(mairie_a, first_name="Hélène", last_name="Garnier")


@pytest.fixture
def mayor(person_for, mairie_a):
    return person_for(mairie_a, "mayor")


@pytest.fixture
def conversation(citizen, mairie_a):
    with mairie_context(mairie_a):
        return make_conversation(citizen=citizen.user, subject="Salle des fêtes", content="Est-elle libre ?")


def test_a_list_shows_ones_own_conversations_alone(citizen, conversation, mairie_a):
    with mairie_context(mairie_a):
        make_conversation(subject="Celle d'une autre personne")

    text = citizen.read(BASE)

    assert "Salle des fêtes" in text
    assert "autre personne" not in text


def test_a_list_begins_empty_and_says_so(citizen):
    assert "Aucune conversation en cours" in citizen.read(BASE)


def test_a_list_is_narrowed_and_keeps_what_it_is_narrowed_to(citizen, conversation, mayor, mairie_a):
    with mairie_context(mairie_a):
        read = make_conversation(citizen=citizen.user, subject="Déjà lue")
        answer(conversation, mayor.user)

    unread = citizen.read(f"{BASE}?statut=non-lues&q=salle")
    assert "Salle des fêtes" in unread
    assert "Déjà lue" not in unread
    assert "1 conversation non lue" in unread
    assert 'value="salle"' in unread
    assert "Aucune conversation ne correspond" in citizen.read(f"{BASE}?statut=archivees")
    assert "Déjà lue" in citizen.read(f"{BASE}?q={read.subject}")


@pytest.mark.parametrize("query", ["statut=toutes", "suivi=tous", "page=0", "page=2", "page=x"])
def test_a_list_that_does_not_exist_is_not_found(citizen, query):
    assert citizen.get(f"{BASE}?{query}").status_code == 404


def test_the_staff_find_what_nobody_follows(mayor, conversation, mairie_a):
    with mairie_context(mairie_a):
        followed = make_conversation(subject="Déjà suivie")
        Conversation.objects.filter(pk=followed.pk).update(assignee=mayor.user)

    assert "Déjà suivie" not in mayor.read(f"{BASE}?suivi=personne")
    assert "Salle des fêtes" in mayor.read(f"{BASE}?suivi=personne")
    assert "Salle des fêtes" not in mayor.read(f"{BASE}?suivi=moi")


def test_writing_to_the_mairie_leads_to_the_conversation(citizen, mairie_a):
    response = citizen.send(f"{BASE}nouveau/", **TEXT, attachments=[pdf(), pdf("plan.pdf")])

    with mairie_context(mairie_a):
        made = Conversation.objects.get()
        assert (made.subject, made.category, made.citizen_id) == ("Un trou dans la rue", "voirie", citizen.user.pk)
        assert Attachment.objects.count() == 2
    assert response["Location"] == f"{page(made)}?fait=envoye"
    text = citizen.read(response["Location"])
    assert "Votre message est envoyé." in text
    assert "plan.pdf" in text


@pytest.mark.parametrize(
    ("missing", "reason"), [("subject", "Ce champ est obligatoire"), ("content", "Écrivez votre message.")]
)
def test_what_was_typed_is_kept_when_something_is_missing(citizen, mairie_a, missing, reason):
    response = citizen.send(f"{BASE}nouveau/", **{**TEXT, missing: " "})

    text = response.content.decode()
    assert response.status_code == 422
    assert reason in text
    assert all(kept in text for name, kept in TEXT.items() if name not in {missing, "category"})
    assert '<option value="voirie" selected>' in text
    with mairie_context(mairie_a):
        assert not Conversation.objects.exists()


def test_a_file_that_is_none_is_refused_and_what_was_typed_is_kept(citizen, mairie_a):
    response = citizen.send(f"{BASE}nouveau/", **TEXT, attachments=SimpleUploadedFile("a.pdf", b"MZ rien"))

    assert response.status_code == 422
    assert TEXT["content"] in response.content.decode()
    with mairie_context(mairie_a):
        assert not Conversation.objects.exists()


def test_a_form_that_is_sent_twice_begins_one_conversation(citizen, mairie_a):
    form = {**TEXT, "submission": str(uuid4())}

    first, second = (citizen.send(f"{BASE}nouveau/", **form) for _time in range(2))

    assert first["Location"] == second["Location"]
    with mairie_context(mairie_a):
        assert Conversation.objects.count() == Message.objects.count() == 1


def test_the_same_form_of_somebody_else_is_another(citizen, person_for, mairie_a):
    form = {**TEXT, "submission": str(uuid4())}

    citizen.send(f"{BASE}nouveau/", **form)
    person_for(mairie_a).send(f"{BASE}nouveau/", **form)

    with mairie_context(mairie_a):
        assert Conversation.objects.count() == 2


def test_each_form_that_is_shown_is_a_new_one(citizen):
    numbers = [
        re.search(r'name="submission" value="([0-9a-f-]{36})"', citizen.read(f"{BASE}nouveau/"))[1] for _ in "ab"
    ]
    assert numbers[0] != numbers[1]


def test_reading_a_conversation_marks_it_as_read(citizen, conversation, mayor, mairie_a):
    with mairie_context(mairie_a):
        answer(conversation, mayor.user)
        assert fresh(conversation).citizen_unread == 1

    citizen.get(page(conversation), HTTP_SEC_PURPOSE="prefetch")
    with mairie_context(mairie_a):
        assert fresh(conversation).citizen_unread == 1
    assert "voici la réponse" in citizen.read(page(conversation))
    with mairie_context(mairie_a):
        assert fresh(conversation).citizen_unread == 0


def test_an_answer_is_written_and_shown(citizen, conversation, mairie_a):
    response = citizen.send(page(conversation), content="Merci !", attachments=pdf())

    with mairie_context(mairie_a):
        written = Message.objects.latest("pk")
    assert response["Location"] == f"{page(conversation)}?fait=envoye#{msg(written)}"
    text = citizen.read(page(conversation))
    assert "Merci" in text
    assert "horaires.pdf" in text


def test_an_answer_that_is_sent_twice_is_written_once(citizen, conversation, mairie_a):
    shown = citizen.read(page(conversation))
    form = {name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1] for name in ("submission", "last")}

    answers = [citizen.send(page(conversation), content="Merci !", **form) for _time in range(2)]

    assert [response.status_code for response in answers] == [302, 302]
    with mairie_context(mairie_a):
        assert texts(conversation) == ["Est-elle libre ?", "Merci !"]


def test_who_answers_without_having_seen_the_newest_is_shown_it_and_keeps_the_text(
    citizen, conversation, mayor, mairie_a
):
    with mairie_context(mairie_a):
        seen = msg(Message.objects.latest("pk"))
        newer = msg(answer(conversation, mayor.user, "Elle est prise ce jour-là."))

    response = citizen.send(page(conversation), content="Je la réserve.", last=seen)

    text = response.content.decode()
    assert response.status_code == 409
    assert "Un message plus récent est arrivé" in text
    assert f'href="#{newer}"' in text
    assert "Elle est prise ce jour-là." in text
    assert re.search(r"<textarea[^>]*>\s*Je la réserve.</textarea>", text)
    assert f'name="last" value="{newer}"' in text
    with mairie_context(mairie_a):
        assert "Je la réserve." not in texts(conversation)
    assert citizen.send(page(conversation), content="Je la réserve.", last=newer).status_code == 302


def test_an_empty_answer_is_refused(citizen, conversation, mairie_a):
    response = citizen.send(page(conversation), content=" ")

    assert response.status_code == 422
    assert "Écrivez votre message." in response.content.decode()
    with mairie_context(mairie_a):
        assert texts(conversation) == ["Est-elle libre ?"]


def test_the_staff_leave_notes_that_citizens_never_see(citizen, conversation, mayor, mairie_a):
    mayor.send(page(conversation), content="Voir avec le secrétariat.", is_internal="on")

    assert "Voir avec le secrétariat." in mayor.read(page(conversation))
    assert "Voir avec le secrétariat." not in citizen.read(page(conversation))
    citizen.send(page(conversation), content="Suis-je interne ?", is_internal="on")
    with mairie_context(mairie_a):
        assert not Message.objects.get(content="Suis-je interne ?").is_internal


def test_a_canned_reply_goes_below_what_was_typed_and_nothing_is_sent(conversation, mayor, mairie_a):
    with mairie_context(mairie_a):
        canned = CannedReply.objects.create(title="Délai", content="Nous répondons sous huit jours.")
    assert "Délai" in mayor.read(page(conversation))

    response = mayor.send(page(conversation), content="Bonjour Hélène,", canned=canned.pk, inserer="1")

    text = response.content.decode()
    assert response.status_code == 200
    assert "Bonjour Hélène,\n\nNous répondons sous huit jours." in text
    with mairie_context(mairie_a):
        assert texts(conversation) == ["Est-elle libre ?"]


def test_the_staff_say_who_sees_to_it(conversation, mayor, mairie_a):
    with mairie_context(mairie_a):
        moderator = make_user(role="moderator", first_name="Aline", last_name="Petit")

    response = mayor.send(
        page(conversation, "suivi"), assignee_id=moderator.pk, category="associations", priority="high"
    )

    assert response["Location"] == f"{page(conversation)}?fait=suivi"
    with mairie_context(mairie_a):
        found = fresh(conversation)
        assert (found.assignee_id, found.category, found.priority) == (moderator.pk, "associations", "high")
    assert "suivi par Aline Petit" in mayor.read(BASE)


def test_who_is_no_staff_is_not_offered_to_follow_up(conversation, mayor, mairie_a):
    with mairie_context(mairie_a):
        stranger = make_user()

    response = mayor.send(page(conversation, "suivi"), assignee_id=stranger.pk, category="autre", priority="low")

    assert response.status_code == 422
    assert "Le suivi n'a pas été enregistré" in response.content.decode().replace("&#x27;", "'")


def test_a_conversation_is_put_away_taken_back_and_left_for_later(citizen, conversation, mairie_a):
    for status, location, state in (
        ("archived", BASE, (True, 0)),
        ("read", page(conversation), (False, 0)),
        ("unread", BASE, (False, 1)),
    ):
        assert citizen.send(page(conversation, "etat"), status=status)["Location"] == location
        with mairie_context(mairie_a):
            found = fresh(conversation)
            assert (found.is_archived_by_citizen, found.citizen_unread) == state
    assert citizen.send(page(conversation, "etat"), status="perdue").status_code == 422


@pytest.mark.parametrize("who", ["citizen", "mayor"])
def test_what_is_put_away_is_out_of_the_way_until_it_is_looked_for(who, conversation, mairie_a, request):
    person = request.getfixturevalue(who)
    assert "Salle des fêtes" in person.read(BASE)

    person.send(page(conversation, "etat"), status="archived")

    assert "Salle des fêtes" not in person.read(BASE)
    assert "Salle des fêtes" in person.read(f"{BASE}?statut=archivees")
    assert "Salle des fêtes" in person.read(f"{BASE}?q=salle")
    assert 'aria-current="true">En cours' in person.read(BASE)
    assert 'aria-current="true">En cours' not in person.read(f"{BASE}?q=salle")


def test_what_has_not_been_seen_is_not_put_away(citizen, conversation, mayor, mairie_a):
    shown = re.search(r'name="last" value="([^"]+)"', citizen.read(page(conversation)))[1]
    with mairie_context(mairie_a):
        answer(conversation, mayor.user, "Encore une chose.")

    response = citizen.send(page(conversation, "etat"), status="archived", last=shown)

    assert response["Location"] == f"{page(conversation)}?fait=nouveau"
    assert "Un message est arrivé entre-temps" in citizen.read(response["Location"])
    with mairie_context(mairie_a):
        assert not fresh(conversation).is_archived_by_citizen


@pytest.mark.parametrize("place", [f"{BASE}nouveau/", "/mon-espace/actualites/1/commenter/"])
def test_what_was_being_written_when_the_session_ended_is_given_back(citizen, place, mairie_a):
    with mairie_context(mairie_a):
        revoke_all(user=citizen.user)

    response = citizen.send(place, **TEXT)

    text = response.content.decode()
    assert response.status_code == 401
    assert "Votre session est terminée" in text
    assert TEXT["content"] in text
    assert 'href="/connexion/"' in text
    assert "no-store" in response["Cache-Control"]
    assert citizen.send(f"{BASE}1/etat/", status="read").status_code == 302


def test_what_was_written_on_a_page_of_a_former_session_is_given_back(citizen, conversation):
    citizen.client.handler.enforce_csrf_checks = True

    response = citizen.send(page(conversation), content="Écrit avant de me reconnecter")

    assert response.status_code == 403
    assert "Écrit avant de me reconnecter" in response.content.decode()


@pytest.mark.parametrize("number", ["999999", "9" * 18])
def test_what_is_foreign_or_not_there_is_the_same_404(person_for, conversation, mairie_a, number):
    stranger = person_for(mairie_a)
    answers = [
        *(stranger.get(path) for path in (page(conversation), f"{BASE}{number}/")),
        *(stranger.send(path, content="Bonjour") for path in (page(conversation), f"{BASE}{number}/")),
        *(stranger.send(path, status="read") for path in (page(conversation, "etat"), f"{BASE}{number}/etat/")),
        *(stranger.send(path, priority="low") for path in (page(conversation, "suivi"), f"{BASE}{number}/suivi/")),
    ]
    assert {response.status_code for response in answers} == {404}
    foreign, missing = ([response.content for response in answers[start::2]] for start in (0, 1))
    assert foreign == missing


def test_an_account_without_a_proven_address_reads_and_is_told_how_to_prove_it(person_for, mairie_a):
    person = person_for(mairie_a, is_verified=False, email="nouvelle@exemple.fr")
    text = person.read(f"{BASE}nouveau/")

    assert "/inscription/verifier/?email=nouvelle%40exemple.fr" in text
    assert "<textarea" not in text
    assert person.send(f"{BASE}nouveau/", **TEXT).status_code == 403


def test_a_visitors_conversation_is_read_by_the_staff(mayor, mairie_a):
    with mairie_context(mairie_a):
        visit = make_visit()

    assert "visiteur" in mayor.read(page(visit))


@pytest.mark.parametrize("role", ["citizen", "mayor"])
def test_pages_cost_the_same_for_one_conversation_and_for_thirty(person_for, mairie_a, role):
    person = person_for(mairie_a, role)
    with mairie_context(mairie_a):
        writer = person.user if role == "citizen" else make_user()
        first = make_conversation(citizen=writer)
    person.get(page(first))  # which marks it as read

    def cost() -> list[int]:
        counts = []
        for path in (BASE, page(first)):
            with statements() as sent:
                assert person.get(path).status_code == 200
            counts.append(len(sent))
        return counts

    few = cost()
    with mairie_context(mairie_a):
        for number in range(29):
            make_conversation(citizen=writer)
            answer(first, writer, f"Suite {number}")
        Conversation.objects.update(staff_unread=0)
    assert cost() == few
