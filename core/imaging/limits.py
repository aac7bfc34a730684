"""How much a file of unknown origin may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import UnreadablePhoto

BYTES_PER_PIXEL = 12
"""What decoding holds at its peak: Pillow's four bytes, a converted copy, the array."""


@dataclass(frozen=True)
class DecodeLimits:
    """Limits of one decode; a photo beyond them is refused with the reason in words."""

    pixels: int = 200_000_000
    """Largest number of pixels, whatever the memory."""
    memory_bytes: int = 3 << 30
    """Memory that the worker may use in all."""
    file_bytes: int = 1 << 30
    """Largest file that is read."""
    seconds: float = 60.0
    """Time for one file."""

    def check_size(self, width: int, height: int) -> None:
        """Refuse a picture that would not fit.

        Raises:
            UnreadablePhoto: too many pixels for the limit or the memory.
        """
        if width < 1 or height < 1:
            raise UnreadablePhoto("The picture has no pixels.")
        count = width * height
        allowed = min(self.pixels, self.memory_bytes // BYTES_PER_PIXEL)
        if count > allowed:
            raise UnreadablePhoto(
                "The picture claims {width} x {height} pixels ({millions:,.0f} million); at most "
                "{limit:,.0f} million are opened, to protect this computer's memory.",
                width=width,
                height=height,
                millions=count / 1e6,
                limit=allowed / 1e6,
            )
