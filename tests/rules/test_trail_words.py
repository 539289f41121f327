"""The words of the audit trail, and which record a deed is about."""

from __future__ import annotations

import pytest

from pma_assure.rules.trail_words import concerned, deed_in_words, row_noun


@pytest.mark.parametrize(
    ("deed", "touched", "about"),
    [
        ("finding.draft", ["FIND-2026-0007"], "FIND-2026-0007"),
        ("notice.send", ["SUSP-2026-0001", "SUSP-2026-0001/N1"], "SUSP-2026-0001/N1"),
        ("appeal.record_outcome", ["SUSP-2026-0001", "SUSP-2026-0001/A1"], "SUSP-2026-0001/A1"),
        ("crl.issue", ["SUSP-2026-0001", "CRL-2026-0001"], "CRL-2026-0001"),
        ("review.record", ["DOC-RAPP", "REV-2026-0001"], "REV-2026-0001"),
        ("support.answer", ["DOC-RAPP", "SUPP-2026-0001"], "SUPP-2026-0001"),
        ("action.report_done", ["CAP-2026-0002/A1", "EVID-2026-0026"], "CAP-2026-0002/A1"),
        ("cap.accept", ["CAP-2026-0002", "FIND-2025-0007", "FIND-2025-0009"], "CAP-2026-0002"),
        ("assessment.plan_year", ["CASE-2026-0007", "ASMT-2026-0003"], "ASMT-2026-0003"),
        ("assessment.record_report", ["EVID-2026-0030", "ASMT-2025-0006/P1"], "ASMT-2025-0006/P1"),
        ("caveat.meet", ["EVID-2026-0020", "ASMT-2025-0002/C1"], "ASMT-2025-0002/C1"),
        ("decision.record", ["MTG-2026-0006/2", "DEC-2026-0015"], "DEC-2026-0015"),
        ("advice.issue", ["ADV-2026-0006/1.0", "ADV-2026-0006", "ADV-2026-0006/1.0.pdf"], "ADV-2026-0006"),
        ("breach.record_outcome", ["BRCH-2025-0002/P1", "BRCH-2025-0002"], "BRCH-2025-0002"),
        ("milestone.extend", ["PLAN-2026-0001/P3", "PLAN-2026-0001/M2/X1", "PLAN-2026-0001/M2"], "PLAN-2026-0001/M2"),
        ("fieldwork.fill", ["ASMT-2026-0001/L2", "ASMT-2026-0001/L3"], "ASMT-2026-0001"),
        ("fieldwork.raise_finding", ["FIND-2026-0006"], "FIND-2026-0006"),
        ("observation.record", ["ASMT-2026-0001/O1"], "ASMT-2026-0001/O1"),
        ("observation.consolidate", ["ASMT-2026-0001/O1", "ASMT-2026-0001/O2", "FIND-2026-0006"], "FIND-2026-0006"),
        ("evidence_request.narrow", ["ASMT-2026-0001/R3", "ASMT-2026-0001/R4"], "ASMT-2026-0001/R3"),
        ("evidence.add", ["EVID-2026-0001", "FIND-2026-0001"], "EVID-2026-0001"),
        ("letter.send", ["LTR-2026-0005", "LTR-2026-0005.pdf"], "LTR-2026-0005"),
        ("case.note", ["CASE-2026-0006"], "CASE-2026-0006"),
        ("seat.appoint", ["PERS-0006"], "PERS-0006"),
        ("extract.release", ["EXT-2026-0001/1.pdf"], "EXT-2026-0001/1.pdf"),
        ("setting.choose", [], None),
    ],
)  # fmt: skip
def test_a_deed_is_about_the_record_of_its_noun(deed: str, touched: list[str], about: str | None) -> None:
    assert concerned(deed, touched) == about


def test_a_row_and_a_deed_are_said_in_words() -> None:
    assert row_noun("case_file") == "Case"
    assert row_noun("finding_text") == "Text of a finding"
    assert row_noun("evidence_request_text") == "Text of an evidence request"
    assert row_noun("team_member") == "Team member"
    assert row_noun("crl_instruction") == "CRL instruction"
    assert deed_in_words("register.begin") == "Begin the register"
    assert deed_in_words("newer_noun.do_it") == "Newer noun: do it"
