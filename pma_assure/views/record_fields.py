"""The columns of one record by name, as a script reads them: codes, ISO days, and references instead of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import (
    Assessment,
    AssessmentReport,
    AssessmentText,
    AssuranceScheme,
    Caveat,
    EvidenceRequest,
    EvidenceRequestText,
    ScopeItem,
)
from pma_assure.records.breaches import BreachFact
from pma_assure.records.cases import BreachConsideration, BreachText, Case, CaseText, Finding, FindingText, PanelOutcome
from pma_assure.records.charges import Charge
from pma_assure.records.corrective import Action, CorrectiveActionPlan, RootCause
from pma_assure.records.document_set import Requirement, RequirementText, SetDocument
from pma_assure.records.emergency import Appeal, CrlInstruction, Notice, Suspension, SuspensionText
from pma_assure.records.every import BY_TABLE
from pma_assure.records.extracts import Extract, ExtractVersion, ExtractVersionText
from pma_assure.records.fieldwork import FieldLine, FieldLineText, FindingPattern, Observation
from pma_assure.records.governance import DocumentReview, Modification, SeatElection, SupportRequest
from pma_assure.records.letters import Letter
from pma_assure.records.mapping import Record
from pma_assure.records.meetings import AgendaItem, AgendaItemText, Decision, DecisionText, Meeting, MeetingAction
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion, Evidence, IssuedDocument
from pma_assure.records.people import Person
from pma_assure.records.plans import Extension, Milestone, MilestoneText, Plan, PlanText, PlanVersion
from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.references import KINDS, parse_reference
from pma_assure.rules.refusal import NotFound
from pma_assure.views.in_words import as_code


@dataclass(frozen=True, slots=True)
class Known:
    """A kind of record that has references of its own, and the row with its long text beside it."""

    kind: str
    record: type[Record]
    text: type[Record] | None = None
    part: str = ""
    """What stands after the slash of its reference, as a pattern; "" for a whole record."""


PREFIXES: dict[str, tuple[Known, ...]] = {
    "CASE": (Known("case", Case, CaseText), Known("panel_outcome", PanelOutcome, None, r"P\d+")),
    "ASMT": (
        Known("assessment", Assessment, AssessmentText),
        Known("scope_item", ScopeItem, None, r"S\d+"),
        Known("report", AssessmentReport, None, r"P\d+"),
        Known("evidence_request", EvidenceRequest, EvidenceRequestText, r"R\d+"),
        Known("caveat", Caveat, None, r"C\d+"),
        Known("field_line", FieldLine, FieldLineText, r"L\d+"),
        Known("observation", Observation, None, r"O\d+"),
    ),
    "SCHM": (Known("scheme", AssuranceScheme),),
    "FIND": (Known("finding", Finding, FindingText), Known("root_cause", RootCause, None, r"C\d+")),
    "CAP": (Known("cap", CorrectiveActionPlan), Known("action", Action, None, r"A\d+")),
    "BRCH": (
        Known("breach", BreachConsideration, BreachText),
        Known("breach_fact", BreachFact, None, r"F\d+"),
        Known("panel_outcome", PanelOutcome, None, r"P\d+"),
    ),
    "ADV": (Known("advice", Advice), Known("advice_version", AdviceVersion, AdviceText, r"\d+\.\d+")),
    "PLAN": (
        Known("plan", Plan, PlanText),
        Known("milestone", Milestone, MilestoneText, r"M\d+"),
        Known("plan_version", PlanVersion, None, r"V\d+"),
        Known("panel_outcome", PanelOutcome, None, r"P\d+"),
        Known("extension", Extension, None, r"M\d+/X\d+"),
    ),
    "EXT": (Known("extract", Extract), Known("extract_version", ExtractVersion, ExtractVersionText, r"\d+")),
    "SUSP": (
        Known("suspension", Suspension, SuspensionText),
        Known("notice", Notice, None, r"N\d+"),
        Known("appeal", Appeal, None, r"A\d+"),
    ),
    "CRL": (Known("crl_instruction", CrlInstruction),),
    "MTG": (
        Known("meeting", Meeting),
        Known("item", AgendaItem, AgendaItemText, r"\d+"),
        Known("meeting_action", MeetingAction, None, r"A\d+"),
    ),
    "ELEC": (Known("election", SeatElection),),
    "DEC": (Known("decision", Decision, DecisionText),),
    "REQ": (Known("requirement", Requirement, RequirementText),),
    "ORG": (Known("organisation", Organisation),),
    "PERS": (Known("person", Person),),
    "DOC": (Known("document", SetDocument),),
    "EVID": (Known("evidence", Evidence),),
    "RELY": (Known("reliance", RelianceDecision),),
    "LTR": (Known("letter", Letter),),
    "TEXT": (Known("finding_pattern", FindingPattern),),
    "REV": (Known("document_review", DocumentReview),),
    "MOD": (Known("modification", Modification),),
    "SUPP": (Known("support_request", SupportRequest),),
    "CHG": (Known("charge", Charge),),
}
KIND_OF_TABLE = {str(known.record.__tablename__): known.kind for row in PREFIXES.values() for known in row}
KIND_OF_TABLE["issued_document"] = "issued_document"

_POINTS_TO: dict[str, type[Record]] = {
    "plan_id": Plan,
    "plan_version_id": PlanVersion,
    "advice_version_id": AdviceVersion,
    "decision_id": Decision,
    "failed_breach_id": BreachConsideration,
    "final_report_id": AssessmentReport,
    "superseded_by_id": Assessment,
    "reliance_id": RelianceDecision,
}
"""Columns that hold the key of another record without a foreign key."""
_UNSAID = frozenset({"id", "version", "reference", "subject_id", "record_id"})
_ISSUED = re.compile(r"(.+)\.(pdf|xlsx)", re.IGNORECASE)


@dataclass(slots=True)
class Shown:
    """What ``show`` answers of one record, as it is put together."""

    kind: str
    reference: str
    version: int
    key: UUID
    fields: dict[str, Any]
    links: list[dict[str, str]] = field(default_factory=list)
    rows: tuple[UUID, ...] = ()
    """For a part without a reference of its own: the rows that its history is of."""

    def link(self, role: str, reference: str | None) -> None:
        entry = {"role": role, "reference": reference or ""}
        if reference and entry not in self.links:
            self.links.append(entry)


def found(session: Session, asked: str) -> Shown:
    """The record of a reference with its own columns. NotFound where there is none, Refused for no reference at all."""
    wanted = re.sub(r"\s+", "", asked).replace("\N{EN DASH}", "-").replace("\N{NON-BREAKING HYPHEN}", "-")
    issued = _ISSUED.fullmatch(wanted)
    if issued is not None:
        reference = f"{issued[1].upper()}.{issued[2].lower()}"
        known: Known | None = Known("issued_document", IssuedDocument)
    else:
        reference = wanted.upper()
        known = _known(reference)
    row = None if known is None else _row(session, known.record, reference=reference)
    if known is None or row is None:
        raise NotFound(f"There is no {reference[:60]} in this register.", field="reference")
    shown = Shown(kind=known.kind, reference=reference, version=row["version"], key=row["id"], fields={})
    add_row(session, shown, known.record, row)
    if known.text is not None:
        owner = known.text.__owner_column__
        assert owner is not None
        text = _row(session, known.text, **{owner: row["id"]})
        if text is not None:
            add_row(session, shown, known.text, text, without=owner)
    return shown


def _known(reference: str) -> Known | None:
    if re.fullmatch(r"PLAN-[A-Z0-9-]+/M\d+/X\d+", reference):
        prefix, part = "PLAN", reference.split("/", 1)[1]
    else:
        parsed = parse_reference(reference)
        prefix = parsed.prefix
        part = "" if prefix == "REQ" else parsed.suffix
    return next((one for one in PREFIXES[prefix] if re.fullmatch(one.part, part)), None)


def _row(session: Session, record: type[Record], **equal: object) -> dict[str, Any] | None:
    table: Any = record
    columns = [getattr(table, column.key) for column in record.__table__.columns]
    row = session.execute(select(*columns).filter_by(**equal)).first()
    return None if row is None else dict(row._mapping)


def rows_of(session: Session, record: type[Record], *order: Any, **equal: object) -> list[dict[str, Any]]:
    """All rows with these values, each as its fields with "key" for its key."""
    table: Any = record
    columns = [getattr(table, column.key) for column in record.__table__.columns]
    answers = []
    for row in session.execute(select(*columns).filter_by(**equal).order_by(*order, table.id)):
        values = dict(row._mapping)
        line = {"key": values["id"]}
        if "reference" in values:
            line["reference"] = values["reference"]
        line.update(fields_of(session, record, values, without=tuple(equal)))
        answers.append(line)
    return answers


def without_keys(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in line.items() if name != "key"} for line in lines]


def add_row(session: Session, shown: Shown, record: type[Record], row: dict[str, Any], *, without: str = "") -> None:
    """Put a row's columns into the fields, and what it points to into the links."""
    values = fields_of(session, record, row, without=(without,))
    shown.fields.update(values)
    for column in record.__table__.columns:
        name = _spoken(column.key)
        if name != column.key and isinstance(values.get(name), str) and _prefix(values[name]) in KINDS:
            shown.link(name, values[name])


def fields_of(
    session: Session, record: type[Record], row: Mapping[str, Any], *, without: Iterable[str] = ()
) -> dict[str, Any]:
    """Column name -> value; a key of another record becomes its reference, under the name without ``_id``."""
    values: dict[str, Any] = {}
    left_out = {*_UNSAID, *without}
    for column in record.__table__.columns:
        if column.key in left_out:
            continue
        value = row[column.key]
        target = _target(column)
        values[_spoken(column.key)] = as_code(value) if target is None else said_of(session, target, value)
    return values


def _target(column: Any) -> type[Record] | None:
    for foreign_key in column.foreign_keys:
        return BY_TABLE[foreign_key.column.table.name]
    return _POINTS_TO.get(column.key)


def said_of(session: Session, target: type[Record], key: UUID | None) -> str | None:
    """What people call a record: its reference, or a seat's code."""
    if key is None:
        return None
    table: Any = target
    name = next((one for one in ("reference", "code", "label") if one in target.__table__.columns), None)
    if name is None:
        return str(key)
    answer = session.execute(select(getattr(table, name)).where(table.id == key)).scalar()
    return None if answer is None else str(as_code(answer))


def _spoken(column: str) -> str:
    return column.removesuffix("_id")


def _prefix(reference: str) -> str:
    return reference.split("-", 1)[0]
