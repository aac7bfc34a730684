"""What torch needs is opened before it is imported, and the import takes what is open."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core.restoration.native_libraries import LIBRARIES, open_torch_libraries

PROGRAM = """
import sys
from core.restoration.native_libraries import open_torch_libraries
opened = open_torch_libraries()
assert "torch" not in sys.modules
maps = open("/proc/self/maps").read()
print(*[name for name in opened if name in maps])
import torch
assert float(torch.ones(3).sum()) == 3.0
assert open_torch_libraries() == ()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the import opens them")
def test_libraries_are_in_memory_before_torch_is_imported_and_torch_works_with_them() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=600, check=True
    )
    assert tuple(ran.stdout.split()) == LIBRARIES


def test_nothing_is_opened_where_there_is_no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setattr("core.restoration.native_libraries.find_spec", lambda _: None)
    assert open_torch_libraries() == ()
