"""The sentences of core that people meet most, as keys of their translations.

Core speaks English and knows no Qt: sentences come from other processes, lie in libraries and are
printed by the command line. Here they are found again as they were said; a name in braces is
whatever stood there, a doubled brace is a brace. A test holds this list against what core says.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

CONTEXT = "problems"

TITLES = (
    QT_TRANSLATE_NOOP("problems", "Something went wrong"),
    QT_TRANSLATE_NOOP("problems", "Photo skipped"),
    QT_TRANSLATE_NOOP("problems", "Photo could not be read"),
    QT_TRANSLATE_NOOP("problems", "Face left alone"),
    QT_TRANSLATE_NOOP("problems", "Photo could not be exported"),
    QT_TRANSLATE_NOOP("problems", "Model not available"),
    QT_TRANSLATE_NOOP("problems", "Not possible on this machine"),
    QT_TRANSLATE_NOOP("problems", "Library problem"),
    QT_TRANSLATE_NOOP("problems", "Setting not usable"),
    QT_TRANSLATE_NOOP("problems", "Folder skipped"),
    QT_TRANSLATE_NOOP("problems", "Folder offline"),
    QT_TRANSLATE_NOOP("problems", "Names not written"),
)

FILES = (
    QT_TRANSLATE_NOOP("problems", "This file is empty."),
    QT_TRANSLATE_NOOP("problems", "This file has {size} MB; at most {limit} MB are read."),
    QT_TRANSLATE_NOOP("problems", "The file is no longer there; index its folder again."),
    QT_TRANSLATE_NOOP(
        "problems", "The drive or folder of this photo is not connected; connect it and try again."
    ),
    QT_TRANSLATE_NOOP("problems", "You may not read this file; change its permissions."),
    QT_TRANSLATE_NOOP("problems", "The file could not be read from its drive: {reason}."),
    QT_TRANSLATE_NOOP("problems", "This is not a file but a folder, pipe or device; it was not opened."),
    QT_TRANSLATE_NOOP("problems", "This file is being changed by another program; index it again later."),
    QT_TRANSLATE_NOOP("problems", "This file was changed since it was indexed; index it again."),
    QT_TRANSLATE_NOOP("problems", "This is not a picture in a format that can be read."),
    QT_TRANSLATE_NOOP("problems", "The picture is cut off or damaged and could not be read whole."),
    QT_TRANSLATE_NOOP("problems", "The picture needs more memory than one photo may use."),
    QT_TRANSLATE_NOOP("problems", "The picture has no pixels."),
    QT_TRANSLATE_NOOP("problems", "The picture claims far more pixels than a photo has; it was not opened."),
    QT_TRANSLATE_NOOP(
        "problems",
        "The picture claims {width} x {height} pixels ({millions} million); at most {limit} million are "
        "opened, to protect this computer's memory.",
    ),
    QT_TRANSLATE_NOOP("problems", "No preview could be read from this RAW file; export a JPEG of it."),
    QT_TRANSLATE_NOOP("problems", "Reading this file took over {seconds} seconds; it was left out."),
    QT_TRANSLATE_NOOP(
        "problems",
        "This file has stopped the picture decoder {times} times, so it is most likely damaged; it is left "
        "out until it changes.",
    ),
    QT_TRANSLATE_NOOP("problems", "The thumbnail is missing or damaged; index the folder again."),
    QT_TRANSLATE_NOOP(
        "problems", "The folder of photo {number} is no longer in the library; index it again."
    ),
    QT_TRANSLATE_NOOP("problems", "The camera data (EXIF) is damaged in part."),
    QT_TRANSLATE_NOOP("problems", "The names and regions (XMP) are damaged and were left out."),
    QT_TRANSLATE_NOOP(
        "problems", "The face regions (XMP) belong to another cut of this photo and were left out."
    ),
    QT_TRANSLATE_NOOP("problems", "The colour profile is damaged; colours were read as sRGB."),
    QT_TRANSLATE_NOOP("problems", "This result is no longer in the library folder."),
    QT_TRANSLATE_NOOP("problems", "This result was changed by another program; restore it again."),
)

DRIVES = (
    QT_TRANSLATE_NOOP(
        "problems", "The folder is not there; its photos wait offline until its drive is connected again."
    ),
    QT_TRANSLATE_NOOP(
        "problems",
        "Another drive is connected at this place; its photos wait offline until their own is back.",
    ),
    QT_TRANSLATE_NOOP(
        "problems", "The folder could not be opened ({reason}); what is known of its photos is kept."
    ),
    QT_TRANSLATE_NOOP("problems", "There is no such folder; check the name or connect its drive."),
    QT_TRANSLATE_NOOP("problems", "This is the library's own folder; give a folder with photographs."),
    QT_TRANSLATE_NOOP("problems", "The drive of this photo is not connected; its names were not written."),
    QT_TRANSLATE_NOOP(
        "problems", "The drive of the library is full; nothing was lost, free some space and try again."
    ),
    QT_TRANSLATE_NOOP("problems", "The drive of the library reports an error; the last change was not kept."),
    QT_TRANSLATE_NOOP("problems", "The library file cannot be opened; check that its drive is connected."),
    QT_TRANSLATE_NOOP("problems", "The library may not be written; check its folder's permissions."),
    QT_TRANSLATE_NOOP(
        "problems", "Another program is writing to the library; try again when it has finished."
    ),
    QT_TRANSLATE_NOOP(
        "problems", "The library file is damaged; put back the newest copy from its backups folder."
    ),
    QT_TRANSLATE_NOOP("problems", "{problem} What was indexed is kept; free some space and index again."),
    QT_TRANSLATE_NOOP(
        "problems",
        "A result could not be kept ({problem}) Make room on the library's drive and start again; what was "
        "finished is kept.",
    ),
    QT_TRANSLATE_NOOP("problems", "The thumbnail could not be written: {reason}."),
)

EXPORTS = (
    QT_TRANSLATE_NOOP("problems", "A file of this name is already there; it was left as it is."),
    QT_TRANSLATE_NOOP("problems", "The file could not be written: {reason}."),
    QT_TRANSLATE_NOOP("problems", "The folder cannot be made: {reason}."),
    QT_TRANSLATE_NOOP("problems", "A folder of this name leads out of the target; remove the link."),
    QT_TRANSLATE_NOOP("problems", "The target is a file; name a folder to export to."),
    QT_TRANSLATE_NOOP("problems", "The target lies in the library's own folder; choose another folder."),
    QT_TRANSLATE_NOOP("problems", "The picture could not be written as {format}: {reason}."),
    QT_TRANSLATE_NOOP("problems", "WebP holds at most {side} pixels a side; choose another format."),
    QT_TRANSLATE_NOOP("problems", "The file of names is a link to another file; it was left as it is."),
    QT_TRANSLATE_NOOP(
        "problems",
        "This file of names is damaged and was left as it is; move it away and write the names again.",
    ),
    QT_TRANSLATE_NOOP(
        "problems", "The names in this file belong to another cut of the photo; it was left as it is."
    ),
    QT_TRANSLATE_NOOP("problems", "The file of names is not touched: {problem}"),
    QT_TRANSLATE_NOOP(
        "problems", "The name template is empty or starts or ends with “/”; try {{stem}}-restored."
    ),
    QT_TRANSLATE_NOOP(
        "problems",
        "The name template “{template}” may not use “.”, “..”, “//”, or more than {most} folders.",
    ),
    QT_TRANSLATE_NOOP("problems", "The name template has no field {{{field}}}; use {known}."),
    QT_TRANSLATE_NOOP("problems", "Only {{n}} takes a format, like {{n:03}}; “{spec}” is none."),
    QT_TRANSLATE_NOOP("problems", "“!{conversion}” cannot be used in the name template."),
    QT_TRANSLATE_NOOP(
        "problems",
        "The name template “{template}” has a brace that is not closed; write {{{{ for a brace.",
    ),
)

FACES = (
    QT_TRANSLATE_NOOP("problems", "Nobody has said who this is; name the person, or choose a reference."),
    QT_TRANSLATE_NOOP(
        "problems",
        "There is no good enough photo of this person to guide the restoration; confirm one, or choose a "
        "reference from a file.",
    ),
    QT_TRANSLATE_NOOP(
        "problems",
        "There is no good enough photo of this person to guide the restoration; confirm or add one.",
    ),
    QT_TRANSLATE_NOOP("problems", "A reference could not be read. {problem}"),
    QT_TRANSLATE_NOOP("problems", "No face was found in this file; choose another photo."),
    QT_TRANSLATE_NOOP("problems", "This photo was restored by AI and cannot be a reference."),
    QT_TRANSLATE_NOOP("problems", "The eyes and the mouth of this face are not known."),
    QT_TRANSLATE_NOOP("problems", "The eyes and the mouth of this face were found in one point."),
    QT_TRANSLATE_NOOP("problems", "The box is too small or outside the photo; draw it around the face."),
    QT_TRANSLATE_NOOP(
        "problems", "There is already a person called {name}; merge the two, or choose another name."
    ),
    QT_TRANSLATE_NOOP("problems", "A name needs at least one letter; type another one."),
)

MODELS = (
    QT_TRANSLATE_NOOP(
        "problems",
        "“{title}” is not installed; download it (ridfr packs download {pack}) or add its files (ridfr packs "
        "add {name} FOLDER).",
    ),
    QT_TRANSLATE_NOOP("problems", "{file} is missing; install the package {package} again."),
    QT_TRANSLATE_NOOP("problems", "“{title}” is missing from the installation; reinstall."),
    QT_TRANSLATE_NOOP("problems", "The licence of “{title}” is not accepted yet: {licence}"),
    QT_TRANSLATE_NOOP(
        "problems",
        "{address} could not be downloaded; check the connection and the free space and try again: it goes "
        "on where it stopped.",
    ),
    QT_TRANSLATE_NOOP("problems", "{address} is not the expected file; nothing was installed."),
    QT_TRANSLATE_NOOP("problems", "This file is damaged or another version; it is not used."),
    QT_TRANSLATE_NOOP("problems", "This file of the pack is missing."),
    QT_TRANSLATE_NOOP("problems", "No CUDA device was found; restoring on the CPU works on every machine."),
    QT_TRANSLATE_NOOP(
        "problems",
        "This restorer needs {wanted} GB of free memory on the CPU and {free} GB are free; close other "
        "programs, or use the restorer “lite”.",
    ),
    QT_TRANSLATE_NOOP(
        "problems", "There is not enough memory to restore a single face; close other programs and try again."
    ),
    QT_TRANSLATE_NOOP(
        "problems",
        "The graphics card has too little memory for one face; close other programs, use the restorer "
        "“lite”, or choose the CPU as the device.",
    ),
    QT_TRANSLATE_NOOP("problems", "The picture decoder could not be started; is the installation complete?"),
    QT_TRANSLATE_NOOP(
        "problems", "The face model has stopped. Start the application again; nothing is lost."
    ),
)

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

SENTENCES: tuple[str, ...] = tuple(map(str, (*FILES, *DRIVES, *EXPORTS, *FACES, *MODELS, *SYSTEM)))
