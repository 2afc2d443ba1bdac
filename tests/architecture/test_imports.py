"""Imports point one way, and into an app only through its doors."""

import ast

import pytest

from tests.architecture.sources import ROOT, files, imports, module_of, tree

MAY_IMPORT = {
    "core": {"core"},
    "shared_apps": {"core", "shared_apps"},
    "tenant_apps": {"core", "shared_apps", "tenant_apps"},
    "config": {"core", "shared_apps", "tenant_apps", "config"},
}
# What an app offers to the others: its writes and reads, the refusals they raise, and where others register.
DOORS = {"services", "selectors", "errors", "hooks"}
FURTHER_DOORS = {
    "shared_apps.jobs.registry": "the decorator by which an app's tasks.py registers its kinds of job",
}


def test_imports_point_from_tenant_apps_to_shared_apps_to_core():
    wrong = [found for found in imports() if found.target_layer not in MAY_IMPORT[found.layer]]
    assert not wrong, "\n".join(map(str, wrong))


def test_an_app_is_entered_through_its_doors_only():
    wrong = [
        found
        for found in imports()
        if found.layer in {"shared_apps", "tenant_apps"}
        and found.target_layer in {"shared_apps", "tenant_apps"}
        and found.target_app != found.app
        and not _is_door(found.target)
    ]
    assert not wrong, "\n".join(map(str, wrong))


def _is_door(target: str) -> bool:
    room = target.split(".")[2] if target.count(".") >= 2 else ""
    return room in DOORS or any(target == door or target.startswith(f"{door}.") for door in FURTHER_DOORS)


def test_core_names_no_app_even_in_a_string():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files()
        if module_of(path).startswith("core")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("shared_apps.", "tenant_apps."))
    ]
    assert not found, found


def test_platform_is_a_path_root_and_never_a_package():
    assert not (ROOT / "platform/__init__.py").exists(), "it would shadow Python's own `platform` module"
    assert not [found for found in imports() if found.target.startswith("platform.")]


@pytest.mark.parametrize("layer", ["services", "selectors"])
def test_services_and_selectors_know_no_http(layer):
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files()
        if layer in module_of(path).split(".")[2:]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "rest_framework"
    ]
    assert not wrong, wrong
