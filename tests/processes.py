"""Whether processes that a test started have come to their end."""

import psutil


def ended(pid: int) -> bool:
    """No such process, or one that has exited and only waits for the machine's init to take note of it."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
