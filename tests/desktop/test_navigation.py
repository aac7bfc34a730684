"""Going somewhere and coming back."""

from __future__ import annotations

import pytest

from ridfr_desktop.navigation import DEPTH, Navigation, Place

ALL, PEOPLE, ANN = Place("all"), Place("people"), Place("person", 3)


@pytest.fixture
def navigation(qapp: object) -> Navigation:
    return Navigation(ALL)


def test_back_and_forward_walk_the_places_in_order(navigation: Navigation) -> None:
    shown: list[Place] = []
    navigation.moved.connect(shown.append)
    navigation.go(PEOPLE)
    navigation.go(ANN)
    navigation.back()
    navigation.back()
    navigation.forward()
    assert shown == [PEOPLE, ANN, PEOPLE, ALL, PEOPLE]


def test_going_elsewhere_forgets_what_lay_ahead(navigation: Navigation) -> None:
    navigation.go(PEOPLE)
    navigation.back()
    navigation.go(ANN)
    assert not navigation.can_go_forward
    navigation.back()
    assert navigation.place == ALL


def test_going_where_one_is_shows_it_anew_without_another_step_back(navigation: Navigation) -> None:
    navigation.go(ALL)
    assert not navigation.can_go_back


def test_replacing_leaves_no_way_back_through_the_place(navigation: Navigation) -> None:
    navigation.go(PEOPLE)
    navigation.replace(ANN)
    navigation.back()
    assert navigation.place == ALL


def test_only_so_many_places_are_remembered(navigation: Navigation) -> None:
    for number in range(DEPTH + 20):
        navigation.go(Place("photo", number))
    assert len(navigation._places) == DEPTH
