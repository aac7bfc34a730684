"""What decoders raise on damaged and hostile bytes, and the one plain sentence for it."""

from __future__ import annotations

import contextlib
import struct
import threading
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from core.errors import UnreadablePhoto

DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    RuntimeError,
    struct.error,
)
"""What Pillow and its plugins raise on hostile bytes (12,000 mutants tried)."""


@contextlib.contextmanager
def refusing_damage() -> Iterator[None]:
    """Translate what the decoders raise into one plain sentence."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadablePhoto(
            "The picture claims far more pixels than a photo has; it was not opened."
        ) from error
    except UnidentifiedImageError as error:
        raise UnreadablePhoto("This is not a picture in a format that can be read.") from error
    except MemoryError as error:
        raise UnreadablePhoto("The picture needs more memory than one photo may use.") from error
    except DAMAGED as error:
        raise UnreadablePhoto("The picture is cut off or damaged and could not be read whole.") from error


# Warning filters belong to the whole process; two threads changing them would undo each other.
_filters = threading.Lock()


@contextlib.contextmanager
def quiet_pillow() -> Iterator[None]:
    """Drop Pillow's warnings about damaged metadata: our own notes say it better."""
    with _filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
