"""The finished file of a paper: as it left the register, or made now through the leak check."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.refusal import Refused
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
    content, issued = papers.made(office.register, notes["extract"], "pdf", DAY)
    assert content.startswith(b"%PDF")
    assert not issued

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
