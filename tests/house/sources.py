"""The project's own files, as the house tests read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("config", "programmes", "loans")
NOT_READ = {".git", ".venv", "var", "__pycache__", ".hypothesis"}
BINARY = {".mo", ".woff2", ".ttf", ".png", ".ico", ".xlsx", ".pdf", ".pyc", ".gz"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts(*folders: str, ending: str = "") -> Iterator[Path]:
    """Text files of these folders (of the whole project, if none is named)."""
    for folder in folders or (".",):
        for path in sorted((ROOT / folder).rglob("*")):
            hidden = NOT_READ.intersection(path.relative_to(ROOT).parts)
            cache = any(part.endswith("_cache") for part in path.parts)
            if hidden or cache or not path.is_file() or path.suffix in BINARY:
                continue
            if path.name.endswith(ending):
                yield path


def modules(*folders: str) -> Iterator[Path]:
    """Python modules of these folders; migrations are written by a command."""
    for path in texts(*folders, ending=".py"):
        if "migrations" not in path.parts:
            yield path


def line_count(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def longer_than(limit: int, paths: Iterator[Path]) -> list[str]:
    counted = [(line_count(path), name(path)) for path in paths]
    return [f"{where}: {count} lines" for count, where in counted if count > limit]


def functions_longer_than(limit: int, paths: Iterator[Path]) -> list[str]:
    found = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = node.end_lineno - node.lineno + 1
                if count > limit:
                    found.append(f"{name(path)}: {node.name}: {count} lines")
    return found


def lines_with(pattern, paths: Iterator[Path]) -> list[str]:
    """file:line: text of each line in which the compiled pattern is found."""
    return [
        f"{name(path)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
