"""What a case file says of an emergency: the suspensions of the case with all that was told, and the CRL (R75-R86)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from pma_assure.records import suspension_values
from pma_assure.records.emergency import CrlInstruction
from pma_assure.rules.certificates import serial_in_octets
from pma_assure.rules.vocabulary import (
    AppealState,
    CrlState,
    NoticeState,
    NoticeTo,
    ScopeChange,
    SuspensionState,
    SuspensionTarget,
)
from pma_assure.values.assurance_papers import FileEntry, FileSection
from pma_assure.values.emergency_page import SuspensionView
from pma_assure.views.case_file_pieces import entry, section, table


def part(session: Session, case: UUID, as_of: date) -> FileSection | None:
    """Each suspension whole, with every notice as prior or after and its reason (R79-R83), and the CRL instructions."""
    found = suspension_values.of_case(session, case, as_of)
    instructions = suspension_values.crl_of(session, CrlInstruction.case_id == case)
    return section(
        "Suspensions and the CRL",
        "emergency",
        entries=tuple(_suspension(one) for one in found),
        tables=(
            table(
                "Scopes",
                ("Suspension", "Scope", "From", "Suspended", "By"),
                (18, 18, 18, 28, 18),
                (
                    (
                        f"{one.reference}, {scope.number}",
                        ScopeChange(scope.change),
                        scope.from_at,
                        scope.services,
                        scope.appeal or scope.decision,
                    )
                    for one in found
                    for scope in one.scopes
                ),
            ),
            table(
                "Notices",
                ("Notice", "To", "State", "Sent", "Before or after", "Why not before, or why withheld"),
                (16, 14, 12, 16, 20, 22),
                (
                    (
                        each.reference,
                        NoticeTo(each.addressee),
                        NoticeState(each.state),
                        each.sent_at or "—",
                        each.sentence,
                        each.late_reason or each.state_reason or "—",
                    )
                    for one in found
                    for each in one.notices
                ),
            ),
            table(
                "Calls",
                ("Suspension", "At", "Whom", "Reached", "Said"),
                (18, 18, 22, 12, 30),
                (
                    (one.reference, each.at, each.whom, each.reached, each.said or "—")
                    for one in found
                    for each in one.calls
                ),
            ),
            table(
                "Appeals to the Authority, as reported",
                ("Appeal", "Lodged", "Heard", "Outcome", "Grounds", "In its words"),
                (18, 11, 11, 14, 24, 22),
                (
                    (
                        each.reference,
                        each.lodged_on,
                        each.heard_on,
                        AppealState(each.state),
                        each.grounds,
                        each.outcome,
                    )
                    for one in found
                    for each in one.appeals
                ),
            ),
            table(
                "CRL instructions",
                ("Instruction", "State", "Certificates", "Issued", "Confirmed by the DCC", "By"),
                (16, 12, 26, 16, 16, 14),
                (
                    (
                        each.reference,
                        CrlState(each.state),
                        [f"{of.issuer} {serial_in_octets(of.serial)}" for of in each.certificates],
                        each.issued_at,
                        each.confirmed_at,
                        each.decision,
                    )
                    for each in instructions
                ),
            ),
        ),
    )


def _suspension(one: SuspensionView) -> FileEntry:
    standing = "Purported: not ordered by a valid decision of the PMA, and nothing rests on it" if one.purported else ""
    return entry(
        one.reference,
        one.title,
        {
            "State": SuspensionState(one.state),
            "What is suspended": SuspensionTarget(one.target),
            "Standing": standing,
            "Ground": one.grounds,
            "Considered": one.considered_at,
            "Ordered": one.ordered_at,
            "By": one.decision,
            "DCC instructed": one.instructed_at,
            "Took effect": one.effective_at,
            "Lasted in full": one.full_duration,
            "Lasted in part": one.partial_duration,
            "Review": one.review_on,
            "Lifted": one.lifted_at,
            "Lifted by": one.lift_decision,
            "Closed": one.closed_on,
            "Still to be written down": [what for _, what in one.missing],
        },
        {
            "How it threatens the SMKI Service": one.effect_on_service,
            "Reasons": one.reasons,
            "No dialogue with the participant, because": one.no_dialogue_because,
            "Why it is proportionate": one.proportionality,
            "Impact on the participant's obligations": one.impact,
            "Reason for the state": one.state_reason,
        },
    )
