"""What was written about the plan of Bryn Ŵyn Energy: findings, two versions of the plan, and advice on both."""

from __future__ import annotations

from pma_assure.demonstration.timetable import Timetable
from pma_assure.rules.vocabulary import RequirementAnswer
from pma_assure.workflows.plan_answers import AnswerGiven
from pma_assure.workflows.plan_versions import MilestoneGiven, PartGiven

CASE = (
    "Bryn Ŵyn Energy reported on {2026-03-27} that both shares of its organisation key were kept in one safe at its"
    " contractor's premises in Wrexham. The assessor visited on {2026-04-15}."
)
CASE_PROPORTIONALITY = (
    "A small supplier with nine staff, two of them in trusted roles. The requirement is the same as for everybody; the"
    " plan may use a second custodian outside the company and more time for the move of the module."
)
ALLEGATION = (
    "Both shares of the organisation key could be reached by one custodian, contrary to clause"
    " 6.2.2 of the Organisation CP."
)
BREACH_REASONS = (
    "One person could have restored and used the organisation key for nineteen months. Nothing shows that anybody did."
    " The PMA considered by five votes to none that the breach was material, and noted that the participant found and"
    " reported it itself."
)
REQUIRED = (
    "The Panel requires Bryn Ŵyn Energy to submit by {2026-06-30} a plan for the custody of its key shares, for the"
    " move of the module and for its records."
)
RETURNED = (
    "The Panel returns version 1 for the reason the PMA gave: nobody could tell when the action on the module is"
    " complete. A new version is due by {2026-07-31}."
)
APPROVED = "The Panel approves version 2 of the plan as the PMA advised."
EXTENDED = "The Panel extends milestone 2 to {2026-11-30}, and expects no further extension."

FINDINGS = (
    (
        "Both key shares in one safe",
        "major",
        "REQ-OCP-1.4-6.2.2",
        (2024, 11, 4),
        "The two shares of the organisation key lie in one safe in the contractor's office. The contractor's custodian"
        " has the combination and signs for both envelopes. The custody sheet shows nine openings since {2024-11-04},"
        " all by the same person.",
        "One person could restore and use the organisation key.",
        "The contract speaks of the safe, not of the shares.",
        "Accepted. One share has been taken to our own office in Bala.",
    ),
    (
        "Cards not reconciled with the card register",
        "minor",
        "REQ-RAPP-2.1-6.1",
        (2026, 2, 2),
        "The card register names fourteen cards; eleven were found. Three were returned by staff who left and were not"
        " entered. No reconciliation is recorded since the register was begun.",
        "A missing card would not be noticed.",
        "Nobody is named for the register.",
        "Accepted.",
    ),
    (
        "Audit logs not reviewed since January",
        "minor",
        "REQ-OCP-1.4-5.4.6",
        (2026, 2, 2),
        "The monthly review of the audit logs is signed up to the end of January. The reviewer left the company.",
        "Events of three months were looked at by nobody.",
        "No deputy.",
        "Accepted. The three months have been read since; nothing was found.",
    ),
)
OTHER_REQUIREMENTS = ("REQ-SA-1.1-3.5", "REQ-SA-1.1-4.1", "REQ-COMPLIANCE-1.3-5.1")
TITLE = "Remediation plan: custody of key shares"
_FIRST_PARTS = (
    (
        "Summary",
        "Bryn Ŵyn Energy is a supplier with nine staff. Its hardware security module stands in Wrexham at the premises"
        " of Coldharbour Key Services, who also kept both shares of the organisation key.\n\n"
        "We found on {2026-03-26}, while preparing for a recovery exercise, that one custodian can reach both shares,"
        " and reported it on the next day.",
    ),
    (
        "Custody of the shares",
        "One share has been in our office in Bala since {2026-04-02}, in a safe to which two of our own staff have the"
        " combination. The other stays with the contractor. From now on nobody holds or can reach both.",
    ),
    (
        "The module",
        "The module will be moved to a rack of its own, to which the contractor's staff have access only together with"
        " one of ours.",
    ),
    (
        "Records",
        "The card register will be reconciled, and the review of the logs taken up again. The Office Manager is"
        " responsible for both.",
    ),
)
_SECOND_PARTS = (
    (*_FIRST_PARTS[0],),
    (
        "Custody of the shares",
        "One share has been in our office in Bala since {2026-04-02}, in a safe to which two of our own staff have the"
        " combination. The other stays with the contractor. From now on nobody holds or can reach both.\n\n"
        "New shares will be made in a ceremony with two witnesses, since the old ones lay together: what was written on"
        " them may be known.",
    ),
    (
        "The module",
        "The module will be moved to a locked rack of its own. The door needs two badges, one of the contractor and"
        " one of ours, within thirty seconds, and records both.\n\n"
        "Until the move is done the contractor's staff do not enter the room without one of us.",
    ),
    (
        "Records",
        "The card register is reconciled by the Office Manager and countersigned by the Operations Director, twice a"
        " year."
        "\n\nThe logs are reviewed every month by our accountants in Dolgellau, who hold no role in them; the Finance"
        " Director is their deputy.",
    ),
)
MODULE_CRITERION = (
    "The door's record of thirty days shows two badges, one of each company, for every entry; an attempt with one badge"
    " is refused in the assessor's presence."
)


def parts(version: int, timetable: Timetable) -> tuple[PartGiven, ...]:
    """The parts of version 1 or 2."""
    written = _FIRST_PARTS if version == 1 else _SECOND_PARTS
    return tuple(PartGiven(heading=heading, text=timetable.tell(text)) for heading, text in written)


def milestones(version: int, timetable: Timetable, findings: tuple[str, ...]) -> tuple[MilestoneGiven, ...]:
    """The milestones of version 1 or 2; the second has a criterion for the module, and two dates later."""
    day = timetable.day
    shares, cards, logs = findings
    return (
        MilestoneGiven(
            title="New shares are made and kept by two custodians",
            owner="Bryn Ŵyn Energy, Operations Director",
            due=day(2026, 9, 30),
            criterion="The signed script names two witnesses; each custody sheet names one custodian and no other.",
            finding=shares,
        ),
        MilestoneGiven(
            title="The module is moved to a rack that two persons open",
            owner="Bryn Ŵyn Energy, Operations Director",
            due=day(2026, 10, 31),
            criterion="" if version == 1 else MODULE_CRITERION,
            finding=shares,
        ),
        MilestoneGiven(
            title="The card register agrees with the cards",
            owner="Bryn Ŵyn Energy, Office Manager",
            due=day(2026, 10, 15) if version == 1 else day(2026, 11, 13),
            criterion="Every card in the register is shown, and every card shown is in the register; signed by two.",
            finding=cards,
        ),
        MilestoneGiven(
            title="Three monthly reviews of the logs by somebody outside",
            owner="Bryn Ŵyn Energy, Finance Director",
            due=day(2026, 11, 30) if version == 1 else day(2026, 12, 15),
            criterion="Three reviews in a row, each signed within ten Working Days after the month's end.",
            finding=logs,
        ),
    )


def _answer(requirement: str, answer: RequirementAnswer, reason: str) -> AnswerGiven:
    return AnswerGiven(requirement=requirement, answer=answer, reason=reason)


_MEETS, _NOT = RequirementAnswer.MEETS, RequirementAnswer.DOES_NOT_MEET
_BOTH = (
    _answer(
        "REQ-RAPP-2.1-6.1",
        _MEETS,
        "The register is reconciled by one person and, from then on, twice a year; the three missing cards are"
        " accounted for.",
    ),
    _answer("REQ-SA-1.1-3.5", _MEETS, "Each share is in a safe of its own, in premises of different companies."),
    _answer(
        "REQ-SA-1.1-4.1", _MEETS, "The contract as amended gives the right to inspect the room and the custody sheets."
    ),
)
ANSWERS_1 = (
    *_BOTH,
    _answer(
        "REQ-OCP-1.4-6.2.2",
        RequirementAnswer.MEETS_IN_PART,
        "The shares are apart. The old shares stay in use although they lay together for nineteen months, and the plan"
        " does not say how the two persons at the rack are made sure of.",
    ),
    _answer(
        "REQ-OCP-1.4-5.4.6",
        RequirementAnswer.MEETS_IN_PART,
        "The reviews are taken up again by the Office Manager, who also holds an administrator's card: the logs record"
        " it.",
    ),
    _answer(
        "REQ-COMPLIANCE-1.3-5.1",
        _NOT,
        "Milestone 2, the move of the module, has an owner and a date but no criterion.",
    ),
)
ANSWERS_2 = (
    *_BOTH,
    _answer(
        "REQ-OCP-1.4-6.2.2",
        _MEETS,
        "New shares replace those that lay together; the door of the rack needs a badge of each company and records"
        " both.",
    ),
    _answer("REQ-OCP-1.4-5.4.6", _MEETS, "The accountants hold no role in the logs, and a deputy is named."),
    _answer("REQ-COMPLIANCE-1.3-5.1", _MEETS, "Each action has an owner, a date and a criterion."),
)
RECOMMENDATION_1 = (
    "The PMA recommends that the Panel return version 1 and ask for a criterion for the move of the module, for new"
    " shares, and for a reviewer of the logs who does not appear in them."
)
REASONS_1 = (
    "Version 1 separates the shares, which was urgent and is done. It does not replace them. They lay in one safe for"
    " nineteen months, and whoever had opened both envelopes could hold copies now.\n\n"
    "The move of the module has no criterion: a rack of its own to which staff have access together can be a door with"
    " two keys on one ring. Nobody could say on {2026-10-31} whether the milestone is met.\n\n"
    "The reviews of the logs are given to the Office Manager, who holds one of the fourteen cards. The policy asks for"
    " a reader who holds none of the roles recorded."
)
RECOMMENDATION_2 = "The PMA recommends that the Panel approve version 2 of the plan."
REASONS_2 = (
    "Version 2 answers each of the three points on which version 1 was returned: new shares are made before two"
    " witnesses; the rack is opened by a badge of each company and the criterion asks for thirty days of its record;"
    " the logs are read by the accountants.\n\n"
    "Two dates have moved, milestone 3 by four weeks and milestone 4 by two. Both follow from what was asked: the"
    " register is to be countersigned, and three reviews in a row take three months.\n\n"
    "Half of the members present would have asked for the module to leave the contractor's premises. The Chair cast"
    " for the motion: the policy asks for two persons, not for a place, and the record of the door will show whether"
    " there are two."
)
PROPORTIONALITY = (
    "The plan fits a company of nine: it uses the contractor and the accountants as second persons rather than new"
    " staff, and costs about a tenth of what a room of its own would. The requirement is not lowered by this."
)
EXTENSION = "The PMA recommends that the Panel extend milestone 2 from {2026-10-31} to {2026-11-30}."
EXTENSION_REASONS = (
    "The door of the rack was delivered with a controller that accepts two badges of one company. The participant"
    " noticed at its own test on {2026-10-27} and sent it back; the supplier has confirmed {2026-11-16} for the right"
    " one. The request for the extension came on {2026-11-02}, after the milestone was due.\n\n"
    "Until the move is done the contractor's staff enter the room only with one of the participant's; the visitors'"
    " book, which the assessor has seen, bears this out."
)
WORK_M1 = "Ceremony held on {2026-09-22}; two witnesses; old shares destroyed before them."
VERIFIED_M1 = "Script and custody sheets seen; each sheet names one custodian."
REPORTED_M3 = "Fourteen cards entered, fourteen cards shown to our Operations Director."
REJECTED_M3 = (
    "The sheet is signed by the Office Manager alone; the criterion asks for two signatures. Card 9 is entered as"
    " destroyed without a witness."
)

LOGS_CAUSE = "One person reviews the logs, and nobody notices when that person is away."
LOGS_RETURNED = (
    "The second action has no criterion: say how one will see that the list was looked at. The first can stand."
)
