"""Recipes: exact round trips, and a key that changes with everything that changes the result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.recipe import ExecutionPlan, RestoreRecipe

recipes = st.builds(
    RestoreRecipe,
    restorer=st.text(max_size=20),
    weights=st.text("0123456789abcdef", max_size=64),
    steps=st.integers(0, 1000),
    seed=st.integers(0, 2**63 - 1),
    identity_scale=st.floats(0, 3),
    guidance=st.floats(0, 20),
    reference_rule=st.sampled_from(["mean-prediction", "tokens"]),
    strength=st.floats(0, 1),
    grain=st.booleans(),
    chroma=st.sampled_from(["auto", "keep", "restore"]),
)


@given(recipes)
def test_a_recipe_survives_json(recipe: RestoreRecipe) -> None:
    assert RestoreRecipe.from_json(recipe.as_json()) == recipe


@given(recipes, recipes)
def test_keys_are_equal_exactly_when_recipes_are(one: RestoreRecipe, other: RestoreRecipe) -> None:
    same = one.key("face", ("a", "b")) == other.key("face", ("a", "b"))
    assert same == (one.as_json() == other.as_json())


@pytest.mark.parametrize(
    "change",
    [{"seed": 1}, {"steps": 9}, {"strength": 0.5}, {"grain": False}, {"chroma": "keep"}, {"weights": "ff"}],
    ids=str,
)
def test_every_setting_changes_the_key(change: dict[str, Any]) -> None:
    recipe = RestoreRecipe()
    assert replace(recipe, **change).key("face", ()) != recipe.key("face", ())


def test_face_and_references_belong_to_the_key_in_order() -> None:
    key = RestoreRecipe().key
    assert (
        len({key("f", ()), key("g", ()), key("f", ("a",)), key("f", ("a", "b")), key("f", ("b", "a"))}) == 5
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("steps", -1),
        ("steps", 1001),
        ("seed", -1),
        ("seed", 2**63),
        ("strength", 1.01),
        ("identity_scale", 3.5),
        ("reference_rule", "best"),
        ("chroma", "sepia"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        RestoreRecipe(**{field: value})


def test_a_plan_survives_json() -> None:
    plan = ExecutionPlan("cuda", "float16", 8, tiled=True, offloaded=True)
    assert ExecutionPlan.from_json(plan.as_json()) == plan
