"""The papers of an emergency, as text and as PDF: whose word is whose, and what has no paper (R76-R85)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Asked
from pma_assure.views import emergency_papers
from reports.letter import render
from tests.reports import reading
from tests.workflows.desk import PARTICIPANT, Office
from tests.workflows.emergency_office import bst, considered, in_effect, instruction, ordered, purported

AS_OF = date(2026, 11, 23)
DCC = "Meridian Data Communications"


def text_of(office: Office, reference: str) -> str:
    return emergency_papers.of(office.register, reference, AS_OF).text


def test_the_instruction_says_what_is_suspended_on_what_ground_by_which_decision(office: Office) -> None:
    reference = ordered(office)
    paper = emergency_papers.of(office.register, reference, AS_OF)
    assert (paper.organisation, paper.state, paper.dated) == (DCC, "draft", AS_OF)
    for words in (
        f"the rights of {PARTICIPANT}",
        "- Electricity services\n- Gas services",
        "an immediate compromise that is likely to occur",
        "12 October 2026, 03:10 (BST)",
        "4 members counted, 4 needed",
        "paragraphs 20 and 71",
    ):
        assert words in paper.text
    office.do("suspension.instruct", suspension=reference, instructed_at=bst(3, 15))
    sent = emergency_papers.of(office.register, reference, AS_OF)
    assert (sent.state, sent.dated) == ("sent", date(2026, 10, 12))
    pdf = render(sent)
    assert render(sent) == pdf, "the same value gives the same bytes"
    assert "Please suspend these services and no others" in reading.flowing(pdf)
    assert "DRAFT" not in reading.flowing(pdf)


def test_each_notice_says_what_its_reader_may_know(office: Office) -> None:
    reference = in_effect(office)
    office.do(
        "notice.send",
        notice=f"{reference}/N1",
        sent_at=bst(3, 40),
        channel="telephone",
        late_reason="Nobody answered.",
    )
    panel, authority, parties = (text_of(office, f"{reference}/N{number}") for number in (1, 2, 3))
    assert "Nothing is asked of the Panel (R79, paragraph 71)" in panel
    assert "Nobody answered." in panel
    assert "It took effect 12 October 2026, 03:25 (BST)." in panel
    assert "(R80, paragraph 72)" in authority
    assert "may appeal to the Authority" in authority
    assert "likely to occur" not in parties, "how the keys are threatened is not for all Parties"
    for text in (panel, authority, parties):
        assert "PMA has ordered an emergency suspension" in text
        assert "sanction" not in text


def test_a_notice_of_a_lift_says_what_stays(office: Office) -> None:
    reference = in_effect(office)
    office.do("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 20), channel="telephone")
    office.do("suspension.edit", suspension=reference, services="Electricity services")
    decision = office.decide(reference, date(2026, 11, 2), asks=Asked.VARY_SUSPENSION)
    office.do("suspension.lift_in_part", suspension=reference, from_at=bst(9), decision=decision, reason="Gas is safe.")
    text = text_of(office, f"{reference}/N4")
    assert "was lifted in part, from 12 October 2026, 09:00 (BST)" in text
    assert "- Electricity services" in text
    assert "- Gas services" not in text


def test_what_is_purported_or_not_ordered_or_withheld_has_no_paper(office: Office) -> None:
    early, not_valid, withheld = considered(office), purported(office), in_effect(office)
    office.do("notice.except_for_security", notice=f"{withheld}/N3", reason="It tells.", review_on=date(2026, 12, 1))
    for reference, rule in (
        (early, "R76"),
        (not_valid, "R76"),
        (f"{not_valid}/N1", "R76"),
        (f"{withheld}/N3", "R83"),
        (instruction(office, certificates=()), "R85"),
    ):
        with pytest.raises(Refused) as refused:
            text_of(office, reference)
        assert refused.value.rule == rule, reference
    unnecessary = in_effect(office)
    office.do("notice.not_necessary", notice=f"{unnecessary}/N3", reason="Nobody relies on it.")
    with pytest.raises(Refused, match="Nobody relies on it"):
        text_of(office, f"{unnecessary}/N3")
    for missing in ("SUSP-2026-0999", f"{withheld}/N9", "CRL-2026-0999"):
        with pytest.raises(Refused, match="There is no"):
            text_of(office, missing)


def test_the_crl_instruction_reads_out_the_numbers(office: Office) -> None:
    reference = instruction(office)
    draft = emergency_papers.of(office.register, reference, AS_OF)
    assert (draft.state, "is not recorded yet" in draft.text) == ("draft", True)
    decision = office.decide(reference, date(2026, 10, 11))
    office.do("crl.issue", instruction=reference, issued_at=bst(3, 20), decision=decision)
    paper = emergency_papers.of(office.register, reference, AS_OF)
    assert (paper.organisation, paper.state) == (DCC, "sent")
    for words in ("serial number 0A:1B", "serial number 0A:1C", "clause 4.9.3", decision, "(R85, paragraph 21)"):
        assert words in paper.text
    irregular = instruction(office)
    office.do("crl.issue", instruction=irregular, issued_at=bst(3, 20), purported=True)
    with pytest.raises(Refused, match="purported"):
        text_of(office, irregular)
