"""What stands beside the chosen line of a list, for records that have no page of their own and no case to stand in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.charges import Charge
from pma_assure.records.document_set import SetDocument
from pma_assure.records.governance import DocumentReview, Modification, ModificationReport, SupportRequest
from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import ModificationState, SupportState
from pma_assure.rules.wording import count, label, short_day
from pma_assure.values.screens import Detail
from pma_assure.views import document_standing, list_details
from pma_assure.views.in_words import as_words

Details = tuple[Detail, ...]


def of(register: Register, as_of: date, kind: str, reference: str) -> Details:
    """The details of a record of a kind of list; none for the kinds that have all they say in their columns."""
    if kind not in _OF_KIND:
        return tuple(Detail(name=name, text=text) for name, text in list_details.of(register, kind, reference))
    with register.reading() as session:
        return tuple(one for one in _OF_KIND[kind](session, reference, as_of) if one.text)


def _document(session: Session, reference: str, as_of: date) -> list[Detail]:
    key = session.execute(select(SetDocument.id).where(SetDocument.reference == reference)).scalar()
    if key is None:
        return []
    (standing,) = document_standing.of_all(session, as_of, key)
    found = [Detail(name="Next review", text=standing.review_sentence)]
    if standing.incorporated_on is not None and standing.elapsed is not None:
        since = f"{short_day(standing.incorporated_on)}, {count(standing.elapsed, 'day')} so far"
        found.append(Detail(name="Part of the Code since", text=since))
    for policy in document_standing.policies(session, key):
        said = [
            f"{label(part)}: {'not looked at yet' if presence is None else label(presence).lower()}"
            + (f", clause {clause}" if clause else "")
            for part, presence, clause, _ in policy.parts
        ]
        found.append(Detail(name=f"Version {policy.label} sets out", text="\n".join(said)))
    for row in session.execute(
        select(DocumentReview.reference, DocumentReview.done_on, DocumentReview.due, DocumentReview.recommendation)
        .where(DocumentReview.document_id == key, DocumentReview.withdrawn_on.is_(None))
        .order_by(DocumentReview.reference.desc())
    ):
        done = f"done {short_day(row.done_on)}" if row.done_on else f"planned by {as_words(row.due)}"
        said_of_it = f"{done}: {label(row.recommendation)}" if row.recommendation else done
        found.append(Detail(name="Review", text=said_of_it, reference=row.reference))
    found += _modifications(session, Modification.document_id == key)
    return [*found, *_requests(session, SupportRequest.document_id == key)]


def _modifications(session: Session, *criteria: Any) -> list[Detail]:
    rows = session.execute(
        select(Modification.reference, Modification.title, Modification.state)
        .where(*criteria)
        .order_by(Modification.reference.desc())
    )
    return [
        Detail(name="Modification", text=f"{row.title}: {label(row.state).lower()}", reference=row.reference)
        for row in rows
    ]


def _requests(session: Session, *criteria: Any) -> list[Detail]:
    rows = session.execute(
        select(SupportRequest.reference, SupportRequest.title, SupportRequest.state)
        .where(*criteria)
        .order_by(SupportRequest.reference.desc())
    )
    return [
        Detail(name="Request", text=f"{row.title}: {label(row.state).lower()}", reference=row.reference) for row in rows
    ]


def _review(session: Session, reference: str, as_of: date) -> list[Detail]:
    row: Any = session.execute(
        select(
            DocumentReview.id,
            DocumentReview.findings,
            DocumentReview.actions,
            DocumentReview.withdrawn_reason,
            SetDocument.reference,
            SetDocument.title,
        )
        .join(SetDocument, SetDocument.id == DocumentReview.document_id)
        .where(DocumentReview.reference == reference)
    ).first()
    if row is None:
        return []
    return [
        Detail(name="Document", text=row.title, reference=row.reference),
        Detail(name="Findings", text=row.findings),
        Detail(name="To be done", text=row.actions),
        Detail(name="Withdrawn because", text=row.withdrawn_reason),
        *_modifications(session, Modification.review_id == row.id),
    ]


def _modification(session: Session, reference: str, as_of: date) -> list[Detail]:
    row: Any = session.execute(
        select(
            Modification.id,
            Modification.state,
            Modification.reason,
            Modification.limited_purpose,
            Modification.comments_from,
            Modification.comments_to,
            SetDocument.reference,
            SetDocument.title,
        )
        .outerjoin(SetDocument, SetDocument.id == Modification.document_id)
        .where(Modification.reference == reference)
    ).first()
    if row is None:
        return []
    period = f"{as_words(row.comments_from)} to {as_words(row.comments_to)}" if row.comments_to else ""
    found = [
        Detail(name="Document", text=row.title or "", reference=row.reference),
        Detail(name="Reason", text=row.reason),
        Detail(name="For this purpose only", text=row.limited_purpose),
        Detail(name="Parties may comment", text=period),
    ]
    if row.state == ModificationState.RAISED:
        found.append(Detail(name="As reported", text="Nothing yet: others decide on it."))
    for report in session.execute(
        select(
            ModificationReport.reported_on,
            ModificationReport.reported_by,
            ModificationReport.status,
            ModificationReport.note,
        )
        .where(ModificationReport.modification_id == row.id)
        .order_by(ModificationReport.number)
    ):
        note = f". {report.note}" if report.note else ""
        text = f"{report.status} ({report.reported_by}, {short_day(report.reported_on)}){note}"
        found.append(Detail(name="As reported", text=text))
    for charge in session.execute(select(Charge.reference, Charge.title).where(Charge.modification_id == row.id)):
        found.append(Detail(name="Charge that rests on it", text=charge.title, reference=charge.reference))
    return [*found, *_requests(session, SupportRequest.modification_id == row.id)]


def _request(session: Session, reference: str, as_of: date) -> list[Detail]:
    row: Any = session.execute(
        select(
            SupportRequest.state,
            SupportRequest.what,
            SupportRequest.response,
            SupportRequest.state_reason,
            Modification.reference,
            Modification.title,
        )
        .outerjoin(Modification, Modification.id == SupportRequest.modification_id)
        .where(SupportRequest.reference == reference)
    ).first()
    if row is None:
        return []
    waits = "Nothing yet." if row.state == SupportState.RECEIVED else ""
    return [
        Detail(name="Asked", text=row.what),
        Detail(name="Answer", text=row.response or waits),
        Detail(name="Declined because", text=row.state_reason),
        Detail(name="Modification", text=row.title or "", reference=row.reference),
    ]


def _charge(session: Session, reference: str, as_of: date) -> list[Detail]:
    row: Any = session.execute(
        select(
            Charge.fault_basis,
            Charge.recommended,
            Charge.recommendation,
            Modification.reference,
            Modification.limited_purpose,
        )
        .outerjoin(Modification, Modification.id == Charge.modification_id)
        .where(Charge.reference == reference)
    ).first()
    if row is None:
        return []
    return [
        Detail(name="The view rests on", text=row.fault_basis),
        Detail(name="Recommended", text="" if row.recommended is None else label(row.recommended)),
        Detail(name="Recommendation", text=row.recommendation),
        Detail(name="For this purpose only", text=row.limited_purpose or "", reference=row.reference),
    ]


_OF_KIND: dict[str, Callable[[Session, str, date], list[Detail]]] = {
    "documents": _document,
    "reviews": _review,
    "modifications": _modification,
    "support_requests": _request,
    "charges": _charge,
}
