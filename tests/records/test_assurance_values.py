"""What papers for the Panel are made of: nothing that their readers may not read of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Case, Finding
from pma_assure.records.papers import AdviceVersion
from pma_assure.rules.vocabulary import Classification, FindingState
from pma_assure.views import documents
from pma_assure.workflows.parameters import FileGiven
from tests.workflows import assurance, breach_office
from tests.workflows.desk import PARTICIPANT, TODAY, found_office


def test_an_accepted_risk_is_due_when_it_is_looked_at_again(tmp_path: Path) -> None:
    office = found_office(tmp_path / "office.pma")
    assurance.lay(office)
    notes = assurance.begun(office)
    finding = office.row(Finding, reference=office.finding(notes["case"])).id
    assessment = office.row(Assessment, reference=notes["assessment"]).id
    due, until = TODAY - timedelta(days=30), TODAY + timedelta(days=60)
    office.force(Finding, finding, assessment_id=assessment, baseline_due=due, current_due=due, risk_until=until)
    for state, shown in ((FindingState.IN_REMEDIATION, (due, 30)), (FindingState.ACCEPTED_RISK, (until, 0))):
        office.force(Finding, finding, state=state)
        (line,) = documents.assurance_summary(office.register, notes["assessment"], TODAY).findings
        assert (line.due, line.days_overdue) == shown
    office.register.close()


def test_evidence_classified_above_the_paper_is_counted_and_not_named(tmp_path: Path) -> None:
    office = found_office(tmp_path / "office.pma")
    assurance.lay(office)
    notes = assurance.begun(office)
    for kind in Classification:
        office.do(
            "evidence.add",
            case=notes["case"],
            title=f"Item {kind.value}",
            source=PARTICIPANT,
            received_on=date(2026, 4, 3),
            file=FileGiven(name="log.txt", content=kind.value.encode()),
            classification=kind,
        )
    key = office.row(Case, reference=notes["case"]).id
    for kind, above in ((Classification.RESTRICTED, 1), (Classification.OPEN, 3), (Classification.SENSITIVE, 0)):
        office.force(Case, key, classification=kind)
        summary = documents.assurance_summary(office.register, notes["assessment"], TODAY)
        assert (summary.classification, summary.evidence_above, len(summary.evidence)) == (kind, above, 4 - above)
        assert ("Item sensitive" in repr(summary)) == (kind == Classification.SENSITIVE)
    office.register.close()


def test_an_advice_on_a_breach_counts_the_evidence_above_it_and_names_it_not(tmp_path: Path) -> None:
    office = found_office(tmp_path / "office.pma")
    breach = breach_office.ready(office)
    case = office.row(Case).reference
    office.evidence(case, breach, classification=Classification.SENSITIVE)
    advice = breach_office.draft(office, breach)
    for kind, above in ((Classification.RESTRICTED, 1), (Classification.OPEN, 2), (Classification.SENSITIVE, 0)):
        office.force(AdviceVersion, office.row(AdviceVersion).id, classification=kind)
        paper = documents.paper(office.register, advice, TODAY)
        assert (paper.evidence_above, len(paper.evidence)) == (above, 2 - above)
        assert ("Log of the key ceremony" in repr(paper)) == (kind == Classification.SENSITIVE)
    office.register.close()
