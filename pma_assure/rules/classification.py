"""Which classification a paper may bear, and what therefore must not stand in it (Q11)."""

from __future__ import annotations

from pma_assure.rules.vocabulary import Classification


def may_stand_in(paper: Classification, item: Classification) -> bool:
    """Whether whoever may read a paper of one classification may read of an item of the other.

    The classifications stand in the vocabulary from the one that most people may read to the one that fewest may.
    """
    order = list(Classification)
    return order.index(item) <= order.index(paper)
