"""Work that names somebody who is erased is taken back, waiting or given up, and nobody else's."""

import pytest

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue, enqueue_email, forget


def keys() -> list[str]:
    with public_context():
        return list(Job.objects.order_by("key").values_list("key", flat=True))


@pytest.mark.parametrize("state", ["pending", "dead"])
def test_the_mairies_jobs_with_the_address_anywhere_in_them_go(mairie_a, inside, state):
    inside(mairie_a)
    enqueue_email(to="Paul@exemple.fr", template="x", context={}, key="recipient")
    enqueue("test.effect", key="nested", payload={"people": [{"email": "paul@EXEMPLE.fr"}]})
    enqueue("test.effect", key="account", payload={"account": "user:7"})
    enqueue("test.effect", key="longer address", payload={"email": "jean.paul@exemple.fr"})
    enqueue("test.effect", key="longer number", payload={"account": "user:71"})
    enqueue("test.effect", key="number", payload={"n": 7, "none": None})
    with public_context():
        Job.objects.update(state=state)

    assert forget([" PAUL@exemple.fr", "user:7"]) == 3
    assert keys() == ["longer address", "longer number", "number"]


def test_other_mairies_and_what_waits_for_the_platform_are_left_alone(mairie_a, mairie_b):
    for state in ("dead", "pending"):
        for name, place in (("a", mairie_context(mairie_a)), ("b", mairie_context(mairie_b)), ("p", public_context())):
            with place:
                enqueue("test.effect", key=f"{name} {state}", payload={"email": "paul@exemple.fr"})
    with public_context():
        Job.objects.filter(key__endswith="dead").update(state="dead")

    with mairie_context(mairie_a):
        assert forget(["paul@exemple.fr"]) == 3
    assert keys() == ["b dead", "b pending", "p pending"]
    with public_context():
        assert forget(["paul@exemple.fr"]) == 1
    assert keys() == ["b dead", "b pending"]


def test_a_mark_of_like_is_no_mark_here(mairie_a, inside):
    inside(mairie_a)
    enqueue("test.effect", key="other", payload={"email": "paulX@exemple.fr"})

    assert forget(["paul_@exemple.fr", "%"]) == 0
