"""DELETE /messages/conversations/{id}/."""

import pytest

from core.tenancy import mairie_context
from core.tenancy.storage import storage
from tenant_apps.dashboard.models import Activity
from tenant_apps.messages.models import Attachment, Conversation
from tests.tenant_apps.messages.factories import make_conversation, path, pdf


@pytest.mark.usefixtures("committed_db")
def test_staff_delete_a_conversation_with_its_files(client_for, mairie_a, via):
    client = client_for(mairie_a, "moderator", via=via)
    with mairie_context(mairie_a):
        conversation = make_conversation(subject="Déchetterie", files=[pdf()])
        file = Attachment.objects.get().file
        assert storage.exists(file)

    response = client.delete(path(conversation))

    assert (response.status_code, response.content) == (204, b"")
    assert client.delete(path(conversation)).status_code == 404
    with mairie_context(mairie_a):
        assert not Conversation.objects.exists()
        assert not storage.exists(file)
        assert Activity.objects.get(type="conversation_deleted").actor_id == client.user.id


def test_a_citizen_deletes_nothing(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        conversation = make_conversation(citizen=client.user)

    assert client.delete(path(conversation)).status_code == 403
