"""What `ridfr restore` passes to a restorer beside its usual options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from core.domain.recipe import RestoreRecipe
from core.errors import SettingsError

SETTINGS: dict[str, Callable[[str], Any]] = {
    "identity_scale": float,
    "guidance": float,
    "content_guidance": float,
    "reference_rule": str,
    "pre_restore": lambda text: {"true": True, "false": False}[text.lower()],
    "colour_match": str,
}
"""Fields of the recipe that can be set one by one -> how their text is read."""

WithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="NAME=VALUE", help=f"Another setting of the method: {', '.join(SETTINGS)}."
    ),
]


def recipe_settings(pairs: Sequence[str]) -> dict[str, Any]:
    """Fields of a recipe from NAME=VALUE.

    Raises:
        SettingsError: an unknown name, or a value that cannot be read.
    """
    found = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name not in SETTINGS:
            raise SettingsError(f"--with {name} is not known; there are {', '.join(SETTINGS)}.")
        try:
            found[name] = SETTINGS[name](text)
        except (ValueError, KeyError) as error:
            raise SettingsError(f"--with {name}: “{text}” cannot be used.") from error
    return found


def make_recipe(**settings: Any) -> RestoreRecipe:
    """A recipe of these settings.

    Raises:
        SettingsError: a value is out of its range.
    """
    try:
        return RestoreRecipe(**settings)
    except ValueError as error:
        raise SettingsError(f"This cannot be restored so: {error}.") from error


def ask_for_cpu(as_json: bool) -> Callable[[str], bool] | None:
    """Asks on the terminal before a graphics card that is too small is left; None where nobody sits there."""
    if as_json or not sys.stdin.isatty():
        return None
    return lambda question: typer.confirm(question, err=True)
