from __future__ import annotations

import numpy as np
import pytest

from core.errors import LibraryError
from core.library.library import Library
from core.library.references import ReferenceSet
from tests.core.library.samples import MIDDLE, add_face, add_restored_photo, analyse, detection


def test_the_last_choice_for_a_face_counts(library: Library) -> None:
    with library.transaction() as tx:
        person, a, b = tx.people.create("Ada"), add_face(tx, name="a"), add_face(tx, name="b")
        tx.references.pin(person, a)
        tx.references.ban(person, b)
        assert tx.references.of(person) == ReferenceSet(frozenset({a}), frozenset({b}))
        tx.references.ban(person, a)
        tx.references.clear(person, b)
        assert tx.references.of(person) == ReferenceSet(frozenset(), frozenset({a}))


def test_tokens_come_back_exactly_and_by_their_weights(library: Library) -> None:
    tokens = np.random.default_rng(1).normal(size=(17, 64)).astype(np.float16)
    with library.transaction() as tx:
        face_id = add_face(tx)
        tx.references.put_tokens(face_id, "w1", np.zeros((1, 1), dtype=np.float16))
        tx.references.put_tokens(face_id, "w1", tokens)
        found = tx.references.tokens(face_id, "w1")
        assert tx.references.tokens(face_id, "w2") is None
    assert found is not None
    np.testing.assert_array_equal(found, tokens)
    assert found.flags.writeable


def test_a_photo_restored_by_ai_never_becomes_a_reference(library: Library) -> None:
    with library.transaction() as tx:
        person = tx.people.create("Ada")
        (face_id,) = analyse(tx, add_restored_photo(tx), detection(MIDDLE))
        with pytest.raises(LibraryError, match="cannot be a reference"):
            tx.references.pin(person, face_id)
        with pytest.raises(LibraryError, match="cannot be a reference"):
            tx.references.put_tokens(face_id, "w", np.ones((1, 1), dtype=np.float16))
