"""Which classification a paper may bear, and what therefore must not stand in it, or which it must (Q11)."""

from __future__ import annotations

from collections.abc import Iterable

from pma_assure.rules.vocabulary import Classification


def may_stand_in(paper: Classification, item: Classification) -> bool:
    """Whether whoever may read a paper of one classification may read of an item of the other.

    The classifications stand in the vocabulary from the one that most people may read to the one that fewest may.
    """
    order = list(Classification)
    return order.index(item) <= order.index(paper)


def highest(classifications: Iterable[Classification]) -> Classification:
    """What a paper bears that leaves nothing out. Raises ValueError where there is none."""
    return max(classifications, key=list(Classification).index)
