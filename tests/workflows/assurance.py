"""Deeds that carry an assessment as far as a test needs it; what each gives are the references made so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssuranceStatus,
    DocumentType,
    Environment,
    EvidenceRequestKind,
    OpinionKind,
    PartyCategory,
    ReportKind,
    ServicePart,
)
from pma_assure.workflows.assessment_arrivals import ReportScopeGiven
from pma_assure.workflows.assessment_scope import CriterionGiven
from pma_assure.workflows.document_set import Clause
from pma_assure.workflows.parameters import FileGiven
from tests.workflows.desk import PARTICIPANT, Office

ASSESSOR = "Tarn & Holt Assurance"
SECOND_ASSESSOR = "Vale Assessors"
OPERATOR = "Meridian Data Communications"
SCHEME = "Trust Scheme"
CLAUSE = "3.1"
LIVE = (
    ("SMKI service", ServicePart.SMKI_SERVICE, Environment.LIVE),
    ("Repository", ServicePart.REPOSITORY, Environment.LIVE),
    ("Registration desk", ServicePart.REGISTRATION, Environment.LIVE),
)
TEST = tuple((name, part, Environment.TEST) for name, part, _ in LIVE[:2])
OWN = (("Key ceremonies", ServicePart.PARTICIPANT, Environment.NOT_APPLICABLE),)
DECIDED = date(2026, 11, 10)

Lines = Sequence[tuple[str, ServicePart, Environment]]


def lay(office: Office) -> None:
    """What every assessment rests on: the Compliance Policy in force, a scheme, an assessor in date, its people."""
    for name in (ASSESSOR, SECOND_ASSESSOR):
        office.do("organisation.add", name=name, category=PartyCategory.ASSESSOR)
    document(office, "CP", DocumentType.COMPLIANCE_POLICY, clauses=(CLAUSE, "4.4"))
    document(office, "CPS", DocumentType.CPS, in_force=False)
    office.do("scheme.add", name=SCHEME, recognised_by="UK Government")
    admit(office, ASSESSOR)
    office.do("person.add", name="M. Okafor", employer=ASSESSOR, first_day=date(2024, 1, 1))


def document(
    office: Office,
    short_name: str,
    kind: DocumentType,
    *,
    version: str = "1.0",
    clauses: Sequence[str] = (),
    in_force: bool = True,
) -> None:
    office.do("document.add", title=f"{short_name} document", short_name=short_name, document_type=kind)
    named = {"document": short_name, "version_label": version}
    rows = tuple(Clause(clause=one, title=f"Clause {one}") for one in clauses)
    office.do("document.add_version", **named, requirements=rows)
    if in_force:
        office.do(
            "document.approve_version", **named, approved_on=date(2026, 1, 1), approved_by="the modification process"
        )
        office.do("document.bring_into_force", **named, effective_from=date(2026, 2, 1))


def admit(office: Office, assessor: str, **more: Any) -> None:
    given: dict[str, Any] = {
        "assessor": assessor,
        "scheme": SCHEME,
        "first_day": date(2026, 1, 1),
        "last_day": date(2027, 12, 31),
        "independence_declared_on": date(2026, 1, 15),
        "independence": "Independent of every Party.",
    }
    office.do("assessor.admit", **(given | more))


def criteria(*versions: str, reason: str = "") -> tuple[CriterionGiven, ...]:
    return tuple(
        CriterionGiven(document=one.split()[0], version_label=one.split()[1], reason=reason) for one in versions
    )


def proposed(
    office: Office,
    *,
    organisation: str = PARTICIPANT,
    kind: AssessmentKind = AssessmentKind.ROUTINE,
    scope: Lines = OWN,
    **more: Any,
) -> dict[str, str]:
    case = office.case(organisation, f"Assurance of {organisation}")
    given: dict[str, Any] = {
        "title": f"Assessment of {organisation}",
        "planned_from": date(2026, 9, 1),
        "planned_to": date(2026, 9, 30),
        "assessor": ASSESSOR,
        "rationale": "It is their turn.",
    }
    reference = office.ref("assessment.propose", case=case, kind=kind, **(given | more))
    add_scope(office, reference, scope)
    return {"case": case, "assessment": reference}


def add_scope(office: Office, assessment: str, lines: Lines) -> None:
    for component, part, environment in lines:
        office.do(
            "assessment.add_scope_item",
            assessment=assessment,
            component=component,
            part=part,
            environment=environment,
        )


def planned(office: Office, **more: Any) -> dict[str, str]:
    notes = proposed(office, **more)
    office.do("assessment.set_criteria", assessment=notes["assessment"], criteria=criteria("RAPP 2.1"))
    office.do("assessment.plan", assessment=notes["assessment"], policy_clause=CLAUSE)
    return notes


def begun(office: Office, **more: Any) -> dict[str, str]:
    notes = planned(office, **more)
    begin(office, notes["assessment"])
    return notes


def begin(office: Office, assessment: str) -> None:
    office.do("assessment.notify", assessment=assessment, notified_on=date(2026, 8, 3))
    office.do("assessment.begin", assessment=assessment, begun_on=date(2026, 9, 1))


def report(
    office: Office,
    assessment: str,
    lines: Lines = OWN,
    kind: ReportKind = ReportKind.FINAL,
    received_on: date = date(2026, 10, 1),
    **more: Any,
) -> str:
    given: dict[str, Any] = {
        "dated": received_on,
        "scope": scope_given(lines),
        "file": FileGiven(name="report.pdf", content=b"the report of the assessor"),
        "words_given": "Criteria are met but for what stands below.",
    }
    return office.ref(
        "assessment.record_report", assessment=assessment, kind=kind, received_on=received_on, **(given | more)
    )


def scope_given(lines: Lines, **more: Any) -> tuple[ReportScopeGiven, ...]:
    return tuple(
        ReportScopeGiven(component=component, part=part, environment=environment, **more)
        for component, part, environment in lines
    )


def with_final(office: Office, assessment: str, lines: Lines = OWN, **more: Any) -> str:
    """The reference of a final report that was taken as such, the participant's facts checked."""
    taken = report(office, assessment, lines, **more)
    office.do("assessment.receive_draft", assessment=assessment, report=taken)
    office.do("assessment.log_fact_check", assessment=assessment, fact_check="No doubt.", checked_on=date(2026, 10, 2))
    office.do("assessment.take_final", assessment=assessment, response_due=date(2026, 10, 30))
    return taken


def under_review(office: Office, **more: Any) -> dict[str, str]:
    """An assessment of a participant whose final report is under review, answered."""
    notes = begun(office, **more)
    with_final(office, notes["assessment"])
    office.do("assessment.review", assessment=notes["assessment"])
    respond(office, notes["assessment"])
    return notes


def respond(office: Office, assessment: str) -> None:
    office.do(
        "assessment.record_response",
        assessment=assessment,
        responded_on=date(2026, 10, 20),
        words_given="We accept the report.",
    )


def reviewed(office: Office) -> dict[str, str]:
    """The operator's pre-operational assessment, under review with a proposed status and two caveats."""
    notes = begun(
        office,
        organisation=OPERATOR,
        kind=AssessmentKind.PRE_OPERATIONAL,
        scope=LIVE,
        title="Pre-operational assessment",
    )
    reference = notes["assessment"]
    notes["request"] = office.ref(
        "evidence_request.issue",
        assessment=reference,
        title="Logs of the key ceremony",
        kind=EvidenceRequestKind.DATA,
        what="The logs of every key ceremony of the period.",
        issued_on=date(2026, 9, 2),
        due=date(2026, 9, 16),
    )
    notes["report"] = with_final(
        office,
        reference,
        LIVE,
        recommended_status=AssuranceStatus.APPROVED_WITH_CAVEATS,
        opinion=OpinionKind.QUALIFIED,
    )
    office.do("assessment.review", assessment=reference)
    for number, owner in enumerate((f"{OPERATOR}, Head of PKI", f"{OPERATOR}, Head of operations"), 1):
        notes[f"caveat {number}"] = office.ref(
            "caveat.add",
            assessment=reference,
            words_given=f"Caveat {number}: the script is not under change control.",
            owner=owner,
            due=date(2026, 12, 18),
        )
    respond(office, reference)
    propose_conclusion(office, reference, status=AssuranceStatus.APPROVED_WITH_CAVEATS)
    return notes


def propose_conclusion(office: Office, assessment: str, **more: Any) -> None:
    office.do("assessment.propose_conclusion", assessment=assessment, **({"conclusion": "It complies."} | more))


def concluded(office: Office, **more: Any) -> dict[str, str]:
    notes = under_review(office, **more)
    propose_conclusion(office, notes["assessment"])
    conclude(office, notes)
    return notes


def conclude(office: Office, notes: dict[str, str]) -> None:
    notes["decision"] = office.decide(notes["assessment"], DECIDED)
    office.do("assessment.conclude", assessment=notes["assessment"], decision=notes["decision"])
