"""Suspensions whole, for ``show``, the case page, *why* and the papers: columns in, values out (R75-R86)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.emergency import (
    Appeal,
    CrlCertificate,
    CrlInstruction,
    EmergencyCall,
    Notice,
    NoticeException,
    Suspension,
    SuspensionScope,
    SuspensionText,
)
from pma_assure.records.emergency_quorum import who_else
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence
from pma_assure.records.people import Person
from pma_assure.rules.calendar import UK
from pma_assure.rules.certificates import confirmation
from pma_assure.rules.emergency import (
    MAY_FOLLOW,
    Duration,
    ScopeFact,
    duration,
    grounds_in_words,
    minutes_between,
    services_of,
    still_owed,
)
from pma_assure.rules.notices import NoticeFact, timing
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ORDERED_SUSPENSIONS
from pma_assure.rules.vocabulary import DecisionState, ScopeChange, SuspensionState
from pma_assure.rules.wording import instant
from pma_assure.values.emergency_page import (
    AppealLine,
    CallLine,
    CertificateLine,
    CrlLine,
    ExceptionLine,
    HelpingLine,
    NoticeLine,
    ScopeLine,
    SuspensionView,
)
from pma_assure.values.outcome import Because

TEXTS = ("effect_on_service", "reasons", "proportionality", "impact", "no_dialogue_because")


def of_case(session: Session, case_id: UUID, as_of: date) -> tuple[SuspensionView, ...]:
    """The suspensions of a case, by reference; () for the many cases without one."""
    keys = session.scalars(
        select(Suspension.id).where(Suspension.case_id == case_id).order_by(Suspension.reference)
    ).all()
    return tuple(one(session, key, as_of) for key in keys)


def one(session: Session, key: UUID, as_of: date) -> SuspensionView:
    row = _row(session, key)
    text = session.execute(
        select(
            SuspensionText.effect_on_service,
            SuspensionText.reasons,
            SuspensionText.proportionality,
            SuspensionText.impact,
            SuspensionText.no_dialogue_because,
            SuspensionText.proposed_services,
            SuspensionText.state_reason,
        ).where(SuspensionText.suspension_id == key)
    ).one()
    scopes = _scopes(session, row)
    calls = _calls(session, key)
    facts = [
        ScopeFact(number=each.number, change=ScopeChange(each.change), from_at=each.from_at, services=each.services)
        for each in scopes
    ]
    told = _notices(session, row, scopes)
    lasted = duration(row.effective_at, row.lifted_at, facts, _end_of(as_of))
    ordered = row.state in ORDERED_SUSPENSIONS
    purported = _purported(session, key)
    spoke = any(each.dialogue and (row.ordered_at is None or each.at < row.ordered_at) for each in calls)
    owed = still_owed({name: getattr(text, name) for name in TEXTS}, dialogue=spoke) if ordered else ()
    return SuspensionView(
        reference=row.reference,
        version=row.version,
        title=row.title,
        state=row.state.value,
        case=row.case,
        organisation=row.organisation,
        organisation_name=row.organisation_name,
        target=row.target.value,
        grounds=grounds_in_words(row.ground, row.likelihood, row.immediate),
        considered_at=row.considered_at,
        ordered_at=row.ordered_at,
        instructed_at=row.instructed_at,
        effective_at=row.effective_at,
        review_on=row.review_on,
        lifted_at=row.lifted_at,
        closed_on=row.closed_on,
        decision=row.decision,
        lift_decision=row.lift_decision,
        meeting=row.meeting,
        valid=ordered and not purported,
        purported=purported,
        quorum_count=row.quorum_count,
        quorum_needed=row.quorum_needed,
        could_make_quorum=_could_make(session, row, calls) if purported else (),
        full_minutes=lasted.full if _full_is_over(lasted) else None,
        full_duration=lasted.full_in_words if _full_is_over(lasted) else "",
        partial_minutes=None if lasted.running else lasted.partial,
        partial_duration="" if lasted.running else lasted.partial_in_words,
        proposed_services=services_of(text.proposed_services),
        services=_suspended(row.state, scopes),
        missing=tuple((name, MAY_FOLLOW[name][0]) for name in owed),
        state_reason=text.state_reason,
        scopes=scopes,
        calls=calls,
        notices=tuple(line for line, _ in told),
        appeals=_appeals(session, key, scopes),
        crl=crl_of(session, CrlInstruction.suspension_id == key),
        why=(*(because for _, because in told), *_why_of_lengths(row, lasted)),
        **{name: getattr(text, name) for name in TEXTS},
    )


def _row(session: Session, key: UUID) -> Any:
    lift = Decision.__table__.alias("lift")
    return session.execute(
        select(
            Suspension.id,
            Suspension.version,
            Suspension.reference,
            Suspension.title,
            Suspension.state,
            Suspension.target,
            Suspension.ground,
            Suspension.likelihood,
            Suspension.immediate,
            Suspension.considered_at,
            Suspension.ordered_at,
            Suspension.instructed_at,
            Suspension.effective_at,
            Suspension.review_on,
            Suspension.lifted_at,
            Suspension.closed_on,
            Case.reference.label("case"),
            Organisation.reference.label("organisation"),
            Organisation.name.label("organisation_name"),
            Decision.reference.label("decision"),
            Decision.state.label("decision_state"),
            Decision.item_id,
            Decision.decided_at,
            Decision.quorum_count,
            Decision.quorum_needed,
            lift.c.reference.label("lift_decision"),
            Meeting.reference.label("meeting"),
        )
        .join(Case, Case.id == Suspension.case_id)
        .join(Organisation, Organisation.id == Suspension.organisation_id)
        .outerjoin(Decision, Decision.id == Suspension.decision_id)
        .outerjoin(lift, lift.c.id == Suspension.lift_decision_id)
        .outerjoin(Meeting, Meeting.id == Suspension.meeting_id)
        .where(Suspension.id == key)
    ).one()


def _end_of(as_of: date) -> datetime:
    return datetime.combine(as_of, time(23, 59), tzinfo=UK)


def _purported(session: Session, key: UUID) -> bool:
    return (
        session.execute(
            select(IrregularFact.id)
            .where(IrregularFact.record_id == key, IrregularFact.rule == "R76", IrregularFact.settled_on.is_(None))
            .limit(1)
        ).first()
        is not None
    )


def _could_make(session: Session, row: Any, calls: tuple[CallLine, ...]) -> tuple[HelpingLine, ...]:
    """Who else could have made the quorum of the purported decision, and whether one tried to reach them."""
    if row.item_id is None or row.decision_state != DecisionState.PURPORTED:
        return ()
    missed = {each.person for each in calls if not each.reached}
    _, helping = who_else(session, row.item_id, row.decided_at)
    return tuple(
        HelpingLine(person=each.person, name=each.name, place=each.place, not_reached=each.person in missed)
        for each in helping
    )


def _full_is_over(lasted: Duration) -> bool:
    return lasted.full is not None and (lasted.partial is not None or not lasted.running)


def _suspended(state: SuspensionState, scopes: tuple[ScopeLine, ...]) -> tuple[str, ...]:
    """What is suspended now: nothing before it took effect, nor once it was lifted."""
    return scopes[-1].services if scopes and state == SuspensionState.IN_EFFECT else ()


def _scopes(session: Session, row: Any) -> tuple[ScopeLine, ...]:
    rows = session.execute(
        select(
            SuspensionScope.number,
            SuspensionScope.change,
            SuspensionScope.from_at,
            SuspensionScope.services,
            SuspensionScope.reason,
            Decision.reference.label("decision"),
            Appeal.reference.label("appeal"),
        )
        .outerjoin(Decision, Decision.id == SuspensionScope.decision_id)
        .outerjoin(Appeal, Appeal.id == SuspensionScope.appeal_id)
        .where(SuspensionScope.suspension_id == row.id)
        .order_by(SuspensionScope.number)
    )
    return tuple(
        ScopeLine(
            number=each.number,
            change=each.change.value,
            from_at=row.effective_at if each.change == ScopeChange.ORDERED else each.from_at,
            services=services_of(each.services),
            decision=each.decision,
            appeal=each.appeal,
            reason=each.reason,
        )
        for each in rows
    )


def _calls(session: Session, key: UUID) -> tuple[CallLine, ...]:
    rows = session.execute(
        select(
            EmergencyCall.at,
            Person.reference,
            EmergencyCall.whom,
            EmergencyCall.reached,
            EmergencyCall.dialogue,
            EmergencyCall.said,
        )
        .outerjoin(Person, Person.id == EmergencyCall.person_id)
        .where(EmergencyCall.suspension_id == key)
        .order_by(EmergencyCall.at, EmergencyCall.id)
    )
    return tuple(
        CallLine(
            at=each.at,
            person=each.reference,
            whom=each.whom,
            reached=each.reached,
            dialogue=each.dialogue,
            said=each.said,
        )
        for each in rows
    )


def _notices(session: Session, row: Any, scopes: tuple[ScopeLine, ...]) -> tuple[tuple[NoticeLine, Because], ...]:
    judged: dict[UUID, list[ExceptionLine]] = defaultdict(list)
    for each in session.execute(
        select(
            NoticeException.notice_id,
            NoticeException.number,
            NoticeException.judged_on,
            NoticeException.review_on,
            NoticeException.basis,
            Decision.reference.label("decision"),
        )
        .join(Notice, Notice.id == NoticeException.notice_id)
        .outerjoin(Decision, Decision.id == NoticeException.decision_id)
        .where(Notice.suspension_id == row.id)
        .order_by(NoticeException.number)
    ):
        judged[each.notice_id].append(
            ExceptionLine(
                number=each.number,
                judged_on=each.judged_on,
                review_on=each.review_on,
                decision=each.decision,
                basis=each.basis,
            )
        )
    rows = session.execute(
        select(
            Notice.id,
            Notice.reference,
            Notice.number,
            Notice.addressee,
            Notice.about_scope,
            Notice.state,
            Notice.sent_at,
            Notice.channel,
            Notice.review_on,
            Notice.late_reason,
            Notice.state_reason,
            Evidence.reference.label("proof"),
        )
        .outerjoin(Evidence, Evidence.id == Notice.proof_id)
        .where(Notice.suspension_id == row.id)
        .order_by(Notice.number)
    )
    by_number = {each.number: each for each in scopes}
    return tuple(_notice(each, by_number[each.about_scope], tuple(judged[each.id])) for each in rows)


def _notice(row: Any, scope: ScopeLine, exceptions: tuple[ExceptionLine, ...]) -> tuple[NoticeLine, Because]:
    told = timing(
        NoticeFact(
            reference=row.reference,
            addressee=row.addressee,
            state=row.state,
            change=ScopeChange(scope.change),
            told_of=scope.from_at,
            sent_at=row.sent_at,
            late_reason=row.late_reason,
        )
    )
    line = NoticeLine(
        reference=row.reference,
        number=row.number,
        addressee=row.addressee.value,
        about_scope=row.about_scope,
        change=scope.change,
        state=row.state.value,
        told_of=scope.from_at,
        sent_at=row.sent_at,
        channel=row.channel,
        margin_minutes=told.margin,
        prior=told.prior,
        test=told.test,
        owes_reason=told.owes_reason,
        late_reason=row.late_reason,
        sentence=told.sentence,
        review_on=row.review_on,
        state_reason=row.state_reason,
        proof=row.proof,
        exceptions=exceptions,
    )
    return line, told.because


def _appeals(session: Session, key: UUID, scopes: tuple[ScopeLine, ...]) -> tuple[AppealLine, ...]:
    rows = session.execute(
        select(
            Appeal.reference,
            Appeal.state,
            Appeal.lodged_on,
            Appeal.heard_on,
            Appeal.outcome_on,
            Appeal.grounds,
            Appeal.interim_effect,
            Appeal.outcome,
        )
        .where(Appeal.suspension_id == key)
        .order_by(Appeal.number)
    )
    return tuple(
        AppealLine(
            reference=each.reference,
            state=each.state.value,
            lodged_on=each.lodged_on,
            heard_on=each.heard_on,
            outcome_on=each.outcome_on,
            grounds=each.grounds,
            interim_effect=each.interim_effect,
            outcome=each.outcome,
            led_to=tuple(scope.number for scope in scopes if scope.appeal == each.reference),
        )
        for each in rows
    )


def crl_of(session: Session, *criteria: Any) -> tuple[CrlLine, ...]:
    """CRL instructions that meet these criteria, each with the certificates that were not taken out."""
    rows = session.execute(
        select(
            CrlInstruction.id,
            CrlInstruction.reference,
            CrlInstruction.title,
            CrlInstruction.state,
            CrlInstruction.clause,
            CrlInstruction.decided_at,
            CrlInstruction.issued_at,
            CrlInstruction.confirmed_at,
            CrlInstruction.confirmed_by,
            Decision.reference.label("decision"),
        )
        .outerjoin(Decision, Decision.id == CrlInstruction.decision_id)
        .where(*criteria)
        .order_by(CrlInstruction.reference)
    ).all()
    named: dict[UUID, list[CertificateLine]] = defaultdict(list)
    for each in session.execute(
        select(CrlCertificate.crl_instruction_id, CrlCertificate.issuer, CrlCertificate.serial, CrlCertificate.holder)
        .where(CrlCertificate.crl_instruction_id.in_([row.id for row in rows]), CrlCertificate.withdrawn_on.is_(None))
        .order_by(CrlCertificate.issuer, CrlCertificate.serial)
    ):
        named[each.crl_instruction_id].append(
            CertificateLine(issuer=each.issuer, serial=each.serial, holder=each.holder)
        )
    return tuple(
        CrlLine(
            reference=row.reference,
            title=row.title,
            state=row.state.value,
            clause=row.clause,
            decision=row.decision,
            decided_at=row.decided_at,
            issued_at=row.issued_at,
            confirmed_at=row.confirmed_at,
            confirmed_by=row.confirmed_by,
            minutes=None
            if row.issued_at is None or row.confirmed_at is None
            else minutes_between(row.issued_at, row.confirmed_at),
            certificates=tuple(named[row.id]),
        )
        for row in rows
    )


def why(session: Session, reference: str, as_of: date) -> list[Because]:
    """Why each margin and length of time is what it is; of a notice, its own."""
    if reference.startswith("CRL"):
        row = session.execute(
            select(CrlInstruction.issued_at, CrlInstruction.confirmed_at).where(CrlInstruction.reference == reference)
        ).first()
        because = None if row is None else confirmation(row.issued_at, row.confirmed_at)
        return [] if because is None else [because]
    key = session.execute(select(Suspension.id).where(Suspension.reference == reference.split("/")[0])).scalar()
    if key is None:
        return []
    found = one(session, key, as_of)
    if "/" not in reference:
        return list(found.why)
    return [each for line, each in zip(found.notices, found.why, strict=False) if line.reference == reference]


def _why_of_lengths(row: Any, lasted: Duration) -> list[Because]:
    if row.effective_at is None or not _full_is_over(lasted):
        return []
    inputs = [("took effect", instant(row.effective_at))]
    if row.lifted_at is not None:
        inputs.append(("lifted", instant(row.lifted_at)))
    found = [
        Because(
            what="Duration of the full suspension",
            value=lasted.full_in_words,
            rule="R78",
            paragraph=paragraph("R78"),
            inputs=tuple(inputs),
        )
    ]
    if lasted.partial is not None and not lasted.running:
        found.append(
            Because(
                what="Duration after a part was lifted",
                value=lasted.partial_in_words,
                rule="R78",
                paragraph=paragraph("R78"),
                inputs=tuple(inputs),
            )
        )
    return found
