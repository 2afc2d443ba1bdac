"""Kept pages write no access line; a mairie's traffic is told all the same."""

import logging

from core.pages.traffic import Traffic


def test_a_line_for_each_mairie_says_what_was_answered(mairie_a, mairie_b, visitor, monkeypatch, caplog):
    own = Traffic()
    monkeypatch.setattr("core.pages.front.traffic", own)
    caplog.set_level(logging.INFO, logger="core.pages")
    # given what Django answers, which has a line of its own
    page = visitor.get(mairie_a.host)
    visitor.get(mairie_b.host)
    # when
    visitor.get(mairie_a.host)
    own.gather()
    visitor.get(mairie_a.host, if_none_match=page.headers["ETag"])
    visitor.get(mairie_b.host, method="HEAD")
    own.write(60)
    # then
    names = ("municipality", "status_200", "status_304", "bytes", "seconds")
    lines = [line for line in caplog.records if line.name == "core.pages"]
    assert [[getattr(line, name) for name in names] for line in lines] == [
        [mairie_a.code, 1, 1, len(page.body), 60],
        [mairie_b.code, 1, 0, 0, 60],
    ]
    # and nothing twice
    caplog.clear()
    own.write(60)
    assert not caplog.records
