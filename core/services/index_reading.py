"""Reads one file for the index: its content once, its faces once, and only if it held still."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from core.analysis.analyzer import FaceAnalyzer
from core.domain.face import DetectedFace
from core.domain.photo import FileStamp
from core.errors import ExportFailed, LibraryError, UnreadablePhoto
from core.imaging.decoded import Decoded
from core.imaging.decoder import Decoder
from core.imaging.files import digest_of, stamp_of
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.sentence import Sentence
from core.services.index_plan import FileTask
from core.services.index_writing import ReadPhoto, UnreadableFile
from core.services.resaving import shows_the_same

READ_ATTEMPTS = 2
"""A file that changes while it is read is read again, once."""


@dataclass(frozen=True)
class _Content:
    stamp: FileStamp
    digest: str
    decoded: Decoded | None
    """None when the library knows this content already, and no names were written beside it."""
    names_only: bool = False
    """The content is known; only its metadata is of interest."""


class PhotoReader:
    """Reads files in the order it is asked, and remembers what it has read since the last write."""

    def __init__(
        self,
        library: Library,
        decoder: Decoder,
        analyzer: FaceAnalyzer | None,
        *,
        detect_side: int,
        thumbnail_side: int,
        outdated: set[int],
    ) -> None:
        """`outdated`: ids of photos whose faces must be looked for (again), kept up to date by the caller."""
        self._library = library
        self._decoder = decoder
        self._analyzer = analyzer
        self._detect_side = detect_side
        self._thumbnail_side = thumbnail_side
        self._outdated = outdated
        self._thumbnails = ThumbnailStore(library.paths.thumbnails)
        self._unwritten: set[str] = set()

    def read(self, task: FileTask) -> ReadPhoto | UnreadableFile | None:
        """What the file holds, or why it cannot be read; None when it is gone since it was listed.

        Raises:
            DeviceError: the analyzer cannot run on this machine.
            LibraryError: the library's drive is full or read-only.
        """
        for _ in range(READ_ATTEMPTS):
            before = self._stamp_now(task)
            if before is None:
                return None
            try:
                content: _Content | UnreadableFile = self._content(task, before)
            except UnreadablePhoto as error:
                content = UnreadableFile(task, None if _was_read(task, before) else before, error.message)
            if self._stamp_now(task) == before:
                return content if isinstance(content, UnreadableFile) else self._finish(task, content)
        message = Sentence("The file changes while it is read; index it again when it is complete.")
        return UnreadableFile(task, None, message)

    def forget_unwritten(self) -> None:
        """The batch was written: from now on the library knows what was read."""
        self._unwritten.clear()

    def _content(self, task: FileTask, stamp: FileStamp) -> _Content:
        digest = self._known_digest(task, stamp)
        if digest is not None and not _new_sidecar(task):
            return _Content(stamp, digest, None)
        names_only = digest is not None or task.names_only
        side = self._thumbnail_side if names_only else self._detect_side
        decoded = self._decoder.decode(task.path, max_side=side, thumbnail_side=self._thumbnail_side)
        return _Content(stamp, decoded.digest, decoded, names_only)

    def _known_digest(self, task: FileTask, stamp: FileStamp) -> str | None:
        """The digest of a copied, moved or touched file whose content is known; None to decode it.

        Only a file as long as a known one is worth hashing first.
        """
        if stamp.size not in self._sizes or (task.known is not None and task.known.stamp == stamp):
            return None
        digest = digest_of(task.path)
        if digest in self._unwritten:
            return digest
        with self._library.snapshot() as tx:
            photo = tx.photos.find(digest)
        return digest if photo is not None and photo.id not in self._outdated else None

    @cached_property
    def _sizes(self) -> set[int]:
        """Lengths of all files the library knows; looked up when the first file is read."""
        with self._library.snapshot() as tx:
            return tx.photos.sizes()

    def _stamp_now(self, task: FileTask) -> FileStamp | None:
        try:
            return stamp_of(task.path)
        except UnreadablePhoto:
            return None

    def _finish(self, task: FileTask, content: _Content) -> ReadPhoto:
        """The thumbnail is stored before any row names the photo, so a row never lacks it."""
        decoded = content.decoded
        self._sizes.add(content.stamp.size)
        if decoded is None:
            return ReadPhoto(task, content.stamp, content.digest, None, None)
        self._keep_thumbnail(decoded)
        self._unwritten.add(content.digest)
        return ReadPhoto(
            task,
            content.stamp,
            content.digest,
            decoded.facts,
            None if content.names_only else self._faces(decoded),
            resaved_from=self._resaved_from(task, content.digest),
        )

    def _resaved_from(self, task: FileTask, digest: str) -> int | None:
        if task.known is None or task.known.photo_id is None:
            return None
        with self._library.snapshot() as tx:
            before = tx.photos.get(task.known.photo_id)
        same = before.digest != digest and shows_the_same(self._thumbnails, before.digest, digest)
        return before.id if same else None

    def _keep_thumbnail(self, decoded: Decoded) -> None:
        if decoded.thumbnail is None:
            return
        try:
            self._thumbnails.put(decoded.digest, decoded.thumbnail)
        except ExportFailed as error:
            message = Sentence(
                "{problem} What was indexed is kept; free some space and index again.", problem=error.message
            )
            raise LibraryError(message, path=error.path) from error

    def _faces(self, decoded: Decoded) -> tuple[DetectedFace, ...] | None:
        if self._analyzer is None:
            return None
        faces = self._analyzer.analyze(decoded.pixels, decoded.scale)
        if decoded.facts.restored_by_ai:
            # Restored pixels never become embeddings: a machine's guess is no evidence of who it is.
            faces = [replace(face, embedding=None) for face in faces]
        return tuple(faces)


def _new_sidecar(task: FileTask) -> bool:
    """Whether names may have been written beside the file since it was read."""
    return task.sidecar != (task.known.sidecar if task.known is not None else "")


def _was_read(task: FileTask, stamp: FileStamp) -> bool:
    """Whether these very bytes were read before: then it is the drive or the machine that fails, and
    the photo keeps its place until it can be read again."""
    return task.known is not None and task.known.photo_id is not None and task.known.stamp == stamp
