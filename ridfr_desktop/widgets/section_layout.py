"""Where the cells of a sectioned grid lie: arithmetic only, so its length costs nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPoint, QRect, QSize

from ridfr_desktop.theme import GRID

HEADING = 9 * GRID
"""Height of a section's title."""
GAP = 2 * GRID
"""Between cells."""


@dataclass(frozen=True)
class Section:
    """Cells that belong together; no heading is shown for an empty title."""

    title: str
    count: int


def sections_by(titles: Sequence[str]) -> tuple[Section, ...]:
    """Sections of rows whose neighbours have equal titles, in the order of the rows."""
    return tuple(Section(title, len(list(rows))) for title, rows in groupby(titles))


@dataclass(frozen=True)
class Block:
    """A section laid out: all in pixels of the content."""

    title: str
    first: int
    """Row of its first cell."""
    count: int
    top: int
    cells_top: int
    bottom: int


class SectionLayout:
    """Equal cells, line by line under their headings, in a content of a given width.

    Sections without cells take no place.
    """

    def __init__(
        self, sections: Sequence[Section], cell: QSize, width: int, *, first_heading: bool = True
    ) -> None:
        """`first_heading`: whether the first title takes a place; it may stand over the content."""
        self.cell = cell
        self.across = cell.width() + GAP
        self.down = cell.height() + GAP
        self.columns = max((width + GAP) // self.across, 1)
        self.blocks: list[Block] = []
        top = first = 0
        for section in sections:
            if section.count == 0:
                continue
            headed = bool(section.title) and (first_heading or bool(self.blocks))
            cells_top = top + (HEADING if headed else 0)
            bottom = cells_top + -(-section.count // self.columns) * self.down
            self.blocks.append(Block(section.title, first, section.count, top, cells_top, bottom))
            top, first = bottom + GAP, first + section.count
        self.rows = first

    @property
    def height(self) -> int:
        return self.blocks[-1].bottom if self.blocks else 0

    def rect(self, row: int) -> QRect:
        """Of a cell."""
        block = self._block_of(row)
        line, column = divmod(row - block.first, self.columns)
        return QRect(QPoint(column * self.across, block.cells_top + line * self.down), self.cell)

    def row_at(self, point: QPoint) -> int | None:
        """The row under a point; None between cells and on headings."""
        at = bisect_right(self.blocks, point.y(), key=lambda block: block.top) - 1
        if at < 0 or point.x() < 0:
            return None
        block = self.blocks[at]
        column, beside = divmod(point.x(), self.across)
        line, under = divmod(point.y() - block.cells_top, self.down)
        row = line * self.columns + column
        hit = beside < self.cell.width() and under < self.cell.height() and column < self.columns
        return block.first + row if hit and line >= 0 and row < block.count else None

    def title_over(self, offset: int) -> str:
        """Title of the section whose cells are the first under a height; its heading went by."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.cells_top) - 1
        return self.blocks[max(at, 0)].title if self.blocks else ""

    def rows_in(self, area: QRect) -> Iterator[int]:
        """Rows of the lines that an area touches."""
        for block in self.blocks:
            if block.bottom < area.top() or block.top > area.bottom():
                continue
            above = max((area.top() - block.cells_top) // self.down, 0)
            below = max((area.bottom() - block.cells_top) // self.down, -1)
            first = block.first + above * self.columns
            yield from range(first, min(block.first + (below + 1) * self.columns, block.first + block.count))

    def above(self, row: int) -> int:
        """The row over another one, in the section before when it is in the first line."""
        block = self._block_of(row)
        if row - block.first >= self.columns:
            return row - self.columns
        if block.first == 0:
            return row
        column, before = (row - block.first) % self.columns, self._block_of(block.first - 1)
        last_line = (before.count - 1) // self.columns * self.columns
        return before.first + min(last_line + column, before.count - 1)

    def below(self, row: int) -> int:
        """The row under another one, in the next section when it is in the last line."""
        block = self._block_of(row)
        offset, end = row - block.first, block.first + block.count
        if offset // self.columns < (block.count - 1) // self.columns:
            return min(row + self.columns, end - 1)
        if end >= self.rows:
            return row
        after = self._block_of(end)
        return after.first + min(offset % self.columns, after.count - 1)

    def _block_of(self, row: int) -> Block:
        return self.blocks[bisect_right(self.blocks, row, key=lambda block: block.first) - 1]
