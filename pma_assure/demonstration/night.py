"""A suspension at three in the morning: the call, a notice withheld, certificates onto the CRL, and an appeal.

It is written down on the morning after, as it happened; the review and the notice wait.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from pma_assure.demonstration import old_tracker
from pma_assure.demonstration.office import Office, named
from pma_assure.demonstration.roster import CHAIR
from pma_assure.demonstration.timetable import Story, at
from pma_assure.records.cases import Case
from pma_assure.records.emergency import CrlInstruction, Suspension
from pma_assure.rules.vocabulary import GroundKind, GroundLikelihood
from pma_assure.workflows import appeals, emergency_papers, notices, suspension_course, suspension_night
from pma_assure.workflows.crl import CertificateGiven

ON_CALL = (CHAIR, "A. Whitcombe", "H. Boyd", "Niamh Ní Bhriain")
NOT_REACHED = ("D. Reyes", "S. Mistry")
ELECTRICITY = "Electricity supply User Gateway services"
GAS = "Gas supply User Gateway services"
ISSUER = "DCC Organisation CA"
SERIALS = ("5C:71:0E:04", "5C:71:0E:05")


def story(office: Office) -> Story:
    work, day = office.timetable.at_work, office.timetable.day
    night = work(2026, 11, 16)
    yield night

    def oclock(hour: int, minute: int, on: date = night) -> datetime:
        return at(on, hour, minute)

    suspension = named(
        suspension_night.record_night(
            office.keeper,
            organisation=old_tracker.PARTICIPANT,
            called_at=oclock(3, 5),
            on_call=ON_CALL,
            not_reached=NOT_REACHED,
            ground=GroundKind.COMPROMISE,
            likelihood=GroundLikelihood.LIKELY,
            services=f"{ELECTRICITY}\n{GAS}",
            decided_at=oclock(3, 14),
            instructed_at=oclock(3, 20),
            effective_at=oclock(3, 41),
            review_on=day(2026, 11, 24),
            panel_told_at=oclock(3, 30),
            authority_told_at=oclock(3, 52),
            parties_withheld_because="The thief may not know yet that the loss was noticed; a notice to all Parties"
            " would say so.",
            parties_review_on=day(2026, 11, 23),
            certificates=tuple(
                CertificateGiven(issuer=ISSUER, serial=serial, holder=old_tracker.PARTICIPANT) for serial in SERIALS
            ),
            clause="4.9.3",
            crl_issued_at=oclock(3, 26),
            crl_confirmed_at=oclock(4, 8),
            call_ended_at=oclock(4, 12),
            no_dialogue_because="The number for out of hours rang unanswered from 03:06 to 03:12, five times.",
        )
    )
    office.made["night"] = suspension
    office.made["night case"], instruction = _beside(office, suspension)
    notices.give_reason(
        office.keeper,
        notice=f"{suspension}/N2",
        late_reason="The Authority's line is not staffed at night; its duty officer rang back at 03:52, so it was not"
        " practicable before.",
    )
    for paper in (suspension, f"{suspension}/N1", instruction):
        emergency_papers.issue_paper(office.keeper, about=paper, renderer=office.renderers.letter)
    yield work(2026, 11, 17)
    suspension_course.give_reasons(
        office.keeper,
        suspension=suspension,
        effect_on_service="Whoever has the keys can send messages that devices take for the participant's own.",
        reasons="The module that holds the keys of the desk was stolen from a vehicle at about 01:30, with the cards of"
        " two officers; the participant's own guard reported it to the operator at 02:40.",
        proportionality="Nothing less stops the keys from being used: revocation alone takes effect when each device"
        " reads the list.",
        impact="Its reads and top-ups from 03:41; the operator reads prepayment meters on its behalf meanwhile.",
    )
    yield work(2026, 11, 19)
    appeals.lodge(
        office.keeper,
        suspension=suspension,
        lodged_on=office.day,
        grounds="The gas services use keys of another module, which is in its safe.",
        interim_effect="The suspension holds until the appeal is heard.",
    )


def _beside(office: Office, suspension: str) -> tuple[str, str]:
    """(case, CRL instruction) that were made with it."""
    with office.register.reading() as session:
        made = session.execute(
            select(Case.reference.label("case"), CrlInstruction.reference.label("instruction"))
            .join(Suspension, Suspension.case_id == Case.id)
            .join(CrlInstruction, CrlInstruction.suspension_id == Suspension.id)
            .where(Suspension.reference == suspension)
        ).one()
    return made.case, made.instruction
