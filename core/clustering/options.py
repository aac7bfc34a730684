"""How cautious grouping is, in the terms of one embedder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.clustering.evidence import Evidence
from core.clustering.joining import JoinRule
from core.clustering.variation import Variation, variation_of


@dataclass(frozen=True)
class GroupOptions:
    """Thresholds of one embedder and the caution of grouping.

    A wrong merge costs the user more than a split, so grouping asks for more than evens.
    """

    same_person: float
    """Cosine at which one person is as likely as two (`FaceEmbedder.same_person`)."""
    impostor: float
    """Cosine that one pair of strangers in a thousand reaches (`FaceEmbedder.impostor`)."""
    least: float = 5.0
    """Nats of evidence from which two clusters are one person: the prior against it. Of 1 to 13
    the one with the best BCubed F on people the models never saw."""
    worth_asking: float = 2.5
    """Nats from which two people are suggested as one: what grouping would not do by itself. On
    people the models never saw more than half of these suggestions are right."""
    margin: float = 3.0
    """Nats by which a poor or lonely face must prefer its person to the second best."""
    neighbours: int = 16
    """Neighbours looked at per face; clusters meet through any of their members."""
    good_quality: float = 0.5
    """Faces under this score join groups but never form or connect them."""

    variation: Variation | None = None
    """How the embedder's faces vary, where that is known; it says more than the two cosines."""

    @staticmethod
    def of_embedder(name: str, same_person: float, impostor: float) -> GroupOptions:
        """With what is known of the embedder of this name beside its two cosines."""
        return GroupOptions(same_person, impostor, variation=variation_of(name))

    @cached_property
    def evidence(self) -> Evidence:
        if self.variation is not None:
            return Evidence.of_variation(self.variation)
        return Evidence.alike_everywhere(self.same_person, self.impostor)

    @property
    def join_rule(self) -> JoinRule:
        return JoinRule(least=self.least, margin=self.margin)
