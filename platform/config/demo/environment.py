"""The variables every process of the demo runs with."""

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from core.embedded import Home, Refusal, Servers
from core.embedded.files import write_private

ROOT = Path(__file__).resolve().parents[3]
ENV_FILE = "env"


@dataclass(frozen=True)
class Settings:
    """What whoever starts the demo may choose."""

    home: Path
    port: int

    @property
    def base(self) -> str:
        return f"http://{base_domain()}:{self.port}"


def settings() -> Settings:
    """ECMS_HOME and PORT, or their defaults; raises Refusal when PORT is no port."""
    raw = os.environ.get("PORT") or "8000"
    if not raw.isdigit() or not 1 <= int(raw) <= 65_535:
        raise Refusal(f"PORT={raw} n'est pas un numéro de port")
    return Settings(Path(os.environ.get("ECMS_HOME") or ROOT / "var" / "demo").absolute(), int(raw))


def base_domain() -> str:
    return os.environ.get("ECMS_BASE_DOMAIN") or "localhost"


def variables(home: Home, servers: Servers, port: int) -> dict[str, str]:
    """The platform's variables: no production, mail into a folder whatever MAIL_URL says, the key in the home."""
    return {
        **servers.environment(),
        "ECMS_ENV": "development",
        "ECMS_DEBUG": os.environ.get("ECMS_DEBUG") or "false",  # visitors see the pages that mairies have, errors too
        "ECMS_SHOW_MAIL": "true",
        "ECMS_SECRET_KEY": home.secret("secret-key"),
        "ECMS_BASE_DOMAIN": base_domain(),
        "ECMS_HOME": str(home.path),
        "PORT": str(port),
        "STORAGE_URL": os.environ.get("STORAGE_URL") or (home.path / "files").as_uri(),
        "MAIL_URL": (home.path / "mail").as_uri(),
        # One machine plays all the visitors, so it must not be taken for one of them asking too much.
        "ECMS_RATE_ANONYMOUS": os.environ.get("ECMS_RATE_ANONYMOUS") or "60000",
        "ECMS_RATE_AUTHENTICATED": os.environ.get("ECMS_RATE_AUTHENTICATED") or "60000",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def write_env_file(home: Home, values: dict[str, str]) -> Path:
    """A file to source before `manage.py` commands against the running demo."""
    file = home.path / ENV_FILE
    write_private(file, "".join(f"export {name}={shlex.quote(value)}\n" for name, value in values.items()))
    return file
