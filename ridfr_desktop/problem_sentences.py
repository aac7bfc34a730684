"""What the window says in place of sentences of core that name commands, and words of no source of ours.

All other sentences of core are shown as core says them, in the language of the window; they are
collected from its sources (`ridfr_desktop.translations.core_sentences`).
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

CONTEXT = "problems"

WAYS_OUT: dict[str, object] = {
    "“{title}” is not installed; download it (ridfr packs download {pack}) or add its files (ridfr packs add "
    "{pack} FOLDER).": QT_TRANSLATE_NOOP(
        "problems", "“{title}” is not installed; download it in Settings, Models, or add its files there."
    ),
    "“{title}” is nowhere to be downloaded; add its files: ridfr packs add {name} FOLDER.": QT_TRANSLATE_NOOP(
        "problems",
        "“{title}” is nowhere to be downloaded; add its files from the disk in Settings, Models.",
    ),
    "{file} was never checked; add it with: ridfr packs add {pack} FILE.": QT_TRANSLATE_NOOP(
        "problems", "{file} was never checked; add it to “{pack}” from the disk in Settings, Models."
    ),
    "The restorer “{restorer}” needs {name}, which is not installed: ridfr packs show {restorer}.": (
        QT_TRANSLATE_NOOP(
            "problems",
            "The restorer “{restorer}” needs {name}, which is not installed; see Settings, Models.",
        )
    ),
    "The identity adapter is not installed: ridfr packs download faceid-plusv2.": QT_TRANSLATE_NOOP(
        "problems", "The identity adapter “faceid-plusv2” is not installed; see Settings, Models."
    ),
    "References are read with the pack “buffalo_l”; install it: ridfr packs download buffalo_l.": (
        QT_TRANSLATE_NOOP(
            "problems", "References are read with the pack “buffalo_l”; install it in Settings, Models."
        )
    ),
    "Cleaning a face first needs the pack “swinir-face” (ridfr packs download swinir-face) and a restorer of "
    "full size.": QT_TRANSLATE_NOOP(
        "problems",
        "Cleaning a face first needs the pack “swinir-face”, from Settings, Models, and a restorer of full "
        "size.",
    ),
    "The restorer's config.json names no content module; add the folder that the export of the training "
    "writes (ridfr packs add sd15 FOLDER).": QT_TRANSLATE_NOOP(
        "problems",
        "The restorer's config.json names no content module; add the folder that the export of the training "
        "writes to “sd15” in Settings, Models.",
    ),
    "There is nobody called “{name}”; `ridfr people` lists everybody.": QT_TRANSLATE_NOOP(
        "problems", "There is nobody called “{name}”; People lists everybody."
    ),
    "The library has no person number {number}; `ridfr people` lists them.": QT_TRANSLATE_NOOP(
        "problems", "This person is not in the library any more; People lists everybody."
    ),
    "Say which faces; `ridfr people show NAME` lists them with their numbers.": QT_TRANSLATE_NOOP(
        "problems", "Say which faces: select them on the person's page."
    ),
    "There is no album “{name}”; `ridfr albums` lists them.": QT_TRANSLATE_NOOP(
        "problems", "There is no album “{name}”; the list at the side has them all."
    ),
    "The library has no album number {number}; `ridfr albums` lists them.": QT_TRANSLATE_NOOP(
        "problems", "This album is not in the library any more; the list at the side has them all."
    ),
    "The library has no folder number {number}; `ridfr folders` lists them.": QT_TRANSLATE_NOOP(
        "problems", "This folder is not in the library any more; Settings, Folders lists them."
    ),
    "The library does not have this folder; `ridfr folders` lists them.": QT_TRANSLATE_NOOP(
        "problems", "The library does not have this folder; Settings, Folders lists them."
    ),
    "There is no library here yet; `ridfr index FOLDER` makes one.": QT_TRANSLATE_NOOP(
        "problems", "There is no library here yet; add a folder with photos in Settings, Folders."
    ),
}
"""By the template of core's sentence; fields are those of core, where they are needed."""

SYSTEM = (
    QT_TRANSLATE_NOOP("problems", "No space left on device"),
    QT_TRANSLATE_NOOP("problems", "Permission denied"),
    QT_TRANSLATE_NOOP("problems", "No such file or directory"),
    QT_TRANSLATE_NOOP("problems", "Read-only file system"),
    QT_TRANSLATE_NOOP("problems", "Input/output error"),
    QT_TRANSLATE_NOOP("problems", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("problems", "File name too long"),
)
"""What operating systems say, where core hands it on."""
