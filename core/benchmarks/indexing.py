"""B1, B3, B4 and B7: thumbnails, indexing, indexing with faces, and indexing nothing new.

Every benchmark first compares what both sides wrote; figures of runs whose outputs differ are
marked invalid.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from core.analysis.analyzer import FaceAnalyzer
from core.benchmarks import corpus, peers
from core.benchmarks.corpus import TWELVE_MEGAPIXELS, Corpus
from core.benchmarks.measuring import Comparison, Ratio, cores, interleaved, peak_memory, ratio
from core.benchmarks.results import BenchmarkResult, Target
from core.imaging.decoder import Decoder
from core.imaging.decoding import decode_file
from core.library.library import Library
from core.paths import LibraryPaths
from core.progress import Progress
from core.services.indexing import IndexOptions, index_folders
from core.services.sample.sources import Source, open_source

THUMBNAIL_SIDE = 512
DETECT_SIDE = 1280
SAME_PICTURE = 35.0
"""PSNR in dB above which two thumbnails show the same."""
SEED = 20261121


@dataclass
class Bench:
    """A scratch folder, a warm decoder, and how much to measure."""

    folder: Path
    decoder: Decoder
    analyzer: Callable[[], FaceAnalyzer]
    rounds: int
    scale: float
    _runs: int = field(default=0)

    def count(self, full: int, at_least: int) -> int:
        """Size of a corpus of `full` items at this scale."""
        return max(round(full * self.scale), at_least)

    def fresh(self, name: str) -> Path:
        """A folder of its own for one run."""
        self._runs += 1
        return self.folder / "runs" / f"{self._runs:04}-{name}"


def thumbnails(bench: Bench, *, progressive: bool) -> BenchmarkResult:
    """B1: one thumbnail, against opening the whole photo and resizing it."""
    kind = "progressive" if progressive else "baseline"
    count = bench.count(50 if progressive else 200, 3)
    photos = corpus.write_jpegs(
        bench.folder / kind, count, TWELVE_MEGAPIXELS, seed=SEED, progressive=progressive
    )
    ours, theirs = bench.fresh("ours"), bench.fresh("peer")
    for folder in (ours, theirs):
        folder.mkdir(parents=True)

    def our_way() -> None:
        for file in photos.files:
            decoded = decode_file(file, max_side=THUMBNAIL_SIDE, thumbnail_side=THUMBNAIL_SIDE)
            (ours / file.name).write_bytes(decoded.thumbnail or b"")

    def plain_way() -> None:
        for file in photos.files:
            peers.thumbnail(file, theirs / file.name, THUMBNAIL_SIDE)

    compared = interleaved(our_way, plain_way, rounds=bench.rounds)
    return _result(
        compared,
        photos,
        id="B1p" if progressive else "B1",
        title=f"thumbnail of a 12-megapixel {kind} JPEG",
        peer="Image.open().resize(LANCZOS)",
        ratio=compared.speedup(),
        target=Target(1.8, 2.1) if progressive else Target(5.0, 6.0),
        bound_seconds=_seconds_per(photos.files, _least_decode),
        bound="decoding the JPEG at an eighth of its size and nothing else",
        different=_different_pictures(ours, theirs, photos),
    )


def plain_index(bench: Bench) -> BenchmarkResult:
    """B3: hash, EXIF, thumbnail and rows, against a Pillow loop that writes the same."""
    photos = corpus.write_mixed(bench.folder / "mixed", bench.count(2000, 20), seed=SEED)
    seen: dict[str, peers.Written] = {}
    libraries = _new_libraries(bench)
    # Without faces nothing needs more pixels than the thumbnail.
    options = IndexOptions(faces=False, detect_side=THUMBNAIL_SIDE, thumbnail_side=THUMBNAIL_SIDE)

    def our_way() -> None:
        seen["ours"] = _index(bench, next(libraries), photos, None, options)

    def plain_way() -> None:
        seen["peer"] = peers.index_plainly(photos.files, bench.fresh("plain"), THUMBNAIL_SIDE)

    compared = interleaved(our_way, plain_way, rounds=bench.rounds)
    return _result(
        compared,
        photos,
        id="B3",
        title="index without faces",
        peer="Pillow loop that writes the same",
        ratio=compared.speedup(),
        target=Target(8.0, 11.0),
        bound_seconds=_seconds_per(photos.files, _least_index) / cores(),
        bound="hash and smallest decode on all cores",
        different="" if seen["ours"] == seen["peer"] else "the photos found differ",
    )


def face_index(bench: Bench) -> BenchmarkResult:
    """B4: index with faces, against a serial worker with the same models."""
    portrait = np.asarray(open_source(Source.ASTRONAUT))
    photos = corpus.write_faces(bench.folder / "faces", bench.count(500, 5), portrait, seed=SEED)
    analyzer = bench.analyzer()
    options = IndexOptions(detect_side=DETECT_SIDE, thumbnail_side=THUMBNAIL_SIDE)
    seen: dict[str, peers.Written] = {}
    libraries = _new_libraries(bench)

    def our_way() -> None:
        seen["ours"] = _index(bench, next(libraries), photos, analyzer, options)

    def serial_way() -> None:
        seen["peer"] = peers.index_faces_serially(
            photos.files, bench.fresh("serial"), analyzer, preview_side=DETECT_SIDE, side=THUMBNAIL_SIDE
        )

    compared = interleaved(our_way, serial_way, rounds=bench.rounds)

    def models_only(file: Path) -> None:
        analyzer.analyze(decoded[file])

    decoded = {file: decode_file(file, max_side=DETECT_SIDE).pixels for file in photos.files}
    return _result(
        compared,
        photos,
        id="B4",
        title="index with faces (pack embedded)",
        peer="serial worker: preview, decode, detect, embed, commit each",
        ratio=compared.speedup(),
        target=Target(1.6, 1.9),
        bound_seconds=_seconds_per(photos.files, models_only),
        bound="the two models alone, photo after photo",
        different="" if seen["ours"] == seen["peer"] else "the photos or faces found differ",
    )


def unchanged_index(bench: Bench) -> BenchmarkResult:
    """B7: index a folder in which nothing changed, against walking it with `stat`."""
    photos = corpus.write_tiny(bench.folder / "tiny", bench.count(100_000, 1000), seed=SEED)
    options = IndexOptions(faces=False)
    with Library.open(LibraryPaths(bench.fresh("library"))) as library:
        index_folders(library, bench.decoder, None, [photos.folder], Progress(), options=options)
        unchanged: list[int] = []

        def our_way() -> None:
            report = index_folders(library, bench.decoder, None, [photos.folder], Progress(), options=options)
            unchanged.append(report.unchanged)

        walked: list[int] = []
        compared = interleaved(our_way, lambda: walked.append(peers.walk(photos.folder)), rounds=bench.rounds)
    slower = ratio([ours.wall / peer.wall for ours, peer in zip(compared.ours, compared.peer, strict=True)])
    return _result(
        compared,
        photos,
        id="B7",
        title="index again, nothing changed",
        peer="os.walk and stat",
        ratio=slower,
        target=Target(2.5, 1.5, at_most=True),
        bound_seconds=median(sample.wall for sample in compared.peer) / len(photos.files),
        bound="os.walk and stat itself",
        different="" if set(unchanged) == set(walked) == {len(photos.files)} else "the files seen differ",
        item="file",
    )


def _new_libraries(bench: Bench) -> Iterator[LibraryPaths]:
    """Empty libraries, one for each run: making one is no part of indexing."""
    made = [LibraryPaths(bench.fresh("library")) for _ in range(bench.rounds + 1)]
    for paths in made:
        Library.open(paths).close()
    return iter(made)


def _index(
    bench: Bench,
    paths: LibraryPaths,
    photos: Corpus,
    analyzer: FaceAnalyzer | None,
    options: IndexOptions,
) -> peers.Written:
    with Library.open(paths) as library:
        report = index_folders(library, bench.decoder, analyzer, [photos.folder], Progress(), options=options)
        with library.snapshot() as tx:
            digests = frozenset(photo.digest for photo in tx.photos.all())
    return peers.Written(digests, report.faces)


def _result(
    compared: Comparison,
    photos: Corpus,
    *,
    id: str,
    title: str,
    peer: str,
    ratio: Ratio,
    target: Target,
    bound_seconds: float,
    bound: str,
    different: str,
    item: str = "photo",
) -> BenchmarkResult:
    count = len(photos.files)
    foreign = "" if compared.valid else f"other programs used {compared.foreign_load:.1f} cores"
    return BenchmarkResult(
        id=id,
        title=title,
        peer=peer,
        items=count,
        item=item,
        ratio=ratio,
        target=target,
        ours_seconds=median(sample.wall for sample in compared.ours) / count,
        peer_seconds=median(sample.wall for sample in compared.peer) / count,
        ours_cpu=median(sample.cpu for sample in compared.ours) / count,
        peer_cpu=median(sample.cpu for sample in compared.peer) / count,
        bound_seconds=bound_seconds,
        bound=bound,
        rounds=len(compared.ours),
        corpus=photos.manifest,
        peak_memory=peak_memory(),
        foreign_load=compared.foreign_load,
        invalid="; ".join(part for part in (different, foreign) if part),
    )


def _different_pictures(ours: Path, theirs: Path, photos: Corpus) -> str:
    worst = min(_likeness(ours / file.name, theirs / file.name) for file in photos.files)
    return "" if worst > SAME_PICTURE else f"the thumbnails differ (PSNR {worst:.1f} dB)"


def _likeness(one: Path, other: Path) -> float:
    """PSNR in dB; 0 when even the sizes differ."""
    first, second = (np.asarray(Image.open(path), dtype=np.float64) for path in (one, other))
    if first.shape != second.shape:
        return 0.0
    return float(10 * np.log10(255**2 / max(float(((first - second) ** 2).mean()), 1e-9)))


def _seconds_per(files: Sequence[Path], work: Callable[[Path], None]) -> float:
    """Least seconds per file of three passes: a bound is what can be done, not what was."""
    passes = []
    for _ in range(3):
        start = time.perf_counter()
        for file in files:
            work(file)
        passes.append((time.perf_counter() - start) / len(files))
    return min(passes)


def _least_decode(file: Path) -> None:
    with Image.open(io.BytesIO(file.read_bytes())) as image:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()


def _least_index(file: Path) -> None:
    hashlib.sha256(file.read_bytes()).digest()
    _least_decode(file)
