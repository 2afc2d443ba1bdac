"""The project's own Python files and what each imports, read without running them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("shared_apps", "tenant_apps", "core", "config")


@dataclass(frozen=True)
class Import:
    """That `module` (of app or package `owner`) imports `target`, in `path` at `line`."""

    path: Path
    line: int
    module: str
    target: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.target}"

    @property
    def layer(self) -> str:
        return self.module.split(".")[0]

    @property
    def app(self) -> str:
        return ".".join(self.module.split(".")[:2])

    @property
    def target_layer(self) -> str:
        return self.target.split(".")[0]

    @property
    def target_app(self) -> str:
        return ".".join(self.target.split(".")[:2])


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Every Python file that is not a test."""
    return tuple(
        sorted(path for base in ("platform", "shared_apps", "tenant_apps") for path in (ROOT / base).rglob("*.py"))
    )


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == "platform" else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@lru_cache(maxsize=1)
def imports() -> tuple[Import, ...]:
    """Every import of one of the project's own modules, also those inside functions and under TYPE_CHECKING."""
    return tuple(found for path in files() for found in _imports_of(path))


@lru_cache(maxsize=512)
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def apps() -> list[Path]:
    """Folders of the apps."""
    return sorted(
        config.parent for base in ("shared_apps", "tenant_apps") for config in (ROOT / base).glob("*/apps.py")
    )


def _imports_of(path: Path) -> Iterator[Import]:
    module = module_of(path)
    for node in ast.walk(tree(path)):
        for target in _targets(node, module, is_package=path.name == "__init__.py"):
            if target.split(".")[0] in LAYERS:
                yield Import(path, node.lineno, module, target)


def _targets(node: ast.AST, module: str, *, is_package: bool) -> list[str]:
    """What the statement may bind: for `from a import b` both `a` and `a.b`, since `b` may be a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        above = module.split(".")
        above = above[: len(above) - node.level + (1 if is_package else 0)]
        base = ".".join([*above, base]) if base else ".".join(above)
    return [f"{base}.{alias.name}" for alias in node.names]
