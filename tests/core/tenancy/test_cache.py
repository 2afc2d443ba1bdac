"""One key space per mairie, and a cache that forgets rather than fails."""

from django.core.cache import cache

from core.tenancy import mairie_context
from core.tenancy.cache import FailOpenRedisCache


def test_the_same_key_holds_another_value_in_each_mairie(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        cache.set("greeting", "from A")
    with mairie_context(mairie_b):
        assert cache.get("greeting") is None
        cache.set("greeting", "from B")
    with mairie_context(mairie_a):
        assert cache.get("greeting") == "from A"
    assert cache.get("greeting") is None


def test_without_redis_reads_miss_and_writes_are_lost(db):
    down = FailOpenRedisCache("redis://127.0.0.1:1/0", {"KEY_FUNCTION": "core.tenancy.cache.make_key"})
    down.set("key", "value")
    assert down.get("key", "default") == "default"
    assert down.get_many(["key"]) == {}
    assert down.add("key", "value") is True
    assert down.delete("key") is False
