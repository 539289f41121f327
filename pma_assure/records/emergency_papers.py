"""The papers of an emergency as they are printed: the instruction to the DCC, a notice, a CRL instruction.

They are made from what is recorded, with no network. What is purported is no order of the PMA, and what is withheld is
not told: neither has a paper.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import suspension_values as suspensions
from pma_assure.records.cases import Case
from pma_assure.records.emergency import CrlInstruction, Suspension
from pma_assure.records.house import IrregularFact, RegisterIdentity
from pma_assure.records.meetings import Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.rules import emergency_texts as texts
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.notices import addressed
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import (
    LetterState,
    NoticeState,
    NoticeTo,
    PartyCategory,
    ScopeChange,
    SuspensionTarget,
)
from pma_assure.rules.wording import instant, label
from pma_assure.values.documents import LetterPaper
from pma_assure.values.emergency_page import NoticeLine, SuspensionView


def paper(session: Session, reference: str, as_of: date) -> LetterPaper:
    """The paper of SUSP-… (the instruction), SUSP-…/N1 (a notice) or CRL-…. Raises NotFound, Refused."""
    asked = reference.strip().upper()
    if asked.startswith("CRL"):
        return _crl(session, asked, as_of)
    key = session.execute(select(Suspension.id).where(Suspension.reference == asked.split("/")[0])).scalar()
    if key is None:
        raise NotFound(f"There is no {asked[:60]} in this register.", field="reference")
    found = suspensions.one(session, key, as_of)
    _is_an_order(found)
    if "/" in asked:
        return _notice(session, found, asked, as_of)
    return _instruction(session, found, as_of)


def _is_an_order(found: SuspensionView) -> None:
    if found.ordered_at is None:
        raise Refused(
            f"{found.reference} was not ordered: there is nothing to tell.",
            rule="R76",
            paragraph=paragraph("R76"),
            field="reference",
        )
    if found.purported:
        raise Refused(
            f"{found.reference} is purported and not valid: no paper of the PMA rests on it. Put it before a quorate"
            " meeting.",
            rule="R76",
            paragraph=paragraph("R76"),
            field="reference",
        )


def _order(session: Session, found: SuspensionView) -> texts.Order:
    assert found.ordered_at is not None
    return texts.Order(
        reference=found.reference,
        participant=found.organisation_name,
        of_dcc=found.target == SuspensionTarget.DCC_SERVICE,
        grounds=found.grounds,
        services=found.scopes[0].services,
        ordered_at=found.ordered_at,
        effective_at=found.effective_at,
        review_on=found.review_on if found.lifted_at is None else None,
        decided=_decided(session, found.decision),
    )


def _decided(session: Session, decision: str | None) -> str:
    """ "By DEC-2026-0031 of meeting MTG-2026-0007, 12 October 2026, 03:10 (BST): 4 members counted, 4 needed." """
    row = session.execute(
        select(
            Decision.reference,
            Decision.decided_at,
            Decision.quorum_count,
            Decision.quorum_needed,
            Meeting.reference.label("meeting"),
        )
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.reference == decision)
    ).first()
    if row is None:
        return ""
    return (
        f"By {row.reference} of the meeting {row.meeting}, {instant(row.decided_at)}: {row.quorum_count} members"
        f" counted, {row.quorum_needed} needed."
    )


def _instruction(session: Session, found: SuspensionView, as_of: date) -> LetterPaper:
    dcc = _dcc(session)
    return _paper(
        session,
        found.reference,
        about=found.reference,
        case=found.case,
        to=dcc,
        subject=f"Instruction to suspend, {found.reference}",
        sent=found.instructed_at is not None,
        dated=as_of if found.instructed_at is None else uk_day(found.instructed_at),
        text=texts.instruction(_order(session, found)),
    )


def _dcc(session: Session) -> str:
    name = session.scalars(
        select(Organisation.name)
        .where(Organisation.category == PartyCategory.DCC, Organisation.withdrawn_on.is_(None))
        .order_by(Organisation.reference)
    ).first()
    return name or "DCC"


def _notice(session: Session, found: SuspensionView, asked: str, as_of: date) -> LetterPaper:
    line = next((one for one in found.notices if one.reference == asked), None)
    if line is None:
        raise NotFound(f"There is no notice {asked[:60]} in this register.", field="reference")
    _is_told(session, line)
    scope = next(one for one in found.scopes if one.number == line.about_scope)
    to = NoticeTo(line.addressee)
    told_to = {NoticeTo.PARTICIPANT: found.organisation_name, NoticeTo.DCC: _dcc(session)}.get(to, label(to))
    change = texts.Change(
        change=ScopeChange(scope.change), from_at=scope.from_at, services=scope.services, reason=scope.reason
    )
    return _paper(
        session,
        line.reference,
        about=found.reference,
        case=found.case,
        to=told_to,
        subject=f"Notice to the {addressed(to)}: {found.reference}",
        sent=line.sent_at is not None,
        dated=as_of if line.sent_at is None else uk_day(line.sent_at),
        text=texts.notice(_order(session, found), to, change, line.late_reason),
    )


def _is_told(session: Session, line: NoticeLine) -> None:
    if line.state == NoticeState.EXCEPTED:
        raise Refused(
            f"{line.reference} is withheld: the PMA judged that telling the Parties is itself a security risk. End the"
            " exception first.",
            rule="R83",
            paragraph=paragraph("R83"),
            field="reference",
        )
    if line.state == NoticeState.NOT_NECESSARY:
        raise Refused(
            f"{line.reference} was held not to be necessary: {line.state_reason}",
            rule="R82",
            paragraph=paragraph("R82"),
            field="reference",
        )


def _crl(session: Session, asked: str, as_of: date) -> LetterPaper:
    key = session.execute(select(CrlInstruction.id).where(CrlInstruction.reference == asked)).scalar()
    if key is None:
        raise NotFound(f"There is no {asked[:60]} in this register.", field="reference")
    row = _crl_row(session, key)
    (line,) = suspensions.crl_of(session, CrlInstruction.id == key)
    if row.irregular:
        raise Refused(
            f"{asked} is purported and not valid: no paper of the PMA rests on it. Put it before a quorate meeting.",
            rule="R85",
            paragraph=paragraph("R85"),
            field="reference",
        )
    if not line.certificates:
        raise Refused(f"{asked} names no certificate.", rule="R85", paragraph=paragraph("R85"), field="reference")
    return _paper(
        session,
        asked,
        about=asked,
        case=row.case,
        to=_dcc(session),
        subject=f"Instruction to place certificates on the CRL, {asked}",
        sent=line.issued_at is not None,
        dated=as_of if line.issued_at is None else uk_day(line.issued_at),
        text=texts.crl(
            asked,
            [texts.Certificate(issuer=one.issuer, serial=one.serial, holder=one.holder) for one in line.certificates],
            line.clause or "",
            _decided(session, line.decision) or "The decision of the PMA is not recorded yet.",
            row.reasons,
            row.suspension,
        ),
    )


def _crl_row(session: Session, key: UUID) -> Any:
    irregular = (
        select(IrregularFact.id)
        .where(IrregularFact.record_id == key, IrregularFact.rule == "R85", IrregularFact.settled_on.is_(None))
        .exists()
    )
    return session.execute(
        select(
            CrlInstruction.reasons,
            Case.reference.label("case"),
            Suspension.reference.label("suspension"),
            irregular.label("irregular"),
        )
        .join(Case, Case.id == CrlInstruction.case_id)
        .outerjoin(Suspension, Suspension.id == CrlInstruction.suspension_id)
        .where(CrlInstruction.id == key)
    ).one()


def _paper(
    session: Session,
    reference: str,
    *,
    about: str,
    case: str,
    to: str,
    subject: str,
    sent: bool,
    dated: date,
    text: str,
) -> LetterPaper:
    identity = session.execute(select(RegisterIdentity.name, RegisterIdentity.body)).one()
    classification = session.execute(select(Case.classification).where(Case.reference == case)).scalar_one()
    return LetterPaper(
        reference=reference,
        state=(LetterState.SENT if sent else LetterState.DRAFT).value,
        kind="emergency",
        subject=subject,
        about=about,
        office=identity.name,
        body=identity.body,
        organisation=to,
        addressee=to,
        dated=dated,
        answer_by=None,
        classification=classification.value,
        text=text,
    )
