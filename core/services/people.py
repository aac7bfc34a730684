"""What users say about people: names, who is who, who is not, which pictures to go by.

Every edit is one transaction together with its line in the journal, which holds the steps to do
it again and to undo it. What a user says outweighs every model: confirmed faces stay, rejections
are remembered. This is the door; the rooms are the modules it names.
"""

from __future__ import annotations

from core.services.face_edits import (
    confirm,
    confirm_many,
    ignore,
    ignore_stranger,
    mark_no_face,
    move_faces,
    reject,
    stop_ignoring,
)
from core.services.finding_people import PersonName, find_person, list_people, person_in
from core.services.manual_faces import add_face, measure_face, set_landmarks
from core.services.merging import merge_people, split_person
from core.services.person_edits import (
    ban_reference,
    clear_reference,
    hide_person,
    keep_apart,
    name_person,
    pin_reference,
    relate,
    relations_of,
    set_birth_date,
    set_cover,
    unhide,
)

__all__ = [
    "PersonName",
    "add_face",
    "ban_reference",
    "clear_reference",
    "confirm",
    "confirm_many",
    "find_person",
    "hide_person",
    "ignore",
    "ignore_stranger",
    "keep_apart",
    "list_people",
    "mark_no_face",
    "measure_face",
    "merge_people",
    "move_faces",
    "name_person",
    "person_in",
    "pin_reference",
    "reject",
    "relate",
    "relations_of",
    "set_birth_date",
    "set_cover",
    "set_landmarks",
    "split_person",
    "stop_ignoring",
    "unhide",
]
