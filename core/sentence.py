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


class SentenceFormatter(Formatter):
    """Fills a template with values by name, and nothing else: no attributes, no items."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name


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
    """For a library or another process: [template, values]; words without values stay as they are."""
    return json.dumps(_packed(words), ensure_ascii=False) if isinstance(words, Sentence) else words


def sentence_from_json(written: str) -> str:
    """What `sentence_as_json` wrote; words of older libraries and of others stay as they are."""
    if not written.startswith('["'):
        return written
    try:
        template, values = json.loads(written)
        return _made(template, {name: _unpacked(each) for name, each in values.items()})
    except (ValueError, TypeError, AttributeError, KeyError):
        # Not ours: what a reader of pictures quoted from a file, say.
        return written


def _made(template: str, values: Mapping[str, Value]) -> Sentence:
    return Sentence(template, **values)


def _packed(value: Value) -> Any:
    if not isinstance(value, Sentence):
        return value
    return [value.template, {name: _packed(each) for name, each in value.values.items()}]


def _unpacked(written: Any) -> Any:
    if not isinstance(written, list):
        return written
    template, values = written
    return Sentence(template, **{name: _unpacked(each) for name, each in values.items()})
