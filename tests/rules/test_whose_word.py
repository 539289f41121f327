"""Which words lend the PMA what is the Panel's to do, and which do not."""

from __future__ import annotations

import pytest

from pma_assure.rules.whose_word import lent_to_the_pma


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The PMA determined that there was a breach.", ("determined",)),
        ("The SMKI PMA has hereby Sanctioned Halden Power.", ("Sanctioned",)),
        ("The PMA’s determination stands; the PMA's sanction too.", ("determination", "sanction")),
        ("The plan was approved by the PMA.", ("approved",)),
        ("It was approved unanimously by the PMA.", ("approved",)),
        ("The pma will authorise it, and the PMA will authorise it again.", ("authorise",)),
        ("A penalty was imposed by the PMA.", ("imposed",)),
        ("The PMA advises the Panel, which may approve the plan.", ()),
        ("The PMA considers that the Panel determined it rightly.", ()),
        ("The Panel sanctioned the participant. The PMA viewed it.", ()),
        ("The PMA approved version 1.0 of the CPS.", ()),
        ("The PMA determined that the CPS is not met.", ("determined",)),
        ("The assessor determined it; the PMA considered it.", ()),
        ("The PMAs of others approved it.", ()),
        ("", ()),
    ],
)
def test_words_that_are_lent(text: str, words: tuple[str, ...]) -> None:
    assert lent_to_the_pma(text) == words
