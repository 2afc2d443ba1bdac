"""Readers are counted without cookies and without being known: exactly, by the mairie's own day, robots left out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from time import monotonic

import pytest
import time_machine

from core.pages import audience as module
from core.pages import visitors
from core.pages.audience import Audience
from core.pages.visitors import Salts, device_of, visitor_number
from core.redis import RedisUnavailable, client
from core.tenancy import Tenant

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari"
PARIS = Tenant(1, "91272", "Gif", "gif", "m_91272", "active", "gif.localhost")
NOUMEA = Tenant(2, "98818", "Nouméa", "noumea", "m_98818", "active", "noumea.localhost", "Pacific/Noumea")


@pytest.fixture
def counted(monkeypatch):
    """A count of its own and, after `deliver`, what it has told."""
    own, told = Audience(), []
    own.on_visits(told.append)
    return own, told


def read(own, tenant=PARIS, *, subject="", address="192.0.2.1", agent=FIREFOX, **environ):
    own.note(tenant, subject, monotonic(), {"REMOTE_ADDR": address, "HTTP_USER_AGENT": agent, **environ})


def test_pages_add_up_by_visitor_and_subject(counted):
    own, told = counted
    for subject in ("", "", "publication:7"):
        read(own, subject=subject)
    read(own, address="192.0.2.2", agent=IPHONE)

    assert own.deliver() == 4

    rows = sorted((visit.device, visit.subject, pages) for visit, pages in told[0].items())
    assert rows == [("desktop", "", 2), ("desktop", "publication:7", 1), ("mobile", "", 1)]
    assert len({visit.visitor for visit in told[0]}) == 2


def test_who_reads_is_the_same_in_every_process_for_a_day_and_on_one_site_only(counted):
    own, told = counted
    other = Audience()
    other.on_visits(told.append)
    for count in (own, other):
        read(count)
        read(count, NOUMEA)
        count.deliver()

    here, there = ({visit.tenant.code: visit.visitor for visit in visits} for visits in told)

    assert here == there
    assert len(set(here.values())) == 2


def test_an_address_that_changes_its_user_agent_is_a_bounded_number_of_visitors(counted):
    own, told = counted
    for number in range(2_000):
        read(own, agent=f"{FIREFOX} {number}")
    own.deliver()
    assert (sum(told[0].values()), len(told[0])) == (2_000, visitors.MOST_AT_AN_ADDRESS)


def test_the_salt_is_gone_after_the_day(counted):
    own, _told = counted
    read(own)
    own.deliver()
    (key,) = client().keys("ecms:pages:salt:*")
    assert timedelta(hours=24) < timedelta(seconds=client().ttl(key)) <= timedelta(hours=26)


def test_a_process_forgets_the_salts_of_days_that_are_over():
    salts = Salts()
    first = salts.of(date(2026, 12, 5), "Europe/Paris")
    assert salts.of(date(2026, 12, 5), "Europe/Paris") == first
    salts.of(date(2026, 12, 7), "Europe/Paris")
    assert list(salts._known) == [(date(2026, 12, 7), "Europe/Paris")]


def test_an_ipv6_network_is_one_visitor_and_a_proxy_is_none(counted, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    own, told = counted
    read(own, address="2001:db8::1")
    read(own, address="2001:db8::2")
    read(own, address="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1")
    read(own, address="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.2")
    own.deliver()
    assert sorted(told[0].values()) == [1, 1, 2]


def test_every_page_is_counted_once_however_many_read_at_once(counted):
    own, told = counted
    with ThreadPoolExecutor(8) as pool:
        for _turn in range(8):
            pool.submit(lambda: [read(own, address=f"192.0.2.{number}") for number in range(100)])
            pool.submit(own.deliver)
    own.deliver()
    assert sum(sum(visits.values()) for visits in told) == 800
    assert len({visit for visits in told for visit in visits}) == 100


@pytest.mark.parametrize(
    ("moment", "in_paris", "in_noumea"),
    [
        ("2026-12-05T12:59:59Z", date(2026, 12, 5), date(2026, 12, 5)),
        ("2026-12-05T13:00:01Z", date(2026, 12, 5), date(2026, 12, 6)),
        ("2026-12-05T22:59:59Z", date(2026, 12, 5), date(2026, 12, 6)),
        ("2026-12-05T23:00:01Z", date(2026, 12, 6), date(2026, 12, 6)),
    ],
)
def test_a_day_ends_at_the_mairies_own_midnight(counted, moment, in_paris, in_noumea):
    own, told = counted
    with time_machine.travel(moment, tick=False):
        for tenant in (PARIS, NOUMEA):
            read(own, tenant)
        own.deliver()
    assert {visit.tenant: visit.day for visit in told[0]} == {PARIS: in_paris, NOUMEA: in_noumea}


def test_what_a_browser_fetches_ahead_is_not_read(counted):
    own, told = counted
    read(own, HTTP_SEC_PURPOSE="prefetch;prerender")
    assert (own.deliver(), told) == (0, [])


def test_without_redis_a_while_is_not_counted_and_nothing_breaks(counted, monkeypatch):
    def down():
        raise RedisUnavailable

    own, told = counted
    with monkeypatch.context() as patched:
        patched.setattr(visitors, "client", down)
        read(own)
        assert own.deliver() == 0
    read(own)
    assert own.deliver() == 1
    assert len(told) == 1


def test_a_listener_that_fails_keeps_nobody_else_from_hearing(counted, caplog):
    def broken(visits):
        raise ValueError("no")

    own, told = Audience(), []
    own.on_visits(broken)
    own.on_visits(told.append)
    read(own)
    own.deliver()
    assert len(told) == 1
    assert "not counted" in caplog.text


def test_notes_do_not_pile_up_for_ever(counted, monkeypatch):
    monkeypatch.setattr(module, "MOST_WAITING", 10)
    own, _told = counted
    for _number in range(50):
        read(own)
    assert own.deliver() == 10


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "desktop"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36 Edg/143",
            "desktop",
        ),
        (IPHONE, "mobile"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/143.0.0.0 Mobile Safari/537.36", "mobile"),
        ("Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36", "mobile"),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148", "tablet"),
        ("Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36", "tablet"),
        ("", ""),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", ""),
        ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", ""),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/143.0.0.0 Safari/537.36", ""),
        ("facebookexternalhit/1.1", ""),
        ("curl/8.14.1", ""),
        ("python-requests/2.32", ""),
        ("Mozilla/5.0 (compatible; GPTBot/1.2)", ""),
        ("UptimeRobot/2.0", ""),
    ],
)
def test_devices_are_told_apart_and_robots_are_none(agent, device):
    assert device_of(agent) == device


def test_a_visitors_number_needs_the_salt():
    numbers = {visitor_number(salt, "91272", "192.0.2.1", FIREFOX) for salt in (b"a" * 16, b"b" * 16)}
    assert len(numbers) == 2
    assert all(-(2**63) <= number < 2**63 for number in numbers)


def test_pages_of_the_site_are_counted_wherever_they_are_answered(mairie_a, visitor, counted, monkeypatch):
    own, told = counted
    for place in ("core.pages.front", "core.pages.middleware"):
        monkeypatch.setattr(f"{place}.audience", own)
    monkeypatch.setattr(own, "start", lambda: None)
    tag = visitor.get(mairie_a.host, user_agent=FIREFOX).headers["ETag"]
    visitor.get(mairie_a.host, user_agent=FIREFOX)
    visitor.get(mairie_a.host, user_agent=FIREFOX, if_none_match=tag)
    visitor.get(mairie_a.host, "/libre/", user_agent=FIREFOX)
    # Not read by the public: headers alone, a robot, what is not there or no page, the office's and the platform's own.
    for _time in range(2):
        visitor.get(mairie_a.host, "/flux.rss", user_agent=FIREFOX)
        visitor.get(mairie_a.host, "/connexion/", user_agent=FIREFOX)
    visitor.get(mairie_a.host, user_agent=FIREFOX, method="HEAD")
    visitor.get(mairie_a.host, user_agent="Googlebot/2.1")
    visitor.get(mairie_a.host, "/nowhere/", user_agent=FIREFOX)
    visitor.get(mairie_a.host, "/api/v1/docs/", user_agent=FIREFOX)
    visitor.get("localhost", user_agent=FIREFOX)

    own.deliver()

    assert [(visit.tenant.code, pages) for visit, pages in told[0].items()] == [("91272", 4)]
