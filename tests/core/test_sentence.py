"""Sentences of core: English words that keep their template and values on every way they take."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from core.sentence import Sentence, in_turn, sentence_as_json, sentence_from_json, system_reason

DRIVE = Sentence("The file could not be read from its drive: {reason}.", reason="Input/output error")
REFERENCE = Sentence("A reference could not be read. {problem}", problem=DRIVE)
SIZE = Sentence("This file has {size:,.0f} MB; write {{n}}.", size=1234.4)


def test_a_sentence_is_its_english_words() -> None:
    assert SIZE == "This file has 1,234 MB; write {n}."
    assert json.dumps([SIZE]) == '["This file has 1,234 MB; write {n}."]'
    assert (SIZE.template, dict(SIZE.values)) == (
        "This file has {size:,.0f} MB; write {{n}}.",
        {"size": 1234.4},
    )


def test_a_value_that_is_missing_is_an_error_and_attributes_are_out_of_reach() -> None:
    with pytest.raises(KeyError):
        Sentence("Face {number} is gone.")
    with pytest.raises(KeyError):
        Sentence("{name.__class__}", name="a")


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda words: pickle.loads(pickle.dumps(words))])
def test_a_copy_knows_what_it_is_made_of(copied: object) -> None:
    assert callable(copied)
    twin = copied(REFERENCE)
    assert twin == REFERENCE
    assert twin.values["problem"].template == DRIVE.template


def test_json_gives_back_sentences_within_sentences() -> None:
    read = sentence_from_json(sentence_as_json(REFERENCE))
    assert isinstance(read, Sentence)
    assert (read, read.values) == (REFERENCE, REFERENCE.values)
    within = read.values["problem"]
    assert isinstance(within, Sentence)
    assert within.template == DRIVE.template


@pytest.mark.parametrize("words", ["", "This file is empty.", "[sic] {what} an older version wrote"])
def test_words_that_are_no_sentence_are_written_and_read_as_they_are(words: str) -> None:
    assert sentence_from_json(sentence_as_json(words)) == words == sentence_as_json(words)


def test_sentences_stand_one_after_the_other() -> None:
    both = in_turn((DRIVE, "", "It is kept."))
    assert both == f"{DRIVE} It is kept."
    assert in_turn(("", DRIVE)) is DRIVE
    assert in_turn(()) == ""


def test_the_system_always_says_something() -> None:
    assert system_reason(PermissionError(13, "Permission denied")) == "Permission denied"
    assert system_reason(TimeoutError()) == "TimeoutError"


QUOTED = ['["', '["a"]', '["{gone}", {}]', '["{a:q}", {"a": 1}]', '["a", 1]', '["a", {}, 2]']


@pytest.mark.parametrize("quoted", [*QUOTED, '["a", {}]', '["sharp", {"0": "x"}]'])
def test_words_that_only_look_like_a_written_sentence_stay_as_they_are(quoted: str) -> None:
    assert sentence_from_json(sentence_as_json(quoted)) == quoted


@pytest.mark.parametrize(
    "hostile",
    [
        *QUOTED,
        '["{a:>99999999}", {"a": "x"}]',
        '["{a:.99999999f}", {"a": 1}]',
        '["{a:{a}}", {"a": 99999999}]',
        '["{a:c}", {"a": 99999999}]',
        '["a", {"a": [1]}]',
        '["a", {"a": {}}]',
        '["a", {"a": null}]',
        '["a", {"a": ' * 5000 + "1" + "}]" * 5000,
    ],
)
def test_what_another_process_may_send_is_taken_for_plain_words(hostile: str) -> None:
    read = sentence_from_json(hostile)
    assert read == hostile
    assert not isinstance(read, Sentence)
