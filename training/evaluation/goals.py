"""The ratios that a restorer is asked to reach, with intervals over the same faces."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from training.evaluation.figures import Figure, ratio
from training.evaluation.reports import Report

if TYPE_CHECKING:
    from training.evaluation.protocol import Protocol
    from training.trials import TrialOptions


def goals(protocol: Protocol, poor: TrialOptions, fair: TrialOptions) -> Report:
    """Every ratio by name, with the value that is wanted of it.

    Args:
        protocol: measures, or remembers.
        poor: one reference on the degradation on which it has to help.
        fair: one reference on the degradation on which a wrong one must not harm.
    """

    def ids(trials: TrialOptions) -> list[float]:
        return [face.ids for face in protocol.measured("", trials).judged]

    own = protocol.measured("", poor)
    before = [face.ids_input for face in own.judged]
    blind, strange = replace(fair, references=0), replace(fair, stranger=True)
    found = {
        "IDS with reference / without": (ratio(ids(poor), ids(replace(poor, references=0))), ">= 1.4"),
        "IDS with reference / input": (ratio(ids(poor), before), ">= 1.6"),
        "IDS, reference of 64 / 512 px": (ratio(ids(replace(poor, reference_px=64)), ids(poor)), ">= 0.95"),
        "IDS, 4 references / 1": (ratio(ids(replace(poor, references=4)), ids(poor)), ">= 1"),
        "IDS, stranger's reference / none": (ratio(ids(strange), ids(blind)), ">= 0.8"),
        "sharpness / truth": (own.figures["sharpness"], "0.7 to 1.2"),
        "NIQE / input": (_over_input(own.figures, "niqe"), "<= 0.7"),
        "PSNR - input (dB)": (_over_input(own.figures, "psnr", difference=True), ">= 0"),
        "SSIM - input": (_over_input(own.figures, "ssim", difference=True), ">= 0"),
    }
    known = {name: (value, wanted) for name, (value, wanted) in found.items() if value is not None}
    return {name: asdict(value) | {"wanted": wanted} for name, (value, wanted) in known.items()}


def _over_input(figures: dict[str, Figure], name: str, *, difference: bool = False) -> Figure | None:
    """A figure against that of the input; it carries the interval of the output alone."""
    if name not in figures:
        return None
    output, given = figures[name], figures[f"{name}_input"].mean
    low, high = output.ci95
    if difference:
        return Figure(output.mean - given, (low - given, high - given))
    return Figure(output.mean / given, (low / given, high / given))
