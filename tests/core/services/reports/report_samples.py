"""A small made-up report, for tests of what is written about it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from core.domain.reasons import Reason, ReasonCode, told
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.domain.reports import IndexReport, Problem
from core.domain.restoration import Decision, Judgement, Likeness, Restoration, RestorationState, Version
from core.services.reports.pictures import FaceStrip, PhotoPair
from core.services.reports.results import (
    DemoReport,
    DemoSummary,
    GroupingLine,
    RestorationLine,
    RestoredFace,
    RestoredPhoto,
    Stage,
)


class FlatPictures:
    """Grey squares instead of photographs."""

    def strip(self, face: RestoredFace, photo: RestoredPhoto) -> FaceStrip:
        square = Image.new("RGB", (256, 256), (120, 120, 120))
        return FaceStrip(square, square, None)

    def pair(self, photo: RestoredPhoto) -> PhotoPair | None:
        wide = Image.new("RGB", (60, 40))
        return None if photo.version is None else PhotoPair(wide, wide)


def restored_face(
    person: str = "Ann", *, before: float | None = 0.5, after: float | None = 0.7, held: bool = False
) -> RestoredFace:
    state = RestorationState.HELD if held else RestorationState.DONE
    decision = Decision.NONE if held else Decision.KEPT
    likeness = Likeness.DRIFTED if held else Likeness.CLOSE
    restoration = Restoration(
        id=1,
        face_id=2,
        photo_id=3,
        person_id=4,
        key="k",
        state=state,
        decision=decision,
        recipe=RestoreRecipe(steps=8),
        reference_face_ids=(5,),
        plan=ExecutionPlan("cpu", "float32", 4),
        input_digest="",
        result_digest="",
        crop="1.png",
        judgement=Judgement(likeness, before, after, (told("The result fits."),)),
        reason="",
        seconds=1.5,
    )
    line = RestorationLine(
        person, "album/a.jpg", "album/b.jpg", "export/a.jpg", before, after, state, decision, 1.5
    )
    return RestoredFace(line, restoration, (Reason(ReasonCode.SHARP),), repeated=False)


def report_of(folder: Path, *faces: RestoredFace, name: str = "album/a.jpg") -> DemoReport:
    kept = any(face.line.decision is Decision.KEPT for face in faces)
    version = Version(1, 3, ((2, 1),), "v.png", "", 1.0) if kept else None
    photo = RestoredPhoto(3, name, "small print", faces, version)
    problem = Problem("album/bad.jpg", "Photo could not be read", "The picture is cut off.")
    lines = tuple(face.line for face in faces)
    return DemoReport(
        folder=folder,
        summary=DemoSummary(5, 6, 2, (problem,), 61.0, lines),
        index=IndexReport(),
        grouping=(GroupingLine("Ann", 2, 3, 1, 0, 0),),
        photos=(photo,),
        left_alone=(Problem("album/c.jpg", "Face left alone", "The face is too small."),),
        exported=(),
        stages=(Stage("Index", 3.0),),
        originals=7,
        changed=(),
        unexpected=(),
        restorer="Restorer “lite”.",
        machine="Linux, 2 processor cores.",
    )
