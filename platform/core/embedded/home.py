"""The folder a copy of the platform lives in: its lock, its secrets, its logs and its servers' data."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.embedded.account import Account, shelter
from core.embedded.errors import Refusal
from core.embedded.files import lock, write_private
from core.embedded.ledger import Ledger

LOCK = "lock"
SERVERS = "servers"
THROWAWAY = "ecms-test-"


def draw_secret() -> str:
    return secrets.token_urlsafe(36)


class Home:
    """A claimed home: whoever holds one is the only supervisor in it."""

    def __init__(self, path: Path) -> None:
        """Claim `path`, made if need be; raises Refusal while another copy runs there."""
        self.path = path.resolve()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            held = lock(self.path / LOCK)
        except OSError as error:
            raise Refusal(f"ECMS_HOME={self.path} : {error.strerror}") from error
        if held is None:
            raise Refusal(f"ECMS_HOME={self.path} est déjà utilisé par une copie en marche")
        self._lock = held
        self.ledger = Ledger(self.path / "children.json")
        self.ledger.end_leftovers()

    def release(self) -> None:
        """Give the home back to whoever comes next."""
        self.ledger.clear()
        os.close(self._lock)

    def log(self, name: str) -> Path:
        return self.path / "logs" / f"{name}.log"

    def secret(self, name: str, draw: Callable[[], str] = draw_secret) -> str:
        """The home's secret of that name, drawn the first time, for its owner's eyes."""
        file = self.path / "secrets" / name
        if not file.exists():
            file.parent.mkdir(mode=0o700, exist_ok=True)
            write_private(file, draw())
        return file.read_text(encoding="utf-8")

    def servers_data(self, account: Account | None) -> Path:
        """The folder of the servers' data, in the home, or linked from there when `account` cannot work in the home."""
        folder = self.path / SERVERS
        if folder.is_symlink() and not folder.exists():
            folder.unlink()
        if not folder.exists():
            self._make_servers_data(folder, account)
        return folder.resolve()

    def _make_servers_data(self, folder: Path, account: Account | None) -> None:
        if account is None:
            folder.mkdir(mode=0o700)
        elif account.can_enter(self.path):
            folder.mkdir(mode=0o700)
            os.chown(folder, account.uid, account.gid)
        else:
            sheltered = tempfile.mkdtemp(dir=shelter(), prefix="data-")
            os.chown(sheltered, account.uid, account.gid)
            folder.symlink_to(sheltered)


def delete(home: Home) -> None:
    """Delete a claimed home and its servers' data, wherever they are."""
    shutil.rmtree((home.path / SERVERS).resolve(), ignore_errors=True)
    shutil.rmtree(home.path, ignore_errors=True)
    home.release()


@contextmanager
def throwaway() -> Iterator[Home]:
    """A home that is deleted afterwards; those of killed runs are deleted first."""
    base = Path(tempfile.gettempdir())
    for old in base.glob(f"{THROWAWAY}*"):
        if not old.is_symlink() and old.stat().st_uid == os.geteuid():
            with suppress(Refusal):  # a run that is still going
                delete(Home(old))
    home = _new_throwaway(base)
    try:
        yield home
    finally:
        delete(home)


def _new_throwaway(base: Path) -> Home:
    """Another run may take the folder for an abandoned one before it is claimed: then make another."""
    for _attempt in range(5):
        folder = Path(tempfile.mkdtemp(dir=base, prefix=THROWAWAY))
        with suppress(Refusal):
            home = Home(folder)
            home.path.chmod(0o711)  # the servers' account passes through to its own folder
            return home
    raise Refusal(f"aucun dossier de travail dans {base}")
