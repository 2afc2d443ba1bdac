"""One line per event, with what is needed to find the rest."""

import io
import logging
from logging.config import dictConfig
from typing import Any

import orjson
import pytest
from django.test import Client

from core.observability import tasks
from core.observability.config import logging_settings
from core.observability.context import bind, bound, fields, request_id
from core.observability.formatters import JsonFormatter, TextFormatter


def record(message: str, *args: Any, exc_info: Any = None, **extra: Any) -> logging.LogRecord:
    made = logging.getLogger("test").makeRecord("test", logging.INFO, "f.py", 1, message, args, exc_info, extra=extra)
    assert isinstance(made, logging.LogRecord)
    return made


def test_a_json_line_carries_bound_and_extra_fields():
    with bound(request_id="r1", user=7):
        line = orjson.loads(JsonFormatter().format(record("did %s", "it", count=3)))
    assert {**line, "time": ""} == {
        "time": "",
        "level": "info",
        "logger": "test",
        "message": "did it",
        "request_id": "r1",
        "user": 7,
        "count": 3,
    }
    assert line["time"].endswith("Z")


def test_objects_given_as_extra_are_left_out_and_texts_are_scrubbed():
    line = orjson.loads(JsonFormatter().format(record("x", request=object(), who="a@b.fr")))
    assert "request" not in line
    assert line["who"] == "***"


def test_a_traceback_is_one_field_and_scrubbed():
    try:
        raise ValueError("password=hunter2 of a@b.fr")
    except ValueError as error:
        made = record("failed", exc_info=(ValueError, error, error.__traceback__))
    text = JsonFormatter().format(made)
    assert "\n" not in text
    assert "hunter2" not in text
    assert "a@b.fr" not in text
    assert "ValueError" in orjson.loads(text)["traceback"]
    assert "Traceback" in TextFormatter().format(made)


def test_a_text_line_stays_one_line_whatever_a_caller_asks_for():
    text = TextFormatter().format(record("GET %s", "/x\n12:00:00 info forged \x1b[2J\x00\u2028é", path="/\r\n"))

    assert text.endswith(r"GET /x\n12:00:00 info forged \x1b[2J\x00\u2028é [path=/\r\n]")
    assert len(text.splitlines()) == 1


def test_what_is_bound_in_a_block_is_forgotten_after_it():
    with bound(request_id="outer"):
        with bound(request_id="inner"):
            bind(user=1)
            assert request_id() == "inner"
        assert dict(fields()) == {"request_id": "outer"}
        bind(request_id=None)
        assert request_id() == ""


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="json or text"):
        logging_settings("xml")


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_the_configuration_is_valid(log_format):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        dictConfig(logging_settings(log_format))
    finally:
        root.handlers[:], root.level = before


@pytest.fixture
def lines(monkeypatch):
    """What `core.request` logs, as JSON objects."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("core.request")
    logger.addHandler(handler)
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    yield lambda: [orjson.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


def get(path: str, **kwargs: Any) -> Any:
    return Client(raise_request_exception=False).get(path, HTTP_HOST="localhost", **kwargs)


def test_a_request_is_one_line_with_status_and_duration(lines):
    response = get("/api/v1/nowhere/?page=2&token=abc")
    (line,) = lines()
    assert line["method"] == "GET"
    assert line["path"] == "/api/v1/nowhere/?page=2&token=***"
    assert line["status"] == 404
    assert line["duration_ms"] >= 0
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert "municipality" not in line


def test_every_request_has_an_id_of_its_own():
    first, second = get("/nowhere/"), get("/nowhere/")
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "sent", "kept"),
    [
        (["127.0.0.1"], "edge-0123456789", True),
        ([], "edge-0123456789", False),
        (["127.0.0.1"], "short", False),
        (["127.0.0.1"], "a" * 65, False),
        (["127.0.0.1"], "abcdefgh\r\nx: y", False),
        (["127.0.0.1"], "<script>alert(1)</script>", False),
    ],
)
def test_an_incoming_id_is_kept_from_trusted_proxies_when_sane(settings, proxies, sent, kept):
    settings.TRUSTED_PROXIES = proxies
    answered = get("/nowhere/", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert (answered == sent) == kept


def test_a_celery_task_names_itself_and_its_job():
    from celery import Celery

    app = Celery("test", set_as_current=False)
    seen: list[dict[str, Any]] = []

    @app.task(name="demo.run")
    def run(job_id: int, other: str) -> None:
        seen.append(dict(fields()))

    tasks.install()
    with bound():
        run.apply(args=(12, "x"))
        after = dict(fields())
    assert seen[0]["task"] == "demo.run"
    assert seen[0]["job"] == 12
    assert seen[0]["task_id"]
    assert after == {}
