"""PUT /notifications/{id}/read/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.notifications.models import Notification
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import make_notification, path


@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_notification_is_marked_as_read(client_for, mairie_a, via, method):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        notification, other = make_notification(client.user), make_notification(client.user)

    response = getattr(client, method)(path(notification))

    assert (response.status_code, response.json()) == (200, {"is_read": True})
    with mairie_context(mairie_a):
        notification.refresh_from_db()
        other.refresh_from_db()
    assert (notification.is_read, other.is_read) == (True, False)


def test_marking_twice_keeps_the_first_moment(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        notification = make_notification(client.user)
    client.put(path(notification))
    with mairie_context(mairie_a):
        first = Notification.objects.get().read_at

    response = client.put(path(notification))

    assert (response.status_code, response.json()) == (200, {"is_read": True})
    with mairie_context(mairie_a):
        assert Notification.objects.get().read_at == first


def test_somebody_elses_notification_is_not_found_and_stays_unread(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        notification = make_notification(make_user())

    response = client_for(mairie_a, "mayor", via=via).put(path(notification))

    assert (response.status_code, response.json()["error"]["code"]) == (404, "NOTIFICATION_NOT_FOUND")
    with mairie_context(mairie_a):
        assert not Notification.objects.get().is_read


@pytest.mark.parametrize("name", ["notif_999", "notif_1", "rien", "conv_001"])
def test_an_unknown_notification_is_not_found(client_for, mairie_a, name):
    assert client_for(mairie_a, "citizen").put(path(name)).status_code == 404


def test_nobody_marks_without_an_account(client_for, mairie_a):
    assert client_for(mairie_a).put(path("notif_001")).status_code == 401


def test_the_same_number_elsewhere_stays_unread(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711)
            make_notification(user, pk=4711)

    assert client_for(mairie_b, user=user).put(path("notif_4711")).status_code == 200
    with mairie_context(mairie_a):
        assert not Notification.objects.get().is_read
