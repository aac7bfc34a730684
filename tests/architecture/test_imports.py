"""Who imports whom, and when: the contracts, and what a cold start loads."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import core
from tests.architecture.sources import check, name_of, product, text_of, tree_of
from tests.conftest import REPOSITORY

HEAVY = {
    "torch",
    "diffusers",
    "transformers",
    "peft",
    "accelerate",
    "onnxruntime",
    "insightface",
    "dlib",
    "cv2",
    "sklearn",
    "skimage",
    "scipy",
}
FAST_START_WITHOUT = HEAVY | {"sqlalchemy", "alembic", "numpy", "PIL", "pydantic", "rich"}

IMPORTS_IN_FUNCTIONS = {
    "core/app.py": "the door to heavy back ends",
    "core/cli/bench_people.py": "its peers are an extra; the other benchmarks answer without it",
    "training/__main__.py": "its commands load what they need",
    "ridfr_desktop/__main__.py": "--help answers without Qt and without a screen",
}
BROAD_EXCEPT = {
    "core/jobs/queue.py": "a lane survives whatever a job raises",
    "ridfr_desktop/application.py": "the excepthook shows what nobody caught",
}
IMAGE_OPEN = {
    "core/benchmarks/peers.py": "the plain peers we compare with, on files made a moment before",
    "core/benchmarks/indexing.py": "the same",
    "core/services/sample/sources.py": "sample photographs inside installed packages",
    "core/benchmarks/people_crops.py": "labelled crops of a data set, for the embedder alone",
    "core/services/face_pictures.py": "the size of results of ours, inside the library folder",
    "core/services/reports/pictures.py": "results of ours, inside the library folder",
}


def loaded_after(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after `statement`."""
    code = f"import sys; {statement}; print(); print(' '.join(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    return {name.split(".")[0] for name in ran.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("module", ["core.app", "core.cli.__main__", "ridfr_desktop.application"])
def test_a_cold_start_loads_no_model_code(module: str) -> None:
    package = module.split(".")[0]
    if importlib.util.find_spec(package) is None or importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not part of this checkout")
    assert loaded_after(f"import {module}") & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []], ids=str)
def test_help_loads_neither_database_nor_numpy(arguments: list[str]) -> None:
    run = f"from core.cli.__main__ import main\ntry: main({arguments!r})\nexcept SystemExit: pass\n"
    assert loaded_after(f"exec({run!r})") & FAST_START_WITHOUT == set()


def test_help_of_a_command_loads_no_model_code() -> None:
    names = ["index", "people", "restore", "export", "packs", "doctor"]
    run = (
        "from core.cli.__main__ import main\n"
        f"for name in {names!r}:\n"
        "    try: main([name, '--help'])\n"
        "    except SystemExit: pass\n"
    )
    loaded = loaded_after(f"exec({run!r})")
    assert "typer" in loaded
    assert loaded & HEAVY == set()


def test_the_import_contracts_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    status = lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_core_is_ours() -> None:
    assert Path(core.__file__).is_relative_to(REPOSITORY)


def imports_in_functions(path: Path) -> list[str]:
    if name_of(path) in IMPORTS_IN_FUNCTIONS:
        return []
    return [
        ast.unparse(node)
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_imports_stand_at_the_top_of_a_file() -> None:
    check(product(), imports_in_functions)


def swallows_everything(handler: ast.ExceptHandler) -> bool:
    """Catches every exception, and does not end by raising it again."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    caught = "BaseException" if handler.type is None else ast.unparse(handler.type)
    return any(name in {"Exception", "BaseException"} for name in caught.strip("()").split(", "))


def lines_that_swallow_everything(path: Path) -> list[int]:
    if name_of(path) in BROAD_EXCEPT:
        return []
    handlers = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler)]
    return [handler.lineno for handler in handlers if swallows_everything(handler)]


def test_only_the_lane_runner_and_the_excepthook_swallow_everything() -> None:
    check(product(), lines_that_swallow_everything)


def opens_pictures(path: Path) -> bool:
    allowed = name_of(path).startswith(("core/imaging/", "training/")) or name_of(path) in IMAGE_OPEN
    return not allowed and "Image.open(" in text_of(path)


def test_only_imaging_opens_pictures() -> None:
    check(product(), opens_pictures)
