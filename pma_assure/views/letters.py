"""Letters as lists, records and case pages show them, and the template of each kind that is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.letters import Letter, LetterTemplate
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import IssuedDocument
from pma_assure.register.register import Register
from pma_assure.rules.calendar import UK
from pma_assure.rules.letter_names import NAMES
from pma_assure.rules.letter_texts import TEXTS
from pma_assure.rules.vocabulary import LetterKind
from pma_assure.rules.wording import label
from pma_assure.values.case_page import LetterLine
from pma_assure.views.list_kind import ListKind, of_a_case
from pma_assure.views.record_fields import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInUse:
    """``number`` is 0 for the words that come with the program; ``names`` are (name, what it stands for)."""

    kind: str
    title: str
    number: int
    adopted_on: date | None
    subject: str
    text: str
    names: tuple[tuple[str, str], ...]


def letters(as_of: date) -> ListKind:
    """Every letter, sent or not."""
    return ListKind(
        key=Letter.id,
        fields={
            "reference": Letter.reference,
            "title": Letter.title,
            "state": Letter.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "kind": Letter.kind,
            "about": Letter.subject_reference,
            "addressee": Letter.addressee,
            "dated": Letter.dated,
            "answer_by": Letter.answer_by,
            "classification": Letter.classification,
            "sent_at": Letter.sent_at,
            "channel": Letter.channel,
        },
        joined=lambda chosen: of_a_case(chosen, Letter),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Subject", 38),
            ("kind", "Kind", 27),
            ("organisation_name", "Organisation", 24),
            ("answer_by", "Answer by", 12),
            ("state", "State", 8),
            ("sent_at", "Sent", 27),
        ),
        words=("reference", "title", "organisation_name", "about", "case", "addressee"),
    )


def of_case(session: Session, case_id: UUID) -> tuple[LetterLine, ...]:
    """The letters of a case, the newest first."""
    rows = session.execute(
        select(
            Letter.reference,
            Letter.title,
            Letter.kind,
            Letter.state,
            Letter.addressee,
            Letter.subject_reference,
            Letter.dated,
            Letter.answer_by,
            Letter.sent_at,
            Letter.channel,
        )
        .where(Letter.case_id == case_id)
        .order_by(Letter.dated.desc(), Letter.reference.desc())
    )
    return tuple(
        LetterLine(
            reference=row.reference,
            title=row.title,
            kind=row.kind.value,
            state=row.state.value,
            to=row.addressee,
            about=row.subject_reference,
            dated=row.dated,
            answer_by=row.answer_by,
            sent_on=None if row.sent_at is None else row.sent_at.astimezone(UK).date(),
            channel=row.channel,
        )
        for row in rows
    )


def complete_letter(session: Session, shown: Shown, as_of: date) -> None:
    """What it is about, and the document that was kept when it was sent."""
    row: Any = session.execute(
        select(Letter.subject_kind, Letter.subject_reference).where(Letter.id == shown.key)
    ).one()
    shown.fields["subject"] = shown.fields.pop("subject_reference")
    shown.link(row.subject_kind, row.subject_reference)
    document = session.execute(
        select(IssuedDocument.reference).where(
            IssuedDocument.record_kind == "letter", IssuedDocument.record_id == shown.key
        )
    ).scalar()
    shown.fields["document"] = document
    shown.link("document", document)


def template(register: Register, kind: LetterKind) -> TemplateInUse:
    """The template of a kind of letter that is in use."""
    with register.reading() as session:
        return template_in_use(session, kind)


def template_in_use(session: Session, kind: LetterKind) -> TemplateInUse:
    row: Any = session.execute(
        select(LetterTemplate.number, LetterTemplate.adopted_on, LetterTemplate.subject, LetterTemplate.text)
        .where(LetterTemplate.kind == kind)
        .order_by(LetterTemplate.number.desc())
        .limit(1)
    ).first()
    words = TEXTS[kind] if row is None else row
    return TemplateInUse(
        kind=kind.value,
        title=f"{label(kind)}: " + ("as it comes with the program" if row is None else f"template {row.number}"),
        number=0 if row is None else row.number,
        adopted_on=None if row is None else row.adopted_on,
        subject=words.subject,
        text=words.text,
        names=tuple(NAMES[kind].items()),
    )
