"""What core says to people: English words that know what they are made of.

Core speaks English, for the command line, for reports and for logs. Whoever shows a sentence in
another language looks up its template, as gettext does, and fills in the values anew. Words that
are no `Sentence` have no values and are a template themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from string import Formatter
from types import MappingProxyType
from typing import Any

Value = str | int | float
"""A `Sentence` among them is told in the other language too."""

_WRITTEN = '["'
"""What a sentence as JSON begins with."""

_QUOTED = "{words}"

_LONGEST_SPEC = 4
"""Characters, as in `{size:,.0f}`; a template from elsewhere could ask for a gigabyte of blanks."""


class SentenceFormatter(Formatter):
    """Fills a template with values by name, and nothing else: no attributes, no items, no wide fields."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if len(format_spec) > _LONGEST_SPEC:
            raise ValueError(f"no sentence needs the format {format_spec}")
        return str(super().format_field(value, format_spec))


class Sentence(str):
    """One or two sentences in English, which remember their template and their values."""

    template: str
    values: Mapping[str, Value]

    __slots__ = ("template", "values")

    def __new__(cls, template: str, /, **values: Value) -> Sentence:
        sentence = super().__new__(cls, SentenceFormatter().vformat(template, (), values))
        sentence.template, sentence.values = template, MappingProxyType(values)
        return sentence

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.template, dict(self.values))


def in_turn(sentences: Sequence[str]) -> str:
    """Sentences one after the other; those that are empty are left out."""
    said = [each for each in sentences if each]
    if len(said) < 2:
        return said[0] if said else ""
    places = [f"_{number}" for number in range(len(said))]
    return Sentence(" ".join(f"{{{place}}}" for place in places), **dict(zip(places, said, strict=True)))


def system_reason(error: OSError) -> str:
    """What the operating system says, in its own words."""
    return error.strerror or str(error) or type(error).__name__


def sentence_as_json(words: str) -> str:
    """For a library or another process: [template, values]; other words stay as they are."""
    if words.startswith(_WRITTEN) and not isinstance(words, Sentence):
        words = Sentence(_QUOTED, words=words)  # from a file, say: not to be read as a template
    return json.dumps(_packed(words), ensure_ascii=False) if isinstance(words, Sentence) else words


def sentence_from_json(written: str) -> str:
    """What `sentence_as_json` wrote; words of older libraries and of others stay as they are."""
    if not written.startswith(_WRITTEN):
        return written
    try:
        return _read(*json.loads(written))
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError):
        # Not ours: a hostile picture may have taken over the process that reads it.
        return written


def _made(template: str, values: Mapping[str, Value]) -> Sentence:
    return Sentence(template, **values)


def _packed(value: Value) -> Any:
    if not isinstance(value, Sentence):
        return value
    return [value.template, {name: _packed(each) for name, each in value.values.items()}]


def _read(template: str, values: Mapping[str, Any]) -> Sentence:
    return _made(template, {name: _unpacked(each) for name, each in values.items()})


def _unpacked(written: Any) -> Value:
    if isinstance(written, list):
        return _read(*written)
    if not isinstance(written, Value):
        raise TypeError("no value of a sentence")
    return written
