"""The papers of an emergency, as text and as PDF: whose word is whose, and what has no paper (R76-R85)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from pma_assure.exchange import workbook
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Asked
from pma_assure.views import case_file, cases, documents, emergency_papers, records
from reports.case_file import render as render_file
from reports.letter import render
from tests.reports import reading
from tests.workflows.desk import PARTICIPANT, Office
from tests.workflows.emergency_office import bst, considered, in_effect, instruction, ordered, purported
from ui.papers import made

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


# --- kept as they left ----------------------------------------------------------------------------------------------


def test_a_paper_is_kept_as_it_left_whatever_is_written_down_later(office: Office) -> None:
    reference = in_effect(office)
    notice = f"{reference}/N1"
    office.do("notice.send", notice=notice, sent_at=bst(3, 40), channel="telephone")
    for about in (reference, notice):
        done = office.do("emergency.issue_paper", about=about, renderer=render)
        assert done.reference == about
    before = {about: documents.stored(office.register, about, "pdf") for about in (reference, notice)}
    office.do("notice.give_reason", notice=notice, late_reason="Nobody answered until then.")
    assert "Nobody answered until then." in text_of(office, notice)
    for about, content in before.items():
        assert content is not None
        assert documents.stored(office.register, about, "pdf") == content
        assert made(office.register, about, "pdf", AS_OF).content == content
        shown = records.show(office.register, AS_OF, about)
        (kept,) = shown["fields"]["documents"]
        assert (kept["reference"], kept["size"]) == (f"{about}.pdf", len(content))
        assert {"role": "document", "reference": f"{about}.pdf"} in shown["links"]
    refused = office.refuse("emergency.issue_paper", about=notice, renderer=render)
    assert "kept already" in refused.sentence
    office.sound()


def test_a_crl_instruction_is_kept_as_it_left(office: Office) -> None:
    case = office.case()
    reference = instruction(office, case=case)
    refused = office.refuse("emergency.issue_paper", about=reference, renderer=render)
    assert "was not sent yet" in refused.sentence
    decision = office.decide(reference, date(2026, 10, 11), asks=Asked.INSTRUCT_CRL)
    office.do("crl.issue", instruction=reference, issued_at=bst(3, 20), decision=decision)
    office.do("emergency.issue_paper", about=reference, renderer=render)
    content = documents.stored(office.register, reference, "pdf")
    assert content is not None
    assert "serial number 0A:1B" in reading.flowing(content)
    page = cases.page(office.register, AS_OF, case)
    (paper,) = [one for one in page.papers if one.kind == "emergency"]
    assert (paper.reference, paper.state, paper.stored) == (f"{reference}.pdf", "issued", True)


def test_what_has_no_paper_is_not_kept_either(office: Office) -> None:
    early, not_valid, withheld = ordered(office), purported(office), in_effect(office)
    office.do("notice.except_for_security", notice=f"{withheld}/N3", reason="It tells.", review_on=date(2026, 12, 1))
    for about, rule in ((early, "R78"), (not_valid, "R76"), (f"{withheld}/N3", "R83"), (f"{withheld}/N2", "R78")):
        assert office.refuse("emergency.issue_paper", about=about, renderer=render).rule == rule
    assert office.refuse("emergency.issue_paper", about="SUSP-2026-0099", renderer=render).field == "about"


def test_the_case_file_tells_each_notice_as_prior_or_after_with_its_reason(office: Office) -> None:
    case = office.case()
    reference = in_effect(office, case=case)
    office.do("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 20), channel="telephone")
    office.do("notice.send", notice=f"{reference}/N2", sent_at=bst(3, 50), channel="telephone", late_reason="No line.")
    office.do(
        "notice.except_for_security",
        notice=f"{reference}/N3",
        reason="It tells the thief.",
        review_on=date(2026, 12, 1),
    )
    office.do("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="Gas uses other keys.")
    instruction(office, case=case, suspension=reference)
    found = case_file.of(office.register, case, AS_OF)
    (emergency,) = [one for one in found.sections if one.key == "emergency"]
    (entry,) = emergency.entries
    assert (entry.reference, dict(entry.facts)["Ground"]) == (
        reference,
        "an immediate compromise that is likely to occur",
    )
    assert "reasons" in dict(entry.facts)["Still to be written down"]
    tables = {table.title: table.rows for table in emergency.tables}
    assert [(row[0], row[4], row[5]) for row in tables["Notices"]] == [
        (f"{reference}/N1", "Prior: 5 min before it took effect.", "—"),
        (f"{reference}/N2", "After: 25 min after it took effect.", "No line."),
        (f"{reference}/N3", "Withheld as a security risk.", "It tells the thief."),
    ]
    assert [row[4] for row in tables["Appeals to the Authority, as reported"]] == ["Gas uses other keys."]
    assert [row[2] for row in tables["CRL instructions"]] == ["DCC Organisation CA 0A:1B, DCC Organisation CA 0A:1C"]
    text = reading.flowing(render_file(found))
    assert "Suspensions and the CRL" in text
    assert "Gas uses other keys." in text


def test_the_workbook_has_a_sheet_for_each_of_them(office: Office) -> None:
    case = office.case()
    reference = in_effect(office, case=case)
    office.do("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="Gas uses other keys.")
    crl = instruction(office, case=case, suspension=reference)
    other = in_effect(office)
    book = load_workbook(io.BytesIO(workbook.make(office.register, AS_OF, case=case).content))
    rows = {
        sheet: [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=workbook.HEAD_ROWS)]
        for sheet in ("Suspensions", "Notices", "Appeals", "CRL instructions")
    }
    column = {sheet: found[0].index("Reference") for sheet, found in rows.items()}
    named = {sheet: [row[column[sheet]] for row in found[1:]] for sheet, found in rows.items()}
    assert named == {
        "Suspensions": [reference],
        "Notices": [f"{reference}/N{number}" for number in (1, 2, 3)],
        "Appeals": [f"{reference}/A1"],
        "CRL instructions": [crl],
    }
    assert other not in str(named)
    head, line = rows["Suspensions"]
    assert line[head.index("State in words")] == "In effect"
