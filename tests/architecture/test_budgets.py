"""Files, functions and classes stay small; every exception is listed by name with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import check, name_of, product, sources, text_of, tree_of
from tests.conftest import REPOSITORY

FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS, POSITIONAL = 400, 60, 12, 5
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
UNFINISHED = ("TODO", "FIXME", "XXX", "NotImplementedError")

EXCEPTIONS: dict[str, str] = {
    "core/restoration/ridfr/identity.py::__init__": "diffusers' configuration names every argument",
}
"""path or path::name -> why it may be larger."""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A command's parameters are the user's options, not arguments somebody counts."""
    return any("command" in ast.unparse(decorator) for decorator in function.decorator_list)


def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in {"self", "cls"}])


def too_large(path: Path) -> list[str]:
    tree, name = tree_of(path), name_of(path)
    found = []
    for function in functions(tree):
        length = (function.end_lineno or 0) - function.lineno + 1
        if length > FUNCTION_LINES:
            found.append(f"{name}::{function.name} has {length} lines")
        if positional(function) > POSITIONAL and not is_command(function):
            found.append(f"{name}::{function.name} takes {positional(function)} positional arguments")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            # Names in camel case are Qt's: what it calls, not what the class offers.
            public = [
                one.name
                for one in node.body
                if isinstance(one, ast.FunctionDef) and one.name[0] != "_" and one.name.islower()
            ]
            if len(public) > PUBLIC_METHODS:
                found.append(f"{name}::{node.name} has {len(public)} public methods")
    return [line for line in found if line.split(" ")[0] not in EXCEPTIONS]


def lines_above_budget(path: Path) -> int:
    lines = len(text_of(path).splitlines())
    return lines if lines > FILE_LINES and name_of(path) not in EXCEPTIONS else 0


def banned_words(path: Path) -> set[str]:
    return {part for name in (path.stem, path.parent.name) for part in name.split("_")} & BANNED_NAMES


def unfinished(path: Path) -> list[str]:
    return [word for word in UNFINISHED if word in text_of(path)]


def without_docstring(path: Path) -> bool:
    return not ast.get_docstring(tree_of(path))


def test_the_rules_see_the_whole_project() -> None:
    names = {name_of(path) for path in sources()}
    assert {"core/app.py", "training/__main__.py", "ridfr_desktop/__main__.py", "tests/conftest.py"} <= names
    assert {path.parts[0] for path in map(Path, map(name_of, product()))} == {
        "core",
        "ridfr_desktop",
        "training",
    }


def test_every_file_stays_within_its_budget() -> None:
    check(sources(), lines_above_budget)


def test_functions_and_classes_stay_within_their_budget() -> None:
    check(product(), too_large)


def test_every_file_is_named_by_what_it_holds() -> None:
    check(sources(), banned_words)


def test_nothing_is_left_for_later() -> None:
    check(product(), unfinished)


def test_every_module_says_what_it_is() -> None:
    check(product(), without_docstring)


def test_every_exception_is_still_needed() -> None:
    for name, reason in EXCEPTIONS.items():
        assert reason
        assert (REPOSITORY / name.split("::")[0]).is_file(), name
