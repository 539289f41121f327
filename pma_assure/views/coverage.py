"""What of the requirements is assured: the coverage of a participant, and the list of what is relied on (R59, R60)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import case, func, select, type_coerce
from sqlalchemy.orm import Session

from pma_assure.records import coverage_facts
from pma_assure.records.cases import Case
from pma_assure.records.document_set import Requirement
from pma_assure.records.mapping import code_of
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision
from pma_assure.rules.coverage import APPLIES, Coverage, Covered, coverage
from pma_assure.rules.vocabulary import Covers, RelianceStanding
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Because
from pma_assure.views.in_words import as_code
from pma_assure.views.list_kind import ListKind, of_a_case
from pma_assure.views.record_fields import Shown


def of_organisation(session: Session, key: Any, as_of: date) -> Coverage:
    """The coverage of one participant on a day, requirement by requirement."""
    return coverage(coverage_facts.applicable(session, key, as_of), as_of)


def fields(found: Coverage) -> dict[str, object]:
    """As ``show`` says it: counts, the sentence, and each requirement with what covers it and why."""
    return {
        "applicable": found.applicable,
        "covered": found.count(Covered.COVERED),
        "in_part": found.count(Covered.IN_PART),
        "gaps": found.count(Covered.GAP),
        "sentence": found.sentence,
        "requirements": [
            {
                "requirement": line.requirement,
                "covered": line.covered.value,
                "by": list(line.by),
                "sentence": line.sentence,
            }
            for line in found.lines
        ],
    }


def explained(session: Session, asked: str, as_of: date) -> list[Because]:
    """Why the coverage of an organisation is what it is; nothing where no requirement applies to it."""
    row = session.execute(select(Organisation.id, Organisation.category).where(Organisation.reference == asked)).first()
    if row is None or not APPLIES[row.category]:
        return []
    found = of_organisation(session, row.id, as_of)
    return [
        Because(
            what="Assurance coverage",
            value=found.sentence,
            rule="R60",
            paragraph="70",
            inputs=(
                ("requirements that apply", f"{found.applicable}, to a {label(row.category)}"),
                ("covered", str(found.count(Covered.COVERED))),
                ("in part, not counted", str(found.count(Covered.IN_PART))),
                ("not covered", str(found.count(Covered.GAP))),
            ),
        )
    ]


def complete_reliance(session: Session, shown: Shown, as_of: date) -> None:
    """How far the activity covers each requirement, beside its own columns."""
    rows = session.execute(
        select(
            Requirement.reference.label("requirement"),
            RelianceCoverage.covers,
            RelianceCoverage.reason,
            RelianceCoverage.gap,
            RelianceCoverage.residual,
        )
        .join(Requirement, Requirement.id == RelianceCoverage.requirement_id)
        .where(RelianceCoverage.reliance_id == shown.key)
        .order_by(Requirement.reference)
    )
    shown.fields["requirements"] = [{name: as_code(value) for name, value in row._mapping.items()} for row in rows]
    for line in shown.fields["requirements"]:
        shown.link("requirement", line["requirement"])


def reliances(as_of: date) -> ListKind:
    """What is relied on, with whether it counts on the day: ``rules.coverage.standing`` in the words of a query."""

    def how_many(covers: Covers) -> Any:
        return (
            select(func.count())
            .where(RelianceCoverage.reliance_id == RelianceDecision.id, RelianceCoverage.covers == covers)
            .correlate(RelianceDecision)
            .scalar_subquery()
        )

    state = case(
        (RelianceDecision.invalid_from <= as_of, RelianceStanding.INVALID.value),
        (RelianceDecision.decision_id.is_(None), RelianceStanding.PROPOSED.value),
        (RelianceDecision.valid_to < as_of, RelianceStanding.LAPSED.value),
        (RelianceDecision.valid_from > as_of, RelianceStanding.NOT_YET_VALID.value),
        else_=RelianceStanding.RELIED_ON.value,
    )
    return ListKind(
        key=RelianceDecision.id,
        fields={
            "reference": RelianceDecision.reference,
            "title": RelianceDecision.title,
            "state": type_coerce(state, code_of(RelianceStanding)),
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "certificate": RelianceDecision.certificate,
            "issued_by": RelianceDecision.issued_by,
            "valid_from": RelianceDecision.valid_from,
            "valid_to": RelianceDecision.valid_to,
            "invalid_from": RelianceDecision.invalid_from,
            "decision": Decision.reference,
            "covers_fully": how_many(Covers.FULLY),
            "covers_in_part": how_many(Covers.IN_PART),
        },
        joined=lambda chosen: of_a_case(chosen, RelianceDecision).outerjoin(
            Decision, Decision.id == RelianceDecision.decision_id
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Activity", 40),
            ("organisation_name", "Organisation", 26),
            ("state", "Stands", 14),
            ("valid_to", "Valid until", 12),
            ("covers_fully", "Fully", 7),
            ("covers_in_part", "In part", 8),
            ("decision", "Decision", 14),
        ),
        words=("reference", "title", "organisation_name", "certificate", "case"),
    )
