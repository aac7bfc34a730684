"""How a photo lies in a widget: zoom and pan as numbers, without painting."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

LARGEST_FIT = 3.0
"""Screen pixels per photo pixel up to which a small photo is enlarged to fill the view."""
LARGEST_ZOOM = 16.0
STEP = 1.25
"""Factor of one step of zooming."""


@dataclass(frozen=True)
class PhotoFrame:
    """A photo of `size` full-size pixels in a view; every change gives a new frame."""

    size: QSizeF
    view: QSize
    zoom: float | None = None
    """Screen pixels per photo pixel; None fits the whole photo into the view."""
    centre: QPointF | None = None
    """Photo pixel in the middle of the view; None is the middle of the photo."""

    @property
    def fit(self) -> float:
        """The zoom at which the whole photo is seen."""
        if self.size.isEmpty() or self.view.isEmpty():
            return 1.0
        room = min(self.view.width() / self.size.width(), self.view.height() / self.size.height())
        return min(room, LARGEST_FIT)

    @property
    def scale(self) -> float:
        return self.fit if self.zoom is None else self.zoom

    @property
    def target(self) -> QRectF:
        """Where the photo is painted, in pixels of the view."""
        width, height = self.size.width() * self.scale, self.size.height() * self.scale
        middle = self.centre or QPointF(self.size.width() / 2, self.size.height() / 2)
        left = self.view.width() / 2 - middle.x() * self.scale
        top = self.view.height() / 2 - middle.y() * self.scale
        return QRectF(left, top, width, height)

    def to_photo(self, point: QPointF) -> QPointF:
        """A point of the view in photo pixels; it may lie beyond the photo."""
        return (point - self.target.topLeft()) / self.scale

    def to_view(self, box: QRectF) -> QRectF:
        """A box in photo pixels as a box of the view."""
        corner = self.target.topLeft()
        return QRectF(
            corner.x() + box.x() * self.scale,
            corner.y() + box.y() * self.scale,
            box.width() * self.scale,
            box.height() * self.scale,
        )

    def zoomed(self, zoom: float, at: QPointF | None = None) -> PhotoFrame:
        """At another zoom; the photo pixel under `at` (the middle of the view) stays where it is."""
        wanted = min(max(zoom, min(self.fit, 0.05)), LARGEST_ZOOM)
        if wanted <= self.fit * 1.001 and wanted < 1.0:
            return self.fitted()
        anchor = at or QPointF(self.view.width() / 2, self.view.height() / 2)
        held = self.to_photo(anchor)
        away = (QPointF(self.view.width() / 2, self.view.height() / 2) - anchor) / wanted
        return replace(self, zoom=wanted, centre=self._inside(held + away, wanted))

    def fitted(self) -> PhotoFrame:
        return replace(self, zoom=None, centre=None)

    def in_view(self, view: QSize) -> PhotoFrame:
        """In a view of another size."""
        return replace(self, view=view)

    def moved(self, by: QPointF) -> PhotoFrame:
        """Dragged by `by` pixels of the view."""
        if self.zoom is None:
            return self
        middle = self.to_photo(QPointF(self.view.width() / 2, self.view.height() / 2))
        return replace(self, centre=self._inside(middle - by / self.scale, self.scale))

    def around(self, box: QRectF, share: float = 0.45) -> PhotoFrame:
        """Closer to a box in photo pixels, so that it fills about `share` of the view's height."""
        if box.isEmpty() or self.view.isEmpty():
            return self.fitted()
        zoom = min(self.view.height(), self.view.width()) * share / max(box.width(), box.height())
        zoom = min(max(zoom, self.fit), 2 * LARGEST_FIT)
        return replace(self, zoom=zoom, centre=self._inside(box.center(), zoom))

    def _inside(self, middle: QPointF, zoom: float) -> QPointF:
        """A middle at which no room is wasted beside the photo."""
        return QPointF(
            _clamped(middle.x(), self.size.width(), self.view.width() / zoom),
            _clamped(middle.y(), self.size.height(), self.view.height() / zoom),
        )


def _clamped(middle: float, length: float, seen: float) -> float:
    if seen >= length:
        return length / 2
    return min(max(middle, seen / 2), length - seen / 2)
