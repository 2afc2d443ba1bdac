"""Small private files, whole or absent, and locks that die with their holder."""

import fcntl
import os
from pathlib import Path


def write_private(file: Path, text: str) -> None:
    """Write `text` for the owner's eyes; a reader finds the old text or the new one, never a part."""
    scratch = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as output:
        output.write(text)
    scratch.replace(file)


def lock(file: Path) -> int | None:
    """Lock `file`, made if need be, until the process dies; its descriptor, or None when another process holds it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), file.stat()):
            return descriptor
    except (BlockingIOError, FileNotFoundError):  # held by another, or deleted by another that held it until now
        pass
    os.close(descriptor)
    return None
