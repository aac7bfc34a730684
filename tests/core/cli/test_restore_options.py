"""Settings of the method on the command line."""

from __future__ import annotations

import pytest

from core.cli.restore_options import ask_for_cpu, make_recipe, recipe_settings
from core.errors import SettingsError


def test_settings_become_fields_of_the_recipe() -> None:
    pairs = ["guidance=1.2", "content_guidance=1.2", "pre_restore=true", "colour_match=adain"]
    recipe = make_recipe(seed=3, **recipe_settings(pairs))
    assert (recipe.guidance, recipe.content_guidance, recipe.pre_restore) == (1.2, 1.2, True)
    assert (recipe.colour_match, recipe.seed) == ("adain", 3)


@pytest.mark.parametrize("pair", ["nonsense=1", "guidance=much", "pre_restore=perhaps", "colour_match"])
def test_what_cannot_be_used_is_refused_by_name(pair: str) -> None:
    with pytest.raises(SettingsError, match=pair.partition("=")[0]):
        make_recipe(**recipe_settings([pair]))


def test_nobody_is_asked_where_nobody_sits() -> None:
    assert ask_for_cpu(as_json=True) is None
