"""What a paper lacks before it goes to the members: what they will ask for when they have it before them (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pma_assure.rules.vocabulary import Disposition
from pma_assure.rules.wording import count


def needs(content: Mapping[str, Any], motion: str) -> tuple[tuple[str, str], ...]:
    """(sentence, deed that mends it) for each thing the paper of an item lacks. ``content`` is its subject's."""
    found: list[tuple[str, str]] = []
    if not motion.strip():
        found.append(("It has no motion. Say what is put to the members.", "item.amend_motion"))
    kind = str(content.get("kind") or "")
    if kind == "advice":
        found += _of_advice(content)
    elif kind == "breach consideration":
        found += _texts(content, (("proposed_view", "view"), ("reasons", "reasons")), "breach.propose")
    elif kind == "assessment" and not content.get("status") and not content.get("conclusion"):
        found.append(("No conclusion is proposed. Write the one that is put.", "assessment.propose_conclusion"))
    elif kind == "assessment order":
        wanted = (("reason", "reason"), ("proportionality", "word on why it is proportionate"))
        found += _texts(content, wanted, "assessment.edit")
    elif kind == "extract":
        found += _of_extract(content)
    elif kind == "crl instruction" and not content.get("certificates"):
        found.append(("It names no certificate. Add those that go onto the CRL.", "crl.add_certificate"))
    return tuple(found)


def _of_advice(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = _texts(content, (("recommendation", "recommendation"), ("reasons", "reasons")), "advice.edit")
    if not content.get("view") and not content.get("breach_view"):
        found.append(("The advice says no view. Choose what the PMA advises.", "advice.edit"))
    return found


def _of_extract(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    open_ = sum(one.get("disposition") == Disposition.UNDECIDED for one in content.get("passages") or ())
    if not open_:
        return []
    return [(f"{count(open_, 'passage')} of it {'is' if open_ == 1 else 'are'} undecided. Mark each.", "extract.mark")]


def _texts(content: Mapping[str, Any], wanted: tuple[tuple[str, str], ...], deed: str) -> list[tuple[str, str]]:
    """A sentence for each text that is not written; nothing is asked twice."""
    return [
        (f"It has no {said}. Write {'them' if said.endswith('s') else 'it'}.", deed)
        for name, said in wanted
        if not str(content.get(name) or "").strip()
    ]
