"""Packs for a screen: what is here, and what a download would bring."""

from __future__ import annotations

from pathlib import Path

from core.services.packs import pack_states, verify_packs
from core.weights.store import PackStore


def test_bundled_packs_are_installed_and_intact(tmp_path: Path) -> None:
    packs = PackStore(tmp_path)
    states = {state.name: state for state in pack_states(packs)}
    assert states["embedded"].installed
    assert states["lite"].bundled
    assert not states["opencv"].installed
    assert states["opencv"].download_bytes > 30e6
    assert not states["buffalo_l"].commercial
    assert verify_packs(packs) == []
