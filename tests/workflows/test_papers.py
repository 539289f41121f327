"""The finished file of a paper: as it left the register, or made now through the leak check."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.refusal import Refused
from pma_assure.views import documents
from tests.workflows.desk import Office
from ui import papers

DAY = date(2026, 11, 23)


def test_an_approved_extract_is_made_only_through_the_leak_check(
    ready: tuple[Office, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, notes = ready
    with pytest.raises(Refused) as refused:
        papers.made(office.register, notes["extract"], "pdf", DAY)
    assert "not approved" in str(refused.value)
    decision = office.decide(notes["extract"], date(2026, 9, 29))
    office.do("extract.approve", extract=notes["extract"], decision=decision)
    made = papers.made(office.register, notes["extract"], "pdf", DAY)
    assert made.content.startswith(b"%PDF")
    assert made.version == "version 1 as approved, not released"

    from reports import leak_check

    real = leak_check.check

    def one_more(content: bytes, format: str, withheld, cleared):  # type: ignore[no-untyped-def]  # as the checker
        from pma_assure.values.leak_check import WithheldText

        return real(
            content,
            format,
            [*withheld, WithheldText(passage="planted", text="Dual control of key ceremonies")],
            cleared,
        )

    monkeypatch.setattr(leak_check, "check", one_more)
    with pytest.raises(Refused) as stopped:
        papers.made(office.register, notes["extract"], "pdf", DAY)
    assert "leak check" in str(stopped.value)


def test_issued_advice_comes_out_as_issued_and_its_correction_by_its_own_reference(
    submitted: tuple[Office, dict[str, str]],
) -> None:
    office, notes = submitted
    advice = office.issued(notes["plan"], date(2026, 7, 14))
    first = documents.stored(office.register, advice, "pdf")
    assert first is not None
    office.do("advice.correct", advice=advice, correction="A typing error.")
    for reference in (advice, f"{advice}/1.0"):
        assert documents.stored(office.register, reference, "pdf") == first
        assert papers.made(office.register, reference, "pdf", DAY) == papers.Made(first, "version 1.0 as issued")
    assert documents.stored(office.register, f"{advice}/1.1", "pdf") is None
    draft = papers.made(office.register, f"{advice}/1.1", "pdf", DAY)
    assert (draft.content[:4], draft.version) == (b"%PDF", "draft of version 1.1, not issued")
    office.issue(advice, office.decide(advice, date(2026, 7, 21)), date(2026, 7, 21))
    second = documents.stored(office.register, advice, "pdf")
    assert second not in (None, first)
    assert documents.stored(office.register, f"{advice}/1.0", "pdf") == first
    assert papers.made(office.register, advice, "pdf", DAY).version == "version 1.1 as issued"
