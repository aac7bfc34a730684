"""Where cells lie in a sectioned grid, and how the arrow keys go through them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

from ridfr_desktop.widgets.section_layout import GAP, HEADING, Section, SectionLayout, sections_by

CELL = QSize(100, 120)
WIDTH = 3 * (100 + GAP)


def layout(*sections: Section) -> SectionLayout:
    return SectionLayout(sections, CELL, WIDTH)


def test_cells_fill_lines_under_their_heading() -> None:
    made = layout(Section("1950", 4), Section("1951", 1))
    assert made.columns == 3
    assert made.rect(0) == QRect(QPoint(0, HEADING), CELL)
    assert made.rect(3).topLeft() == QPoint(0, HEADING + 120 + GAP)
    assert made.rect(4).top() > made.rect(3).bottom() + HEADING


def test_a_point_finds_its_cell_but_not_the_gaps() -> None:
    made = layout(Section("", 5))
    assert made.row_at(QPoint(50, 50)) == 0
    assert made.row_at(QPoint(100 + GAP + 5, 120 + GAP + 5)) == 4
    assert made.row_at(QPoint(102, 50)) is None
    assert made.row_at(QPoint(2 * (100 + GAP) + 5, 120 + GAP + 5)) is None, "after the last cell"


def test_only_the_lines_that_are_seen_are_listed() -> None:
    made = layout(Section("", 300_000))
    shown = list(made.rows_in(QRect(0, 50_000 * (120 + GAP), WIDTH, 400)))
    assert len(shown) <= 12
    assert shown[0] == 150_000


def test_down_and_up_keep_the_column_across_sections() -> None:
    made = layout(Section("a", 4), Section("b", 2))
    assert made.below(1) == 3, "the last line is shorter"
    assert made.below(3) == 4
    assert made.above(5) == 3
    assert made.below(5) == 5
    assert made.above(2) == 2


def test_a_section_without_cells_takes_no_place() -> None:
    assert layout(Section("empty", 0), Section("", 1)).rect(0).top() == 0
    assert layout().height == 0


def test_neighbours_of_one_title_are_one_section() -> None:
    assert sections_by(["1950", "1950", "1951"]) == (Section("1950", 2), Section("1951", 1))


def test_a_first_title_that_stands_over_the_content_takes_no_place_in_it() -> None:
    made = SectionLayout([Section("1950", 4), Section("1951", 1)], CELL, WIDTH, first_heading=False)
    assert made.rect(0).top() == 0
    second = made.blocks[1]
    assert second.cells_top == second.top + HEADING
    titles = [made.title_over(at) for at in (0, second.cells_top - 1, second.cells_top)]
    assert titles == ["1950", "1950", "1951"]
    assert SectionLayout([], CELL, WIDTH).title_over(0) == ""
