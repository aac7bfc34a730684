"""The place where the user was when the window closed, for the next start with the same library."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from core.services.browsing_places import PlaceCounts
from ridfr_desktop.navigation import Navigation, Place
from ridfr_desktop.state import remember, remembered

RETURNED = frozenset({"all", "restorable", "restored", "people", "person", "folder", "album", "search"})
"""Kinds one comes back to. A question, an unkept result or an offer is not a place to begin the day."""
LONGEST = 2_000
"""Letters that are written down of a place."""


def remember_place(library: Path, navigation: Navigation) -> None:
    """Keep where the user is, or the last place before that one begins with.

    What was searched for is not written down: it may name somebody who is forgotten later.
    """
    place = navigation.latest(RETURNED)
    words = json.dumps(asdict(Place("all") if place.kind == "search" else place))
    remember(_key(library), words if len(words) <= LONGEST else "")


def last_place(library: Path) -> Place:
    """Where the user was; all photos if that is not known."""
    try:
        kept = json.loads(remembered(_key(library), ""))
        place = Place(str(kept["kind"]), int(kept["id"]), str(kept["text"]))
    except (ValueError, TypeError, KeyError):
        return Place("all")
    return place if place.kind in RETURNED else Place("all")


def is_there(place: Place, counts: PlaceCounts) -> bool:
    """Whether a person, folder or album still exists; all other places always do."""
    known = {
        "person": [card.id for card in (*counts.people.people, *counts.people.groups)],
        "folder": [folder.id for folder, _ in counts.folders],
        "album": [album.id for album in counts.albums],
    }
    return place.kind not in known or place.id in known[place.kind]


def _key(library: Path) -> str:
    """Numbers of people and albums mean something in their own library only."""
    return "places/" + hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:16]
