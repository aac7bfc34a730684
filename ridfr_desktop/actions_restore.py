"""Restoring a photo while somebody looks on: the user's wishes, and the work that they start.

Everything heavy runs in a lane; what is answered to a photo that was left meanwhile is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.domain.recipe import RestoreRecipe
from core.domain.reports import Problem
from core.domain.restoration import Decision
from core.errors import Cancelled
from core.jobs.job import Lane
from core.progress import Progress
from core.services.estimating import measured_speed
from core.services.restore_display import PhotoCanvas
from core.services.restore_outside import read_outside
from core.services.restore_preview import (
    FacePreviews,
    Preview,
    ReferenceChoice,
    known_preview,
    with_strength,
)
from core.services.restore_scene import RestoreScene, restore_scene
from core.services.versions import decide, keep_choices
from ridfr_desktop.page import PageContext
from ridfr_desktop.photo_images import image_of
from ridfr_desktop.restore_state import FaceWork, OpenPhoto, Stage, first_work

OpenedPhoto = tuple[RestoreScene, PhotoCanvas, QImage, float | None]
"""A photo as it was read: its faces, its pixels, the original for the screen, seconds a face."""


class RestoreSession(QObject):
    """One photo at a time; `photo` is what is known of it, None while it is read."""

    opened = Signal(QImage)
    """The original."""
    face_changed = Signal(int)
    picture_changed = Signal(int)
    """Another picture is to be shown, because of this face (0: of several)."""
    decided = Signal(bool)
    """Kept (True) or discarded: the library changed."""
    failed = Signal(object)
    """`Problem`"""
    _begun = Signal(int, int, Stage)
    """Turn, face, and what happens to it now; sent from the lane of the models."""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._turn = 0
        self.photo: OpenPhoto | None = None
        self._begun.connect(self._show_stage)

    def face(self, face_id: int) -> FaceWork | None:
        return None if self.photo is None else self.photo.faces.get(face_id)

    def open(self, photo_id: int, face_ids: Sequence[int] = ()) -> None:
        """Read a photo, and begin with these faces, or with all of known people."""
        self._turn += 1
        self.photo = None
        app = self._context.app

        def work(_: Progress) -> OpenedPhoto:
            scene = restore_scene(app.library, photo_id)
            canvas = PhotoCanvas(app.library, app.decoder, photo_id)
            speed = measured_speed(app.library, app.settings.restorer)
            return scene, canvas, image_of(canvas.original), None if speed is None else speed.seconds

        self._ask(Lane.SCREEN, work, lambda answer: self._opened(answer, face_ids))

    def read_again(self) -> None:
        """The library changed: names and decisions may be others now."""
        if self.photo is not None:
            library, photo = self._context.app.library, self.photo.scene.photo_id
            self._ask(Lane.SCREEN, lambda _: restore_scene(library, photo), self._scene_again)

    def restore(self, face_id: int) -> None:
        """Restore a face as it is asked for, also one that would be left alone."""
        work = self.face(face_id)
        if work is not None:
            self._change(replace(work, insisted=True, on=True))
            self._run(face_id, 0)

    def another(self, face_id: int, *, show: bool = True) -> None:
        """One more candidate: the same face and references, another seed."""
        work = self.face(face_id)
        if work is not None:
            self._run(face_id, work.next_seed, show=show)

    def choose(self, face_id: int, restoration_id: int) -> None:
        """Show another candidate; the model does nothing for it."""
        work = self.face(face_id)
        if work is not None:
            self._change(replace(work, chosen=restoration_id, on=True))
            self.picture_changed.emit(face_id)

    def set_on(self, face_id: int, on: bool) -> None:
        """Show a face restored, or as it was; a face without a result is restored first."""
        work = self.face(face_id)
        if work is None or work.on == on:
            return
        self._change(replace(work, on=on))
        if on and not work.results and not work.working:
            self.restore(face_id)
        self.picture_changed.emit(0)

    def set_strength(self, face_id: int, strength: float) -> None:
        """Blend the result over the original, [0, 1]; the model does nothing for it."""
        work = self.face(face_id)
        if work is not None and work.strength != strength:
            self._change(replace(work, strength=strength))
            self.picture_changed.emit(face_id)

    def use_references(self, face_id: int, choice: ReferenceChoice) -> None:
        """Guide a face by other references; what was made with those before stays in the library."""
        work = self.face(face_id)
        if work is not None:
            self._change(replace(work, choice=choice, results=(), chosen=None, on=True, insisted=True))
            self._run(face_id, 0)

    def use_file(self, face_id: int, path: Path) -> None:
        """Guide a face by a photo that is not in the library, for this once."""
        work = self.face(face_id)
        if work is None:
            return
        app, person = self._context.app, work.face.tile.person_id

        def read(_: Progress) -> ReferenceChoice:
            spec, models = app.restorer().spec, (app.analyzer(), app.judge())
            found = read_outside(app.library, app.decoder, *models, path, person_id=person, spec=spec)
            return ReferenceChoice(outside=(found,))

        def ready(choice: ReferenceChoice) -> None:
            self._less_work(face_id)
            self.use_references(face_id, choice)

        def failed(problem: Problem) -> None:
            self._less_work(face_id)
            self.failed.emit(problem)

        self._change(replace(work, working=work.working + 1, problem=""))
        self._ask(Lane.GPU, read, ready, failed, title=self.tr("Reading the reference"))

    def keep(self) -> None:
        """Keep the photo as it is shown: a version, and nothing else."""
        if self.photo is None:
            return
        app, photo = self._context.app, self.photo.scene.photo_id
        touched = [each for each in self.photo.faces.values() if each.results]

        def work(_: Progress) -> object:
            choices: dict[int, int | None] = {}
            for each in touched:
                choices[each.id] = None
                if each.on and each.result is not None:
                    made = with_strength(app.library, app.decoder, each.result.id, each.strength)
                    choices[each.id] = made.id
            return keep_choices(app.library, photo, choices, app.decoder)

        self._ask(Lane.SCREEN, work, lambda _: self.decided.emit(True))

    def discard(self, face_id: int) -> None:
        """Put the shown result of a face aside."""
        work = self.face(face_id)
        if work is None or work.result is None:
            return
        app, gone = self._context.app, work.result.id

        def done(_: object) -> None:
            now = self.face(face_id)
            if now is not None:
                rest = tuple(each for each in now.results if each.id != gone)
                chosen = rest[0].id if rest else None
                self._change(replace(now, results=rest, chosen=chosen, on=now.on and bool(rest)))
                self.picture_changed.emit(0)
            self.decided.emit(False)

        self._ask(Lane.SCREEN, lambda _: decide(app.library, [gone], Decision.DISCARDED, app.decoder), done)

    def _opened(self, answer: OpenedPhoto, face_ids: Sequence[int]) -> None:
        scene, canvas, original, seconds = answer
        limit = max(1, self._context.app.settings.references)
        faces = {face.id: first_work(face, limit) for face in scene.faces}
        self.photo = OpenPhoto(scene, canvas, faces, seconds)
        self.opened.emit(original)
        # The face that the user came for first: the lane works in the order of asking.
        for face in sorted(scene.faces, key=lambda face: face.id not in face_ids):
            if self.photo.faces[face.id].results:
                self._judge_again(face.id)
            elif not face.left_alone and (not face_ids or face.id in face_ids):
                self._run(face.id, 0)
        self.picture_changed.emit(0)

    def _scene_again(self, scene: RestoreScene) -> None:
        if self.photo is None:
            return
        self.photo.scene = scene
        for face in scene.faces:
            known = self.photo.faces.get(face.id)
            now = {each.id: each for each in face.results}
            if known is not None:
                results = tuple(now.get(each.id, each) for each in known.results)
                self._change(replace(known, face=face, results=results))

    def _run(self, face_id: int, seed: int, *, show: bool = True) -> None:
        work, opened, app = self.face(face_id), self.photo, self._context.app
        if work is None or opened is None:
            return
        choice, insist, turn = work.choice, work.insisted, self._turn
        self._change(replace(work, working=work.working + 1, problem=""))

        def restore(progress: Progress) -> tuple[Preview | None]:
            if opened.previews is None:
                if not app.models.has_restorer():
                    self._begun.emit(turn, face_id, Stage.LOADING)
                opened.previews = FacePreviews(app.library, app.restore_tools())
            self._begun.emit(turn, face_id, Stage.RESTORING)
            try:
                recipe = RestoreRecipe(seed=seed)
                return (opened.previews.restore(face_id, choice, recipe, progress, insist=insist),)
            except Cancelled:
                # Something is answered, so that the view does not wait for ever.
                return (None,)

        def ready(answer: tuple[Preview | None]) -> None:
            [preview] = answer
            self._less_work(face_id)
            now = self.face(face_id)
            if preview is not None and now is not None and now.choice is choice:
                self._add(now, preview, show=show)

        def failed(problem: Problem) -> None:
            self._less_work(face_id)
            now = self.face(face_id)
            if now is not None and now.choice is choice:
                self._change(replace(now, problem=problem.message))

        name = work.face.name or self.tr("a face")
        self._ask(Lane.GPU, restore, ready, failed, title=self.tr("Restoring {name}").format(name=name))

    def _show_stage(self, turn: int, face_id: int, stage: Stage) -> None:
        work = self.face(face_id)
        if turn == self._turn and work is not None and work.working:
            self._change(replace(work, stage=stage))

    def _add(self, work: FaceWork, preview: Preview, *, show: bool) -> None:
        made = preview.restoration
        others = [each for each in work.results if each.recipe.seed != made.recipe.seed]
        results = tuple(sorted([*others, made], key=lambda each: each.recipe.seed))
        chosen = made.id if show or work.result is None else work.chosen
        self._change(replace(work, results=results, chosen=chosen, expected=preview.expected))
        if chosen == made.id:
            self.picture_changed.emit(work.id)

    def _judge_again(self, face_id: int) -> None:
        """The person's range, for a result that was there already."""
        work, app = self.face(face_id), self._context.app
        if work is None or work.chosen is None:
            return
        number = work.chosen

        def ready(preview: Preview) -> None:
            now = self.face(face_id)
            if now is not None:
                self._change(replace(now, expected=preview.expected))

        self._ask(Lane.GPU, lambda _: known_preview(app.library, app.judge(), app.decoder, number), ready)

    def _change(self, work: FaceWork) -> None:
        if self.photo is not None:
            self.photo.faces[work.id] = work
            self.face_changed.emit(work.id)

    def _less_work(self, face_id: int) -> None:
        work = self.face(face_id)
        if work is not None:
            self._change(replace(work, working=max(work.working - 1, 0), stage=Stage.WAITING))

    def _ask(
        self,
        lane: Lane,
        work: Callable[[Progress], object],
        success: Callable[..., None],
        failure: Callable[[Problem], None] | None = None,
        *,
        title: str = "",
    ) -> None:
        """Run `work`; what comes back after another photo was opened is dropped."""
        turn = self._turn

        def answered(value: object) -> None:
            if turn == self._turn:
                success(value)

        def failed(problem: Problem) -> None:
            if turn == self._turn:
                (failure or self.failed.emit)(problem)

        # Held in the middle of a face, the models would be nobody's.
        pausable = lane is not Lane.GPU
        self._context.operations.run(
            lane, title, work, answered, failure=failed, quiet=not title, pausable=pausable
        )
