"""Which faces a restoration would help: the one definition, for counts, lists, search and batches.

A face is restorable when it belongs to somebody with a name, confirmed or as good as certain; when
the gates (`core.restoration.gates`) let it through unasked; when another face of the person can guide
it; and when nobody has decided on a result of it yet. A face that was never measured waits until it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Float, Integer, String, TextualSelect, bindparam, column, func, select, text
from sqlalchemy.orm import Session

from core.domain.alignment import LITE_128
from core.domain.face import FaceQuality
from core.domain.quality import SHARP
from core.domain.reference import MINIMUM_REFERENCE_EYE_DISTANCE
from core.domain.restorable import CERTAIN_MATCH, MINIMUM_EYE_DISTANCE, PROFILE_YAW, UNMEASURED_CERTAINTY
from core.library.batches import batches

OUTPUT_EYES = LITE_128.eye_distance
"""Pixels between the eyes in the output of the restorer that every copy has."""


@dataclass(frozen=True, slots=True)
class RestorableRow:
    """A restorable face as far as its expected gain depends on it."""

    face_id: int
    photo_id: int
    person_id: int
    certainty: float
    """That it is the person, [0, 1]."""
    taken_at: datetime | None
    quality: FaceQuality


class Restorable:
    """Restorable faces and photos, and the faces that may guide them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def faces(
        self,
        *,
        person_id: int | None = None,
        photo_ids: Iterable[int] | None = None,
        output_eyes: float = OUTPUT_EYES,
    ) -> list[RestorableRow]:
        """Ascending by number.

        Args:
            person_id: only faces of this person.
            photo_ids: only faces in these photos.
            output_eyes: pixels between the eyes in the output of the restorer that would do it.
        """
        people = () if person_id is None else (person_id,)
        if photo_ids is None:
            queries = [restorable(people, output_eyes=output_eyes)]
        else:
            pieces = batches(photo_ids)
            queries = [restorable(people, photos=piece, output_eyes=output_eyes) for piece in pieces]
        rows = [_row(*row) for query in queries for row in self._session.execute(query)]
        return sorted(rows, key=lambda row: row.face_id)

    def photo_count(self) -> int:
        """Number of photos with a restorable face."""
        found = restorable().subquery()
        return self._session.scalars(select(func.count(found.c.photo_id.distinct()))).one()

    def guide_ids(self, person_id: int, limit: int) -> list[int]:
        """Measured faces that are surely the person's: the best `limit` and all pinned ones, ascending.

        None of AI-restored photos; those the user banned are among them.
        """
        wanted = _BEST_GUIDES.bindparams(person=person_id, most=limit)
        return sorted(set(self._session.scalars(wanted)))


def restorable(
    people: Sequence[int] = (), *, photos: Sequence[int] | None = None, output_eyes: float = OUTPUT_EYES
) -> TextualSelect:
    """Restorable faces as columns: those of `RestorableRow`, and `gain`: poverty x certainty, [0, 1].

    Args:
        people: only faces of these people; () for everybody's.
        photos: only faces in these photos (few enough for one statement); None for all.
    """
    lists = {"people": people or None, "photos": photos}
    chosen = {name: list(values) for name, values in lists.items() if values is not None}
    # Everybody's faces are read in the order of their numbers, next to their measures: no index
    # and no join order that SQLite would choose is half as fast.
    tables = "faces f CROSS JOIN face_quality q" if chosen else "face_quality q CROSS JOIN faces f"
    narrowed = "".join(f" AND {_LISTED[name]} IN :{name}" for name in chosen)
    statement = text(_RESTORABLE.format(tables=tables, narrowed=narrowed))
    statement = statement.bindparams(*(bindparam(name, expanding=True) for name in chosen))
    return statement.bindparams(output_eyes=output_eyes, **chosen, **_NUMBERS).columns(*_COLUMNS)


def _row(
    face_id: int, photo_id: int, person_id: int, certainty: float, taken: str | None, *measures: float
) -> RestorableRow:
    taken_at = None if taken is None else datetime.fromisoformat(taken)
    return RestorableRow(face_id, photo_id, person_id, certainty, taken_at, FaceQuality(*measures[:-1]))


_LISTED = {"people": "f.person_id", "photos": "f.photo_id"}
_COLUMNS = (
    column("face_id", Integer),
    column("photo_id", Integer),
    column("person_id", Integer),
    column("certainty", Float),
    column("taken_at", String),
    *(column(measure.name, Float) for measure in fields(FaceQuality)),
    column("gain", Float),
)
_NUMBERS = {"sure": CERTAIN_MATCH, "guide_eyes": MINIMUM_REFERENCE_EYE_DISTANCE}

# The plus keeps SQLite from collecting the faces by the index on their state.
_TRUSTED = """
    (+f.state = 'confirmed'
        OR (+f.state = 'suggested' AND (f.probability IS NULL OR f.probability >= :sure)))
"""
_BARRED = """
    SELECT id FROM photos WHERE restored_by_ai
        OR NOT EXISTS (SELECT 1 FROM photo_locations WHERE photo_id = photos.id)
"""
_GUIDES = f"""
    FROM faces f CROSS JOIN face_quality q ON q.face_id = f.id
    LEFT JOIN reference_choices c ON c.face_id = f.id AND c.person_id = f.person_id
    WHERE f.person_id = p.id AND {_TRUSTED} AND f.landmarks IS NOT NULL
        AND f.photo_id NOT IN (SELECT id FROM barred)
        AND (q.eye_distance >= :guide_eyes OR c.pinned) AND c.pinned IS NOT 0
"""
_RESTORABLE = f"""
    WITH barred AS MATERIALIZED ({_BARRED}),
    -- A face does not guide itself: two are enough for everybody.
    guided AS MATERIALIZED (
        SELECT p.id AS person_id,
            (SELECT f.id {_GUIDES} LIMIT 1) AS one, (SELECT f.id {_GUIDES} LIMIT 1 OFFSET 1) AS another
        FROM people p WHERE p.name_key IS NOT NULL
    )
    SELECT *, (1.0 - score) * certainty AS gain FROM (
        SELECT f.id AS face_id, f.photo_id, f.person_id,
            CASE WHEN f.state = 'confirmed' THEN 1.0
                ELSE coalesce(f.probability, {UNMEASURED_CERTAINTY}) END AS certainty,
            photos.taken_at, {", ".join(f"q.{measure.name}" for measure in fields(FaceQuality))}
        FROM {{tables}} CROSS JOIN guided CROSS JOIN photos
        WHERE q.face_id = f.id AND guided.person_id = f.person_id AND photos.id = f.photo_id{{narrowed}}
            AND {_TRUSTED} AND f.landmarks IS NOT NULL
            AND q.eye_distance >= {MINIMUM_EYE_DISTANCE} AND abs(q.yaw) < {PROFILE_YAW}
            AND NOT (q.eye_distance >= :output_eyes AND q.sharpness >= {SHARP})
            AND (guided.one <> f.id OR guided.another IS NOT NULL)
            AND f.photo_id NOT IN (SELECT id FROM barred)
            AND NOT EXISTS (
                SELECT 1 FROM restorations r
                WHERE r.face_id = f.id AND (r.decision IN ('kept', 'discarded') OR r.state = 'held')
            )
    )
"""
_BEST_GUIDES = text(f"""
    WITH surely AS MATERIALIZED (
        SELECT f.id, q.score FROM faces f CROSS JOIN face_quality q
        WHERE q.face_id = f.id AND f.person_id = :person AND {_TRUSTED} AND f.landmarks IS NOT NULL
            AND f.photo_id NOT IN (SELECT id FROM photos WHERE restored_by_ai)
    )
    SELECT id FROM (SELECT id FROM surely ORDER BY score DESC, id LIMIT :most)
    UNION SELECT id FROM surely
    WHERE id IN (SELECT face_id FROM reference_choices WHERE person_id = :person AND pinned)
""").bindparams(sure=CERTAIN_MATCH)
