"""Composition root: puts a library, a decoder and the models of the settings together.

The only module of the product that knows the heavy back ends. Each is imported inside the
function that builds it, the first time somebody asks, so that opening a library loads no
model code.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core.analysis.analyzer import FaceAnalyzer, FaceDetector, FaceEmbedder
from core.analysis.pipeline import Analyzer
from core.domain.alignment import FACEID_224
from core.domain.face import Embedding, Landmarks
from core.errors import SettingsError, WeightsError
from core.imaging.decoder import Decoder
from core.imaging.thumbnails import ThumbnailStore
from core.library.library import Library
from core.paths import RESOURCES, LibraryPaths, packs_folder, with_home
from core.restoration.native_libraries import open_torch_libraries
from core.restoration.restorer import Crop, Restorer
from core.services.restoring import RestoreTools
from core.settings import Settings
from core.weights.store import LocatedPack, PackStore

if TYPE_CHECKING:
    from core.restoration.ridfr.device import MemoryMeter
    from core.restoration.ridfr.parts import RestorerParts

JUDGE_PACK = "embedded"
"""Judges results whatever pack the library uses: what conditions never judges."""

DLIB_MEAN = RESOURCES / "models" / "dlib_mean.json"


class Models:
    """The models that the settings name, each built when first asked for and then kept.

    Not thread-safe: models belong to one lane.
    """

    def __init__(
        self,
        settings: Settings,
        packs: PackStore,
        *,
        ask_for_cpu: Callable[[str], bool] | None = None,
        for_window: bool = False,
    ) -> None:
        """`ask_for_cpu` is asked before a graphics card with too little memory is left for the CPU.

        Without it the settings answer. `for_window`: models that would hold the interpreter while they
        compute work in processes of their own, so that a window goes on meanwhile.
        """
        self.settings = settings
        self.packs = packs
        self.for_window = for_window
        self.ask_for_cpu = ask_for_cpu or (lambda _: settings.short_of_memory == "cpu")
        self._analyzer: FaceAnalyzer | None = None
        self._judge: FaceEmbedder | None = None
        self._restorers: dict[str, Restorer] = {}

    def analyzer(self) -> FaceAnalyzer:
        """The face pack of the settings: a name, or the absolute path of an insightface folder.

        Raises:
            WeightsError: there is no such pack, or it is not installed or damaged.
            SettingsError: the name is that of another kind of pack.
        """
        if self._analyzer is None:
            self._analyzer = Analyzer(*self._face_models(self.settings.pack))
        return self._analyzer

    def judge(self) -> FaceEmbedder:
        """The embedder that judges restorations, whatever the pack of the settings is.

        Raises:
            WeightsError: its file is missing or damaged.
        """
        if self._judge is None:
            if self.settings.pack == JUDGE_PACK:
                self._judge = self.analyzer().embedder
            else:
                self._judge = _dlib_embedder(self.packs.locate(JUDGE_PACK), apart=self.for_window)
        return self._judge

    def restorer(self, name: str | None = None) -> Restorer:
        """The restorer called `name`, by default the one of the settings.

        Raises:
            WeightsError: there is no such restorer, or it is not installed or damaged.
            SettingsError: the name is that of another kind of pack.
            DeviceError: this machine cannot run it.
        """
        wanted = name or self.settings.restorer
        if wanted not in self._restorers:
            located = self._located(wanted, "restorer")
            open_torch_libraries()
            from core.restoration.ridfr.loading import load_restorer

            self._restorers[wanted] = load_restorer(
                located.folder,
                threads=self.settings.worker_threads,
                device=self._device,
                parts=self._parts(located),
            )
        return self._restorers[wanted]

    def has_restorer(self) -> bool:
        """Whether the restorer of the settings is in memory, so that asking for it takes no time."""
        return self.settings.restorer in self._restorers

    def untrained_restorer(self, condition: str) -> Restorer:
        """A restorer of full size with random weights, for measuring: see `ridfr.untrained`.

        Raises:
            DeviceError: this machine cannot run it.
        """
        from core.restoration.ridfr.untrained import untrained_pipeline

        return untrained_pipeline(condition)

    def memory_meter(self) -> MemoryMeter:
        """Measures the memory of the device that restorers run on."""
        from core.restoration.ridfr.device import MemoryMeter, choose_plan

        return MemoryMeter(choose_plan(self._device).device)

    def prepare(self, name: str) -> None:
        """Compute what a pack's restorers need once, so that the first restoration need not.

        Raises:
            WeightsError: a part does not fit.
        """
        for pack in self.packs.packs("restorer"):
            reached = {pack.name, *(part for group in pack.requires for part in group)}
            if pack.requires and name in reached and self.packs.installed(pack.name):
                located = self.packs.locate(pack.name)
                from core.restoration.ridfr.loading import prepare_restorer

                prepare_restorer(located.folder, self._parts(located))

    @property
    def _device(self) -> str | None:
        """None for the best there is."""
        return None if self.settings.device == "auto" else self.settings.device

    def _parts(self, located: LocatedPack) -> RestorerParts:
        """What a restorer of full size takes from other packs."""
        from core.restoration.ridfr.parts import RestorerParts

        faces = located.part("face")
        return RestorerParts(
            files=located.all_files(),
            open_vectors=None if faces is None else lambda: self._vectors(faces),
            cache=self.packs.folder / "computed",
            ask_for_cpu=self.ask_for_cpu,
        )

    def _vectors(self, faces: LocatedPack) -> Callable[[Crop], Embedding]:
        """The identity vectors of a face pack, from crops aligned for FaceID."""
        from core.analysis.backends import insightface

        _, embedder = insightface.load(faces.folder, threads=self.settings.worker_threads)
        landmarks = Landmarks.from_array(FACEID_224.points)
        return lambda crop: embedder.embed(crop, [landmarks])[0]

    def _face_models(self, name: str) -> tuple[FaceDetector, FaceEmbedder]:
        located = self._located(name, "face")
        threads = self.settings.worker_threads
        match located.pack.detector:
            case "centerface":
                from core.analysis.backends import centerface

                detector = centerface.load(located.path("centerface.onnx"), threads=threads)
                return detector, _dlib_embedder(located, apart=self.for_window)
            case "insightface":
                from core.analysis.backends import insightface

                return insightface.load(located.folder, threads=threads)
            case "yunet":
                from core.analysis.backends import opencv

                return opencv.load(*located.paths, threads=threads)
        raise WeightsError("“{title}” needs a newer RIDFR Desktop.", title=located.pack.title)

    def _located(self, name: str, kind: str) -> LocatedPack:
        """A verified pack of the right kind."""
        located = self.packs.locate(name)
        if located.pack.kind != kind:
            fitting = ", ".join(pack.name for pack in self.packs.packs(kind))
            raise SettingsError(
                "“{name}” is not a {kind} pack; choose one of {fitting}.",
                name=name,
                kind=kind,
                fitting=fitting,
            )
        return located


class App:
    """One opened library with everything that works on it."""

    def __init__(self, settings: Settings, library: Library, models: Models) -> None:
        self.settings = settings
        self.library = library
        self.models = models
        self._decoder: Decoder | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        library_folder: Path,
        *,
        create: bool = True,
        exclusive: bool = True,
        for_window: bool = False,
    ) -> Self:
        """Open the library in `library_folder`; `create` makes it where there is none.

        `for_window`: as for `Models`.

        Raises:
            LibraryError: the library is locked, damaged, newer, or not there.
        """
        paths = LibraryPaths(with_home(library_folder).absolute())
        library = Library.open(paths, create=create, exclusive=exclusive)
        return cls(settings, library, Models(settings, PackStore(packs_folder()), for_window=for_window))

    def close(self) -> None:
        """End the decoder's process and let go of the library; safe to call twice."""
        if self._decoder is not None:
            self._decoder.close()
            self._decoder = None
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def packs(self) -> PackStore:
        return self.models.packs

    @property
    def decoder(self) -> Decoder:
        """The worker process that opens unknown files; started when first used."""
        if self._decoder is None:
            self._decoder = Decoder(self.library.paths.decode_journal)
        return self._decoder

    @cached_property
    def thumbnails(self) -> ThumbnailStore:
        return ThumbnailStore(self.library.paths.thumbnails)

    def analyzer(self) -> FaceAnalyzer:
        """See `Models.analyzer`."""
        return self.models.analyzer()

    def judge(self) -> FaceEmbedder:
        """See `Models.judge`."""
        return self.models.judge()

    def restorer(self, name: str | None = None) -> Restorer:
        """See `Models.restorer`."""
        return self.models.restorer(name)

    def restore_tools(self, restorer: str | None = None) -> RestoreTools:
        """What `core.services.restoring` works with."""
        return RestoreTools(restorer=self.restorer(restorer), judge=self.judge(), decoder=self.decoder)


def _dlib_embedder(located: LocatedPack, *, apart: bool) -> FaceEmbedder:
    from core.analysis.backends import dlib

    return dlib.load(located.path("dlib_face_recognition_resnet_model_v1.dat"), DLIB_MEAN, apart=apart)
