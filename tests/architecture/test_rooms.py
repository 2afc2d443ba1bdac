"""Every app has the same rooms, and none that could hold anything."""

from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, apps, files

# Names that say nothing, so that anything ends up there.
VAGUE = {"utils", "util", "helpers", "misc", "common", "tools", "lib", "stuff", "managers", "signals"}
# What belongs to a surface is in that surface's room.
SURFACES = {"api", "site", "office", "console"}
OF_SURFACES = {"views.py", "serializers.py", "forms.py"}


@pytest.mark.parametrize("app", apps(), ids=lambda app: str(app.relative_to(ROOT)))
def test_an_app_declares_itself_in_apps_py_and_is_a_package(app):
    assert (app / "__init__.py").exists()
    stray = [name for name in OF_SURFACES if (app / name).exists()]
    assert not stray, f"{stray} belong to one of {sorted(SURFACES)}"


@pytest.mark.parametrize("app", apps(), ids=lambda app: str(app.relative_to(ROOT)))
def test_a_room_is_a_module_or_a_folder_but_not_both(app):
    both = [path.stem for path in app.glob("*.py") if (app / path.stem).is_dir()]
    assert not both


def test_no_module_has_a_name_that_says_nothing():
    vague = [str(path.relative_to(ROOT)) for path in files() if path.stem in VAGUE or path.parent.name in VAGUE]
    assert not vague


def test_migrations_and_commands_live_in_packages():
    homeless = [
        str(folder.relative_to(ROOT))
        for base in ("platform", "shared_apps", "tenant_apps")
        for folder in (ROOT / base).rglob("*")
        if folder.is_dir() and folder.name in {"migrations", "commands", "management"} and not _is_package(folder)
    ]
    assert not homeless


def _is_package(folder: Path) -> bool:
    return (folder / "__init__.py").exists()


def test_tests_stand_in_the_tree_of_tests_only():
    strays = [
        str(path.relative_to(ROOT)) for path in files() if path.name.startswith("test_") or path.name == "tests.py"
    ]
    assert not strays
