"""Plays a story through the workflows, and looks at records through the rules that every screen and document uses."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import reports.leak_check
import reports.panel_advice
import reports.plan_extract
from pma_assure.records import advice_values, document_values
from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    Caveat,
    ReportScope,
    ScopeItem,
)
from pma_assure.records.cases import BreachConsideration, Finding, PanelOutcome
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.extracts import Extract, ExtractVersion, Recipient, Release
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.records.papers import Advice, AdviceVersion, IssuedBytes, IssuedDocument
from pma_assure.records.plans import CompletionReport, Extension, Milestone, Plan
from pma_assure.register.register import Register
from pma_assure.rules import redaction
from pma_assure.rules.assessments import Item, coverage
from pma_assure.rules.deadlines import DueChange, MilestoneClock, MilestoneFacts, Report, milestone_clock, plan_health
from pma_assure.rules.refusal import Refused
from pma_assure.values.outcome import Done
from pma_assure.views import finding_clocks, finding_versions
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.arguments import arguments_for
from pma_assure.workflows.every import DEEDS
from tests.journeys.breach_looks import see_breach, see_breach_advice
from tests.journeys.emergency_looks import see_suspension
from tests.journeys.governance_looks import see_charge, see_modification, see_request
from tests.journeys.quorum_looks import see_item, snapshot
from tests.journeys.story import Expect, Json, Step, filled_in

Seen = Mapping[str, Json]


class StoryClock:
    """A clock that a story sets to the evening of its days, when all has happened; a second goes by with every deed."""

    def __init__(self) -> None:
        self._instant = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def turn_to(self, day: str) -> None:
        self._instant = max(
            self._instant, datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=18)
        )

    def __call__(self) -> datetime:
        self._instant += timedelta(seconds=1)
        return self._instant


def services_of(deed: str) -> dict[str, object]:
    """The real renderers and the real leak check, by the name of the deed that needs them."""
    renderer: object = reports.plan_extract.render if deed == "extract.release" else reports.panel_advice.render
    return {"renderer": renderer, "checker": reports.leak_check.check}


@dataclass
class ThroughDeeds:
    """A player on an open register. ``folder`` holds the files that steps hand in."""

    register: Register
    clock: StoryClock
    folder: Path
    references: dict[str, str] = field(default_factory=dict)

    def do(self, step: Step) -> None:
        self.clock.turn_to(step.day)
        deed = DEEDS[step.deed]
        given = filled_in(self._with_files(step.given), self.references)
        assert isinstance(given, dict)
        done: Done | None = None
        refusal: Refused | None = None
        try:
            acting = act_as(self.register, step.who, day=date.fromisoformat(step.day))
            done = deed.run(acting, **arguments_for(deed, given, services_of(step.deed)))
        except Refused as refused:
            refusal = refused
        if refusal is not None:
            assert step.refused, f"{step.day}, {step.deed} was refused: {refusal}"
            for words in step.refused:
                assert str(filled_in(words, self.references)) in refusal.sentence, refusal.sentence
            assert not step.rule or refusal.rule == step.rule
            return
        assert done is not None
        assert not step.refused, f"{step.day}, {step.deed} was done and should be refused"
        assert tuple(one.rule for one in done.irregular) == step.irregular, done.irregular
        if step.keep:
            assert done.reference is not None
            self.references[step.keep] = done.reference
        for words in step.says:
            said = str(filled_in(words, self.references))
            assert any(said in note for note in done.notes), done.notes

    def _with_files(self, given: Mapping[str, Json]) -> dict[str, Json]:
        filled: dict[str, Json] = dict(given)
        file = filled.get("file")
        if isinstance(file, dict):
            path = self.folder / str(file["name"])
            path.write_text(str(file["text"]), encoding="utf-8")
            filled["file"] = str(path)
        return filled

    def look(self, expect: Expect) -> Seen:
        reference = str(filled_in(expect.of, self.references))
        looks: dict[str, Callable[[Session, str, date], Seen]] = {
            "plan": see_plan,
            "comparison": see_comparison,
            "advice": see_advice,
            "finding": see_finding,
            "milestone": see_milestone,
            "decision": see_decision,
            "extract": see_extract,
            "assessment": see_assessment,
            "breach": see_breach,
            "breach advice": see_breach_advice,
            "modification": see_modification,
            "support request": see_request,
            "charge": see_charge,
            "suspension": see_suspension,
        }
        if expect.what == "item":
            return see_item(self.register, reference, date.fromisoformat(expect.day))
        with self.register.reading() as session:
            return looks[expect.what](session, reference, date.fromisoformat(expect.day))

    def issued(self, reference: str) -> bytes:
        """The bytes of an issued document, e.g. ``EXT-2026-0001/1.pdf``."""
        with self.register.reading() as session:
            return session.scalars(
                select(IssuedBytes.content)
                .join(IssuedDocument, IssuedDocument.id == IssuedBytes.document_id)
                .where(IssuedDocument.reference == reference)
            ).one()

    def passages(self, extract: str, version: int) -> tuple[redaction.PassageFacts, ...]:
        with self.register.reading() as session:
            row = session.scalars(
                select(ExtractVersion).where(ExtractVersion.reference == f"{extract}/{version}")
            ).one()
            return document_values.passage_facts(session, row.id)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def see_plan(session: Session, reference: str, as_of: date) -> Seen:
    plan = session.scalars(select(Plan).where(Plan.reference == reference)).one()
    milestones = session.scalars(select(Milestone).where(Milestone.plan_id == plan.id)).all()
    breaches = session.scalars(select(BreachConsideration).where(BreachConsideration.id == plan.failed_breach_id)).all()
    outcomes = session.scalars(select(PanelOutcome.kind).where(PanelOutcome.plan_id == plan.id)).all()
    return {
        "state": plan.state.value,
        "submit_by": _iso(plan.submit_by),
        "resubmit_by": _iso(plan.resubmit_by),
        "submitted_version": plan.submitted_version,
        "approved_version": plan.approved_version,
        "versions": [
            {
                "number": line.number,
                "submitted_on": _iso(line.submitted_on),
                "advised": line.advised,
                "panel": line.panel,
            }
            for line in document_values.version_lines(session, plan.id)
        ],
        "health": plan_health(clock_of(session, one, as_of) for one in milestones).sentence,
        "breaches": [{"trigger": one.trigger.value, "state": one.state.value} for one in breaches],
        "sanctions": [kind.value for kind in outcomes if "sanction" in kind.value],
    }


def see_comparison(session: Session, reference: str, _: date) -> Seen:
    """The newest version beside the one before: what was added and what taken out."""
    plan = session.scalars(select(Plan).where(Plan.reference == reference)).one()
    lines = document_values.version_lines(session, plan.id)
    changes = document_values.version_changes(session, plan.id, max(line.number for line in lines))
    return {
        "versions": [line.number for line in lines],
        "added": [change.after for change in changes if change.after],
        "removed": [change.before for change in changes if change.before],
    }


def see_advice(session: Session, reference: str, as_of: date) -> Seen:
    row: Any = session.execute(
        select(Advice.state, AdviceVersion.view, AdviceVersion.id, AdviceVersion.reference)
        .join(AdviceVersion, (AdviceVersion.advice_id == Advice.id) & (AdviceVersion.label == Advice.label))
        .where(Advice.reference == reference)
    ).one()
    paper = advice_values.paper(session, row.id, as_of=as_of)
    return {
        "state": row.state.value,
        "view": row.view.value,
        "smki_matters_only": "SMKI matters only" in paper.scope_statement,
    }


def clock_of(session: Session, milestone: Milestone, as_of: date) -> MilestoneClock:
    changes = session.scalars(select(Extension).where(Extension.milestone_id == milestone.id))
    reported = session.scalars(select(CompletionReport).where(CompletionReport.milestone_id == milestone.id))
    return milestone_clock(
        MilestoneFacts(
            baseline_due=milestone.baseline_due,
            changes=tuple(DueChange(one.decided_on, one.from_due, one.to_due) for one in changes),
            reports=tuple(Report(one.reported_on, one.result.value, one.decided_on) for one in reported),
            cancelled_on=milestone.cancelled_on,
        ),
        as_of,
    )


def see_milestone(session: Session, reference: str, as_of: date) -> Seen:
    milestone = session.scalars(select(Milestone).where(Milestone.reference == reference)).one()
    clock = clock_of(session, milestone, as_of)
    return {
        "state": milestone.state.value,
        "baseline_due": _iso(milestone.baseline_due),
        "current_due": _iso(clock.current_due),
        "weekend": clock.state_of_due.weekend,
        "due_state": clock.state_of_due.state,
        "days_overdue": clock.days_overdue,
        "slippage": clock.slippage,
        "history": [spell.sentence for spell in clock.overdue_history],
        "met_on": _iso(clock.met_on),
        "closed_late_days": clock.closed_late_days,
        "provisional": clock.provisional,
    }


def see_assessment(session: Session, reference: str, _: date) -> Seen:
    found = session.scalars(select(Assessment).where(Assessment.reference == reference)).one()
    items = session.scalars(
        select(ScopeItem)
        .where(ScopeItem.assessment_id == found.id, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    ).all()
    count = coverage(Item(reference=one.reference, component=one.component, coverage=one.coverage) for one in items)
    reports = session.scalars(
        select(AssessmentReport).where(AssessmentReport.assessment_id == found.id).order_by(AssessmentReport.number)
    ).all()
    lines = {
        one.id: [
            row.environment.value
            for row in session.scalars(
                select(ReportScope).where(ReportScope.report_id == one.id).order_by(ReportScope.id)
            )
        ]
        for one in reports
    }
    caveats = session.scalars(select(Caveat).where(Caveat.assessment_id == found.id).order_by(Caveat.number)).all()
    criteria = session.execute(
        select(SetDocument.short_name, DocumentVersion.label)
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(AssessmentCriterion, AssessmentCriterion.document_version_id == DocumentVersion.id)
        .where(AssessmentCriterion.assessment_id == found.id, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, DocumentVersion.label)
    ).all()
    decision = None
    if found.conclusion_decision_id is not None:
        decision = session.get_one(Decision, found.conclusion_decision_id).reference
    return {
        "state": found.state.value,
        "set_status": None if found.set_status is None else found.set_status.value,
        "recommended_status": None if found.recommended_status is None else found.recommended_status.value,
        "concluded_on": _iso(found.concluded_on),
        "conclusion_decision": decision,
        "final_report": next((one.reference for one in reports if one.id == found.final_report_id), None),
        "scope_coverage": count.sentence,
        "covered_of": [count.covered, count.total],
        "reports": [[one.kind.value, one.id == found.final_report_id, list(lines[one.id])] for one in reports],
        "caveats": [[one.owner, _iso(one.due)] for one in caveats],
        "criteria": [f"{row.short_name} {row.label}" for row in criteria],
    }


def see_finding(session: Session, reference: str, as_of: date) -> Seen:
    finding = session.scalars(select(Finding).where(Finding.reference == reference)).one()
    clock = finding_clocks.of(session, as_of, [finding.id])[finding.id]
    then = finding_versions.of(session, finding.id)
    irregular = session.scalars(
        select(IrregularFact.rule).where(IrregularFact.record_id == finding.id, IrregularFact.settled_on.is_(None))
    )
    earlier = None if finding.recurrence_of_id is None else session.get_one(Finding, finding.recurrence_of_id)
    return {
        "state": finding.state.value,
        "finding_class": finding.finding_class.value,
        "pma_class": None if finding.pma_class is None else finding.pma_class.value,
        "response_due": _iso(finding.response_due),
        "due": _iso(clock.current_due),
        "baseline_due": _iso(finding.baseline_due),
        "days_overdue": clock.days_overdue,
        "days_late": clock.closed_late_days,
        "met_on": _iso(clock.met_on),
        "provisional": clock.provisional,
        "standing": clock.sentence,
        "version_then": "" if then is None else then.sentence,
        "recurrence_of": None if earlier is None else earlier.reference,
        "irregular": list(irregular),
    }


def see_decision(session: Session, reference: str, _: date) -> Seen:
    decision = session.scalars(select(Decision).where(Decision.reference == reference)).one()
    quorum = session.scalars(select(DecisionText.quorum).where(DecisionText.decision_id == decision.id)).one()
    return {
        "state": decision.state.value,
        "quorate": decision.quorate,
        "quorum_count": decision.quorum_count,
        "result": decision.result.value,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "snapshot": snapshot(json.loads(quorum)),
    }


def see_extract(session: Session, reference: str, as_of: date) -> Seen:
    extract = session.scalars(select(Extract).where(Extract.reference == reference)).one()
    versions = session.scalars(
        select(ExtractVersion).where(ExtractVersion.extract_id == extract.id).order_by(ExtractVersion.number)
    ).all()
    facts = document_values.passage_facts(session, versions[-1].id)
    document = document_values.extract_document(session, versions[-1].id, state="draft", dated=as_of)
    made: Counter[str] = Counter(
        "withhold " + one.ground.value if one.ground is not None else one.disposition.value for one in facts
    )
    releases: list[Json] = []
    prints: list[str] = []
    for version in versions:
        released = session.scalars(select(Release).where(Release.extract_version_id == version.id)).one_or_none()
        if released is None:
            continue
        prints.append(released.pdf_sha256)
        recipients = session.scalars(select(Recipient).where(Recipient.extract_version_id == version.id)).all()
        releases.append(
            {
                "version": version.number,
                "state": version.state.value,
                "recipients": len(recipients),
                "to_recall": sum(one.to_recall for one in recipients),
            }
        )
    return {
        "state": extract.state.value,
        "passages": dict(made),
        "shown": [section.heading for section in document.sections],
        "published_items": sum(one.published for one in facts) + sum(one.summarised for one in facts),
        "withheld": sum(one.withheld for one in facts),
        "releases": releases,
        "fingerprints_differ": len(set(prints)) == len(prints),
    }


def fingerprint_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
