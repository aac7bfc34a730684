"""Of the sample album only the photographs of the astronaut: seconds instead of minutes."""

from __future__ import annotations

from core.services.sample.entries import ASTRONAUT_PRINTS, ORIGINALS
from core.services.sample.sources import Source

SHORT_ALBUM = (*(each for each in ORIGINALS if each.source is Source.ASTRONAUT), *ASTRONAUT_PRINTS)
