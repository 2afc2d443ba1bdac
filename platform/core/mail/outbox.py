"""Read back what the file backend wrote; for the page of outgoing mail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import islice
from pathlib import Path

NAME = re.compile(r"(?P<time>\d{8}T\d{12})Z-[0-9a-f]{8}\Z")
SEARCHED = 1_000  # newest messages that a search looks into


@dataclass(frozen=True, slots=True)
class Mail:
    """One sent mail as the pages show it."""

    name: str
    sent_at: datetime
    sender: str
    recipient: str
    subject: str
    headers: list[tuple[str, str]]
    text: str
    html: str


def names(directory: Path) -> list[str]:
    """Names of all mails, newest first."""
    return sorted((path.stem for path in directory.glob("*.eml") if NAME.match(path.stem)), reverse=True)


def search(directory: Path, words: str) -> list[str]:
    """Names of the mails whose sender, recipient or subject holds `words`, newest first."""
    wanted = words.casefold()
    recent = (read(directory, name) for name in islice(names(directory), SEARCHED))
    return [
        mail.name for mail in _present(recent) if wanted in f"{mail.sender} {mail.recipient} {mail.subject}".casefold()
    ]


def read(directory: Path, name: str) -> Mail | None:
    """The mail of that name, None when the name is malformed or the file is gone."""
    match = NAME.match(name)
    try:
        content = (directory / f"{name}.eml").read_bytes() if match else b""
    except FileNotFoundError:
        return None
    if not match or not content:
        return None
    message = message_from_bytes(content, policy=policy.default)
    return _mail(name, datetime.strptime(match["time"], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC), message)


def page(directory: Path, chosen: list[str]) -> list[Mail]:
    """The mails of these names, less those deleted meanwhile."""
    return list(_present(read(directory, name) for name in chosen))


def _mail(name: str, sent_at: datetime, message: EmailMessage) -> Mail:
    return Mail(
        name=name,
        sent_at=sent_at,
        sender=parseaddr(str(message["From"]))[0],
        recipient=str(message["To"]),
        subject=str(message["Subject"]).strip(),
        headers=[(key, str(value)) for key, value in message.items()],
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _present(mails: Iterator[Mail | None]) -> Iterator[Mail]:
    return (mail for mail in mails if mail is not None)
