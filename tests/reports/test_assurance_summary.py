"""The assurance summary, read back: what the Panel learns on page one, and what no paper of the PMA may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pma_assure.rules.vocabulary import FindingClass
from reports import assurance_summary
from reports.findings_picture import AGES, age_of, findings_by_class_and_age
from tests.reports.assurance_samples import SUMMARY
from tests.reports.reading import flowing, outline, pages, properties

OPEN = replace(
    SUMMARY,
    state="in_progress",
    report="",
    report_dated=None,
    report_received=None,
    opinion=None,
    recommended=None,
    set_status=None,
    conclusion="",
    concluded_on=None,
    live_certificates_on=None,
    responded_on=None,
    response="",
    decision=None,
    caveats=(),
    findings=(),
    requests=(),
    scope_limitation="",
    evidence=(),
    evidence_above=0,
)


@pytest.mark.parametrize(("listed", "above", "said"), [
    (True, 0, ""),
    (True, 2, "2 further items of evidence are not listed: the classification is above that of this paper, Restricted"),
    (False, 1, "1 item of evidence is not listed: the classification is above that of this paper, Restricted"),
    (False, 0, ""),
])  # fmt: skip
def test_it_says_how_much_evidence_its_readers_may_not_read_of(listed: bool, above: int, said: str) -> None:
    found = replace(SUMMARY, evidence_above=above, evidence=SUMMARY.evidence if listed else ())
    text = flowing(assurance_summary.render(found))
    assert said in text
    assert ("not listed" in text) == bool(above)
    assert ("Index of evidence" in text) == (listed or bool(above))


def test_page_one_says_the_status_and_whose_word_it_is() -> None:
    first = " ".join(pages(assurance_summary.render(SUMMARY))[0].split())
    status = first.index("Status set by the PMA on 28 May 2026: Approved with caveats.")
    recommended = first.index("dated 12 May 2026; recommends: Approved with caveats; opinion: Qualified")
    assert status < recommended < first.index("Scope covered 3 of 3 items")
    assert "The assessor reports and recommends; the PMA sets the status" in first
    assert "First issued on 15 June 2026: after the assessment was concluded (R51, paragraph 57)." in first


def test_every_part_of_the_summary_is_in_the_document() -> None:
    text = flowing(assurance_summary.render(SUMMARY))
    for said in (
        "Tarn & Holt Assurance, under Penhallow Trust Scheme", "SMKI Compliance Policy 1.2, clause 4.4",
        "Registration desk at Llŷn", "Coldharbour Key Services", "not under change control", "Met 20 Jul 2026",
        "30 days overdue", "compared it with 1.1 clause by clause", "55 of 60 clauses were tested: 52 met, 3 not met",
        "Observation (assessor) Minor (PMA)", "29 days overdue", "2 findings open as of 30 September 2026",
        "The oldest was identified 147 days ago", "nine days only", "no visitors between 22:00",
        "55 of 60 requirements",
        "never counted as covered (R60, paragraph 70)", "In part, not counted", "a sample of 20 alarms",
        "accepts both caveats", "EVID-2026-0102", "(not verifiable)", "The decision this status rests on",
        "DEC-2026-0031", "Audit trail: 1,412 entries, head b1946ac92492d234", "page 1 of",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("summary", [SUMMARY, OPEN], ids=["concluded", "open"])
def test_no_word_of_it_permits_or_orders_anything(summary: object) -> None:
    """Scenario 1.5: no statement that going live was authorised; the Panel and the service decide what they decide."""
    text = flowing(assurance_summary.render(summary)).casefold()  # type: ignore[arg-type]  # one of the two above
    for word in ("authoris", "permit", "sanction", "go live", "may be offered"):
        assert word not in text


def test_an_assessment_that_is_not_concluded_says_so_everywhere() -> None:
    document = assurance_summary.render(OPEN)
    for page in pages(document):
        assert "Not concluded" in page
    text = flowing(document)
    assert "The PMA has not concluded: the assessment is “In progress” on 30 September 2026." in text
    assert "No final report has been taken yet." in text
    assert "No finding has been raised." in text
    assert "The PMA has not decided on this assessment." in text
    assert "none is recorded" in text
    assert "Not concluded" not in flowing(assurance_summary.render(SUMMARY))


def test_certificates_before_the_conclusion_are_said() -> None:
    early = replace(SUMMARY, live_certificates_on=date(2026, 5, 1))
    assert "before the assessment was concluded" in flowing(assurance_summary.render(early))


def test_the_same_value_gives_the_same_bytes_with_its_names() -> None:
    first, second = assurance_summary.render(SUMMARY), assurance_summary.render(SUMMARY)
    assert first == second
    assert properties(first)["Title"] == f"ASMT-2026-0003: {SUMMARY.title}"
    assert [each for each in outline(first) if each in ("Caveats", "What was assessed", "Findings")] == [
        "Caveats",
        "What was assessed",
        "Findings",
    ]


AS_OF = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("identified", "place"),
    [
        (date(2026, 9, 30), 0),
        (date(2026, 8, 31), 0),
        (date(2026, 8, 30), 1),
        (date(2026, 7, 2), 1),
        (date(2026, 7, 1), 2),
        (date(2026, 4, 3), 2),
        (date(2026, 4, 2), 3),
        (date(2026, 10, 9), 0),
    ],
)
def test_ages_end_where_they_say(identified: date, place: int) -> None:
    assert age_of(identified, AS_OF) == place
    assert len(AGES) == 4


def test_the_picture_is_said_in_words_and_there_is_none_of_nothing() -> None:
    drawn, said = findings_by_class_and_age([(FindingClass.MAJOR, date(2026, 9, 1))] * 2, AS_OF)
    assert drawn is not None
    assert said == ("2 findings open as of 30 September 2026: 2 Major. The oldest was identified 29 days ago.")
    assert findings_by_class_and_age([], AS_OF) == (None, "No finding is open as of 30 September 2026.")
