"""Torch's native libraries, brought into memory without holding up the interpreter.

Importing torch opens half a gigabyte of machine code, and Python keeps its lock all the while: a third
of a second in which the window answers nothing. Opened through ctypes first, which lets go of the lock,
they are already there when the import asks for them.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

LIBRARIES = ("libc10.so", "libtorch_cpu.so")
"""Those that know nothing of Python; the others need its lock while they are opened."""


def open_torch_libraries() -> tuple[str, ...]:
    """Open what `import torch` will need; the names of those that are open now.

    Nothing happens but on Linux, without torch or when it is imported already. A library that cannot
    be opened is left to the import, which says what is wrong with it.
    """
    found = find_spec("torch") if sys.platform == "linux" and "torch" not in sys.modules else None
    if found is None or found.origin is None:
        return ()
    folder = Path(found.origin).parent / "lib"
    opened = ctypes.CDLL(None).dlopen
    opened.restype, opened.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    return tuple(
        name for name in LIBRARIES if opened(os.fsencode(folder / name), os.RTLD_NOW | os.RTLD_LOCAL)
    )
