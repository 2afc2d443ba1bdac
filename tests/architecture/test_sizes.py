"""Files and functions stay small enough to read; what is larger for a reason is listed with it."""

import ast
from typing import Any

from tests.architecture.sources import ROOT, files, tree

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40  # the norm is 25: this only stops what no one would call a function any more
LARGER_FILES: dict[str, str] = {}
LARGER_FUNCTIONS = {"core/tenancy/checks.py tenancy_configuration": "one flat table of rules"}


def test_no_file_is_longer_than_the_norm():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files()
        if "migrations" not in path.parts and (lines := path.read_text().count("\n")) > MAX_FILE_LINES
    }
    assert not {name: lines for name, lines in long.items() if name not in LARGER_FILES}


def test_no_function_is_far_longer_than_the_norm():
    long = {
        f"{path.relative_to(ROOT)} {node.name}": _lines(node)
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > MAX_FUNCTION_LINES
    }
    assert not {name: lines for name, lines in long.items() if name.removeprefix("platform/") not in LARGER_FUNCTIONS}


def _lines(node: Any) -> int:
    return int(node.end_lineno - node.lineno + 1)
