"""make and CI."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ["help", "demo", "test", "lint", "types", "bench", "clean"]


def test_make_alone_lists_every_command():
    said = subprocess.check_output(["make", "--no-print-directory"], cwd=ROOT, text=True)

    assert re.findall(r"^make (\w+) ", said, re.MULTILINE) == TARGETS


@pytest.mark.parametrize("script", [".ci/run"])
def test_scripts_are_executable_and_parse(script):
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)


def test_python_that_is_too_old_is_told_so(tmp_path):
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for name in ("Makefile", "requirements-dev.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())

    done = subprocess.run(["make", f"PYTHON={old}", "lint"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "Il faut Python 3.11 ou plus récent" in done.stdout
    assert not (tmp_path / ".venv").exists()
