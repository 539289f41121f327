"""What a form is about: of each record it acts on, the words that whoever fills it in has to have before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.document_set import Requirement
from pma_assure.records.extracts import Extract, ExtractVersion, Passage, PassageText, Representation
from pma_assure.records.letters import Letter
from pma_assure.records.meetings import AgendaItem, AgendaItemText, Decision, DecisionText
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion, Evidence, EvidenceLink
from pma_assure.records.plans import CompletionReport, Milestone, MilestoneText
from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import CompletionResult, Disposition, LetterKind, LetterState
from pma_assure.rules.wording import count, label, runs, short_day
from pma_assure.values.screens import AboutRecord
from pma_assure.views import about_assessments, about_emergencies, letters

Lines = list[tuple[str, str]]


def of(register: Register, given: Mapping[str, object], as_of: date) -> tuple[AboutRecord, ...]:
    """The records among a deed's arguments of which there are words to show; ``given`` by the names of its parameters.

    A record is found by its reference; a number beside it picks a part of it. What is no record is passed over. Of who
    is on a call the quorum is shown, on ``as_of``.
    """
    found = []
    with register.reading() as session:
        call = about_emergencies.the_call(session, given, as_of)
        found += [] if call is None else [_without_empty(call)]
        for name, shown in ABOUT.items():
            value = given.get(name)
            about = shown(session, value.strip().upper(), given) if isinstance(value, str) else None
            if about is not None and any(words for _, words in about.lines):
                found.append(_without_empty(about))
    return tuple(found)


def _without_empty(about: AboutRecord) -> AboutRecord:
    return replace(about, lines=tuple((said, words) for said, words in about.lines if words))


def _row(session: Session, *columns: Any, joined: Any = None, on: Any = None, where: Any) -> Any:
    statement = select(*columns)
    if joined is not None:
        statement = statement.join(joined, on)
    return session.execute(statement.where(where)).first()


def _milestone(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    row = _row(
        session,
        Milestone.id,
        Milestone.title,
        Milestone.state,
        Milestone.owner,
        Milestone.baseline_due,
        Milestone.current_due,
        MilestoneText.criterion,
        joined=MilestoneText,
        on=MilestoneText.milestone_id == Milestone.id,
        where=Milestone.reference == reference,
    )
    if row is None:
        return None
    due = short_day(row.current_due)
    if row.current_due != row.baseline_due:
        due = f"{due}; first {short_day(row.baseline_due)}"
    lines: Lines = [("Acceptance criterion", row.criterion), ("State", label(row.state)), ("Due", due)]
    lines += [("Owner", row.owner), *_reports(session, row.id), ("Evidence", _evidence(session, row.id))]
    return AboutRecord(reference=reference, title=row.title, lines=tuple(lines))


def _reports(session: Session, milestone_id: UUID) -> Lines:
    """What the participant reported, the latest first, with what came of each."""
    rows = session.execute(
        select(
            CompletionReport.reported_on, CompletionReport.result, CompletionReport.statement, CompletionReport.reason
        )
        .where(CompletionReport.milestone_id == milestone_id)
        .order_by(CompletionReport.number.desc())
    )
    lines: Lines = []
    for row in rows:
        said = row.statement or "No words of the participant were kept."
        if row.result != CompletionResult.PENDING:
            said += f"\n{label(row.result)}{': ' + row.reason if row.reason else '.'}"
        lines.append((f"Reported complete on {short_day(row.reported_on)}", said))
    return lines


def _evidence(session: Session, record_id: UUID) -> str:
    rows = session.execute(
        select(Evidence.reference, Evidence.title, Evidence.received_on)
        .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
        .where(EvidenceLink.record_id == record_id, EvidenceLink.withdrawn_on.is_(None))
        .order_by(Evidence.reference)
    )
    return "\n".join(f"{row.reference}  {row.title}, received {short_day(row.received_on)}" for row in rows)


def _finding(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    row = _row(
        session,
        Finding.id,
        Finding.title,
        Finding.finding_class,
        Finding.state,
        Finding.identified_on,
        Finding.requirement_id,
        FindingText.statement,
        FindingText.impact,
        FindingText.response,
        FindingText.responded_on,
        joined=FindingText,
        on=FindingText.finding_id == Finding.id,
        where=Finding.reference == reference,
    )
    if row is None:
        return None
    against = _row(session, Requirement.reference, Requirement.title, where=Requirement.id == row.requirement_id)
    lines: Lines = [
        ("Class and state", f"{label(row.finding_class)}, {label(row.state)}"),
        ("Identified on", short_day(row.identified_on)),
        ("Requirement", "" if against is None else f"{against.reference}  {against.title}"),
        ("As the finding says", row.statement),
        ("Impact", row.impact),
        ("Evidence", _evidence(session, row.id)),
    ]
    if row.responded_on is not None:
        lines.append((f"Participant's response of {short_day(row.responded_on)}", row.response))
    return AboutRecord(reference=reference, title=row.title, lines=tuple(lines))


def _advice(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    row = _row(
        session,
        Advice.title,
        AdviceVersion.id,
        AdviceVersion.label,
        AdviceVersion.state,
        AdviceVersion.view,
        joined=AdviceVersion,
        on=(AdviceVersion.advice_id == Advice.id) & (AdviceVersion.label == Advice.label),
        where=Advice.reference == reference,
    )
    if row is None:
        return None
    text = _row(session, AdviceText.recommendation, where=AdviceText.advice_version_id == row.id)
    lines: Lines = [
        ("Version and state", f"{row.label}, {label(row.state)}"),
        ("The PMA advises", "" if row.view is None else label(row.view)),
        ("Recommendation to the Panel", text.recommendation),
    ]
    return AboutRecord(reference=reference, title=row.title, lines=tuple(lines))


def _decision(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    """What was put to the members, word for word; where the motion was amended, both texts."""
    row = _row(
        session,
        Decision.title,
        Decision.result,
        Decision.state,
        Decision.decided_on,
        Decision.subject_reference,
        DecisionText.motion,
        DecisionText.motion_as_first_put,
        joined=DecisionText,
        on=DecisionText.decision_id == Decision.id,
        where=Decision.reference == reference,
    )
    if row is None:
        return None
    lines: Lines = [
        ("Decided", f"{short_day(row.decided_on)}: {label(row.result)}, {label(row.state)}"),
        ("On", row.subject_reference or ""),
        ("The motion as it was put", row.motion),
        ("It was amended; as first put", row.motion_as_first_put),
    ]
    return AboutRecord(reference=reference, title=row.title, lines=tuple(lines))


def _item(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    row = _row(
        session,
        AgendaItem.title,
        AgendaItem.subject_reference,
        AgendaItemText.motion,
        AgendaItemText.motion_as_first_put,
        joined=AgendaItemText,
        on=AgendaItemText.item_id == AgendaItem.id,
        where=AgendaItem.reference == reference,
    )
    if row is None:
        return None
    lines: Lines = [
        ("Decides on", row.subject_reference or ""),
        ("Motion", row.motion),
        ("It was amended; as first put", row.motion_as_first_put),
    ]
    return AboutRecord(reference=reference, title=row.title, lines=tuple(lines))


def _representation(session: Session, reference: str, given: Mapping[str, object]) -> AboutRecord | None:
    """Of an extract, the representation whose number is given, and the passage it is about."""
    number = str(given.get("number", "")).strip()
    version = _row(
        session,
        ExtractVersion.id,
        joined=Extract,
        on=(Extract.id == ExtractVersion.extract_id) & (Extract.number == ExtractVersion.number),
        where=Extract.reference == reference,
    )
    if version is None or not (number.isascii() and number.isdecimal() and len(number) < 7):
        return None
    row = _row(
        session,
        Representation.received_on,
        Representation.claimed_ground,
        Representation.passage_id,
        Representation.words,
        Representation.answer,
        where=(Representation.extract_version_id == version.id) & (Representation.number == int(number)),
    )
    if row is None:
        return None
    passage = _row(
        session,
        Passage.number,
        PassageText.text,
        joined=PassageText,
        on=PassageText.passage_id == Passage.id,
        where=Passage.id == row.passage_id,
    )
    lines: Lines = [
        (f"Received {short_day(row.received_on)}, in the participant's words", row.words),
        ("Ground it claims", "" if row.claimed_ground is None else label(row.claimed_ground)),
        ("On the whole extract", "" if passage is not None else "It names no passage."),
        (f"Passage {'' if passage is None else passage.number}", "" if passage is None else passage.text),
        ("Answered already", row.answer),
    ]
    return AboutRecord(reference=reference, title=f"Representation {number}", lines=tuple(lines))


def _letter(session: Session, reference: str, _: Mapping[str, object]) -> AboutRecord | None:
    row = _row(
        session,
        Letter.title,
        Letter.addressee,
        Letter.dated,
        Letter.answer_by,
        Letter.subject_reference,
        Letter.subject_id,
        Letter.kind,
        Letter.state,
        Letter.text,
        where=Letter.reference == reference,
    )
    if row is None:
        return None
    lines: Lines = [
        ("Still undecided", _undecided(session, row)),
        ("For", row.addressee),
        ("About", row.subject_reference),
        ("Dated", short_day(row.dated)),
        ("Answer by", "" if row.answer_by is None else short_day(row.answer_by)),
        ("Text", row.text),
    ]
    return AboutRecord(reference=reference, title=row.title, lines=tuple(lines))


def _undecided(session: Session, letter: Any) -> str:
    """Of a letter of consultation that is not sent: the passages it would leave open."""
    if letter.kind != LetterKind.EXTRACT_CONSULTATION or letter.state != LetterState.DRAFT:
        return ""
    numbers = session.scalars(
        select(Passage.number)
        .where(Passage.extract_version_id == letter.subject_id, Passage.disposition == Disposition.UNDECIDED)
        .order_by(Passage.position)
    ).all()
    return f"{count(len(numbers), 'passage')} of {letter.subject_reference}: {runs(numbers)}" if numbers else ""


def _template(session: Session, kind: str, _: Mapping[str, object]) -> AboutRecord | None:
    """The template of a kind of letter that is in use, and the names it may hold."""
    if kind.lower() not in list(LetterKind):
        return None
    used = letters.template_in_use(session, LetterKind(kind.lower()))
    names = "\n".join(f"{{{name}}}  {what}" for name, what in used.names)
    lines: Lines = [("Subject", used.subject), ("Text", used.text), ("Names there are", names)]
    return AboutRecord(reference="Template in use", title=used.title, lines=tuple(lines))


ABOUT: dict[str, Callable[[Session, str, Mapping[str, object]], AboutRecord | None]] = {
    "decision": _decision,
    "milestone": _milestone,
    "finding": _finding,
    "advice": _advice,
    "item": _item,
    "extract": _representation,
    "letter": _letter,
    "assessment": about_assessments.assessment,
    "line": about_assessments.line,
    "kind": _template,
}
"""By the name that deeds give the parameter: what there is to read of the record; what was decided comes first."""
