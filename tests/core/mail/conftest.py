import pytest

from core.mail import sender


@pytest.fixture
def write_template(settings, tmp_path):
    """Add mail templates: `write_template("hello", subject="…", txt="…", html="…")`."""
    folder = tmp_path / "templates" / "mail"
    folder.mkdir(parents=True)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(folder.parent)]}]

    def write(name, *, subject="Objet", txt="Texte", html=None):
        (folder / f"{name}.subject.txt").write_text(subject)
        (folder / f"{name}.txt").write_text(txt)
        if html is not None:
            (folder / f"{name}.html").write_text(html)

    return write


@pytest.fixture
def mail_folder(settings, tmp_path):
    """Mail goes to this folder."""
    settings.EMAIL_BACKEND = "core.mail.backends.FileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox" / "new")
    return tmp_path / "outbox" / "new"


@pytest.fixture(autouse=True)
def _no_contact_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails have no Reply-To unless a test registers where to look for one."""
    monkeypatch.setattr(sender, "_lookups", [])
