"""The report page: one HTML file with its style and pictures inside.

Works without JavaScript (before and after then stand above each other) and asks no server for
anything. Every text from outside (names, paths, reasons) is escaped.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from PIL import Image

from core.paths import RESOURCES
from core.services.reports.pictures import FaceStrip, PhotoPair, ReportPictures
from core.services.reports.results import DemoReport, RestoredFace, RestoredPhoto
from core.services.reports.words import counted, duration, likeness_words, summary_sentence, verdict

FOLDER = RESOURCES / "report"

SECTIONS = (
    ("restored", "Restored photos"),
    ("left-alone", "Left alone"),
    ("people", "People"),
    ("problems", "Problems"),
    ("files", "Files"),
    ("run", "How it was made"),
)
"""Anchor and title, as in page.html."""


def report_page(report: DemoReport, pictures: ReportPictures) -> str:
    """The whole page.

    Raises:
        UnreadablePhoto: a photo of the report or a result is gone.
    """
    return _template("page.html").substitute(
        style=_text("style.css"),
        script=_text("compare.js"),
        lead=escape(summary_sentence(report)),
        facts=_facts(report),
        nav="".join(f'<a href="#{anchor}">{title}</a>' for anchor, title in SECTIONS),
        photos=_photos(report, pictures),
        left_alone=_left_alone(report),
        people=_people(report),
        problems=_problems(report),
        originals=escape(_originals(report)),
        exported=_exported(report),
        run=_run(report),
    )


def _facts(report: DemoReport) -> str:
    summary = report.summary
    facts = (
        (summary.photos, "photos"),
        (summary.faces, "faces"),
        (summary.people, "people"),
        (len(report.faces), "faces restored"),
        (len(report.kept), "kept"),
        (len(report.held), "held for review"),
        (duration(summary.seconds), "for this run"),
    )
    return "\n".join(f"    <li><b>{value}</b><span>{escape(label)}</span></li>" for value, label in facts)


def _photos(report: DemoReport, pictures: ReportPictures) -> str:
    shown = "\n".join(_photo(photo, pictures) for photo in report.photos)
    return shown or _nothing("No face was restored.")


def _photo(photo: RestoredPhoto, pictures: ReportPictures) -> str:
    pair = pictures.pair(photo)
    name = Path(photo.path).name
    return _template("photo.html").substitute(
        name=escape(name),
        note=escape(f"{photo.path} · {photo.note}"),
        wide="" if pair is not None and len(photo.faces) == 1 else " wide",
        whole="" if pair is None else _compare(pair, name),
        faces="\n".join(_face(face, pictures.strip(face, photo)) for face in photo.faces),
    )


def _compare(pair: PhotoPair, name: str) -> str:
    width, height = pair.after.size
    return _template("compare.html").substitute(
        ratio=f"{width} / {height}",
        width=width,
        before=_data(pair.before, "JPEG"),
        after=_data(pair.after, "JPEG"),
        name=escape(name),
    )


def _face(face: RestoredFace, strip: FaceStrip) -> str:
    line = face.line
    return _template("face.html").substitute(
        state=line.state.value,
        before=_figure(strip.before, f"{line.person} before", "before"),
        restored=_figure(strip.restored, f"{line.person} restored", "restored"),
        reference=_figure(strip.reference, f"Reference of {line.person}", "reference"),
        person=escape(line.person),
        verdict=escape(verdict(face)),
        marks=_marks(line.identity_before, line.identity_after),
        likeness=escape(likeness_words(face)),
        details="\n".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in _details(face)),
    )


def _figure(picture: Image.Image | None, description: str, caption: str) -> str:
    inside = (
        '<div class="none">none</div>'
        if picture is None
        else f'<img src="{_data(picture, "WEBP")}" alt="{escape(description)}" width="256" height="256">'
    )
    return f"<figure>{inside}<figcaption>{caption}</figcaption></figure>"


def _marks(before: float | None, after: float | None) -> str:
    """Ticks on the scale of likeness from 0 to 1."""
    if after is None:
        return ""
    place = {True: _percent(before or 0.0), False: _percent(after)}
    now = f'<i class="now" style="left:{place[False]}%"></i>'
    if before is None:
        return now
    low, high = sorted(place.values())
    return f'<b style="left:{low}%;width:{high - low}%"></b><i style="left:{place[True]}%"></i>{now}'


def _percent(cosine: float) -> int:
    return round(100 * min(max(cosine, 0.0), 1.0))


def _details(face: RestoredFace) -> Iterable[tuple[str, str]]:
    made, line = face.restoration, face.line
    if made.judgement is not None:
        yield "Guard", made.judgement.reason
    if made.reason and (made.judgement is None or made.reason != made.judgement.reason):
        yield "Reason", made.reason
    why = ", ".join(map(str, face.reasons))
    yield "Reference", f"{line.reference} ({why})" if why else line.reference
    recipe = made.recipe
    yield (
        "Recipe",
        (
            f"{recipe.restorer}, {recipe.steps or 'default'} steps, seed {recipe.seed}, identity "
            f"{recipe.identity_scale:g}, strength {recipe.strength:.0%}, chroma {recipe.chroma}, "
            f"grain {'put back' if recipe.grain else 'left out'}"
        ),
    )
    if made.plan is not None:
        yield "Carried out", f"{made.plan.device}, {made.plan.dtype}, batch of {made.plan.batch_size}"
    if line.seconds is not None:
        yield "Time", f"{line.seconds:.1f} s" + (", in an earlier run" if face.repeated else "")
    yield "Written to", line.output


def _left_alone(report: DemoReport) -> str:
    rows = [(problem.path, problem.message) for problem in report.left_alone]
    if not rows:
        return _nothing("Every face on the damaged prints was restored.")
    return _table(("Photo", "Why"), rows)


def _people(report: DemoReport) -> str:
    rows = [
        (line.person, line.confirmed, line.right, line.unknown, line.wrong, line.missed)
        for line in report.grouping
    ]
    headings = (
        "Person",
        "Confirmed originals",
        "Prints placed right",
        "Left unknown",
        "Wrong",
        "Face not found",
    )
    return _table(headings, rows)


def _problems(report: DemoReport) -> str:
    rows = [(problem.path, problem.title, problem.message) for problem in report.summary.problems]
    if not rows:
        return _nothing("None.")
    return _table(("File", "What", "Why"), rows)


def _originals(report: DemoReport) -> str:
    if report.changed:
        return f"Changed during the run: {', '.join(report.changed)}. This must not happen; please report it."
    return (
        f"{counted(report.originals, 'file')} of the album compared by SHA-256 before and after the run: "
        "none changed by a byte."
    )


def _exported(report: DemoReport) -> str:
    rows = [
        (Path(item.source).name, Path(item.target).name, item.state, item.note) for item in report.exported
    ]
    if not rows:
        return _nothing("Nothing was exported.")
    return _table(("Photo", "Export", "State", "Note"), rows)


def _run(report: DemoReport) -> str:
    rows: list[tuple[object, ...]] = [(stage.name, f"{stage.seconds:.1f} s") for stage in report.stages]
    repeated = len(report.faces) - report.computed
    computed = f"{counted(report.computed, 'restoration')} computed in this run"
    if repeated:
        computed += f", {repeated} taken from an earlier run"
    texts = (report.restorer, report.machine, f"{computed}.")
    return "".join(f"<p>{escape(text)}</p>" for text in texts) + _table(("Stage", "Time"), rows)


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(value: object) -> str:
    return f"<td>{escape(str(value))}</td>"


def _nothing(text: str) -> str:
    return f'<p class="muted">{escape(text)}</p>'


def _data(picture: Image.Image, kind: str) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, kind, quality=90)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _template(name: str) -> Template:
    return Template(_text(name))
