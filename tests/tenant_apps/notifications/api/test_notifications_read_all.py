"""PUT /notifications/read-all/."""

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.notifications.models import Notification
from tests.factories import make_user
from tests.tenant_apps.notifications.factories import BASE, make_notification

PATH = f"{BASE}read-all/"


@pytest.mark.parametrize("method", ["put", "patch"])
def test_all_of_a_persons_notifications_are_marked_and_counted(client_for, mairie_a, via, method):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        for _number in range(3):
            make_notification(client.user)
        make_notification(client.user, read_at=timezone.now())
        make_notification(make_user())

    response = getattr(client, method)(PATH)

    assert response.status_code == 200
    assert response.json() == {"message": "Toutes les notifications marquées comme lues", "updated_count": 3}
    assert client.get(BASE).json()["unread_count"] == 0
    with mairie_context(mairie_a):
        assert Notification.objects.filter(read_at__isnull=True).count() == 1


def test_marking_all_twice_counts_nothing_the_second_time(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        make_notification(client.user)

    assert [client.put(PATH).json()["updated_count"] for _again in range(2)] == [1, 0]


def test_nobody_marks_all_without_an_account(client_for, mairie_a, via):
    assert client_for(mairie_a, via=via).put(PATH).status_code == 401


def test_the_same_account_number_elsewhere_keeps_its_unread_ones(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711)
            make_notification(user)

    assert client_for(mairie_b, user=user).put(PATH).json()["updated_count"] == 1
    with mairie_context(mairie_a):
        assert Notification.objects.filter(read_at__isnull=True).count() == 1
