"""What was written about the plan of Brightwater Business Supply, which waits for a meeting."""

from __future__ import annotations

from pma_assure.demonstration.timetable import Timetable
from pma_assure.rules.vocabulary import RequirementAnswer
from pma_assure.workflows.plan_answers import AnswerGiven
from pma_assure.workflows.plan_versions import MilestoneGiven, PartGiven

CASE = (
    "On {2026-08-03} a network operator complained that it had received messages signed with a certificate of"
    " Brightwater Business Supply that had been revoked. The assessor found that its systems go on relying on expired"
    " revocation lists."
)
CASE_PROPORTIONALITY = "A small supplier by its category; since the acquisition it can draw on the staff of its group."
REQUIRED = (
    "The Panel, having read the assessor's report, requires Brightwater Business Supply to submit by {2026-10-30} a"
    " plan for the checking of certificate status and the authorisation of batch requests."
)
FINDINGS = (
    (
        "Revocation lists relied on after their next update",
        "major",
        "REQ-RPA-1.0-2.4",
        (2026, 5, 18),
        "The gateway loads a revocation list when it starts and not again. From {2026-05-18} to {2026-08-05} it"
        " accepted 312 messages whose certificates stood on a list that it had not loaded.",
        "Messages of revoked certificates were acted upon; two meters were switched to prepayment and back.",
        "The timer that loads the list was switched off during an upgrade.",
        "Accepted. The timer runs again since the day of the visit.",
    ),
    (
        "Batch requests authorised after issue",
        "minor",
        "REQ-DCP-1.2-4.2.1",
        (2026, 6, 1),
        "Of twenty batch requests between {2026-06-01} and {2026-08-05} four were authorised after the first"
        " certificate of the batch had been issued, by up to six hours.",
        "Devices were made ready under certificates that nobody had authorised.",
        "The portal lets a batch start while the authorisation is waiting.",
        "Accepted in three cases. The fourth was authorised by telephone and entered later.",
    ),
)
OTHER_REQUIREMENTS = ("REQ-RPA-1.0-2.2", "REQ-RPA-1.0-4.2", "REQ-COMPLIANCE-1.3-5.1")
TITLE = "Remediation plan: certificate status and batch requests"
_PARTS = (
    (
        "What was wrong",
        "The gateway loaded the revocation list when it started, and not again until it was started the next time."
        " Between {2026-05-18} and {2026-08-05} that was eleven weeks.\n\n"
        "We have gone through the 312 messages. Two had an effect on customers, both of whom have been told and paid 30"
        " pounds.",
    ),
    (
        "Status of certificates",
        "The gateway loads the list every six hours and refuses every message while the list it holds is out of date. A"
        " watchdog on another machine raises an alarm after seven hours.\n\n"
        "A notice of revocation received from the DCC is loaded by hand within one hour, also at night.",
    ),
    (
        "Batch requests",
        "The portal starts a batch only when the authorisation is there. Authorisation by telephone ends.",
    ),
    (
        "Who does it",
        "The gateway is operated by the Smart Systems team in Derby, six people. Since {2026-11-02} the company"
        " belongs to the Brightwater Group, whose cryptographic services team reviews the change before it goes live.",
    ),
)


def parts(timetable: Timetable) -> tuple[PartGiven, ...]:
    """The parts of version 1."""
    return tuple(PartGiven(heading=heading, text=timetable.tell(text)) for heading, text in _PARTS)


def milestones(timetable: Timetable, findings: tuple[str, ...]) -> tuple[MilestoneGiven, ...]:
    """The four milestones as proposed."""
    day = timetable.day
    lists, batches = findings
    return (
        MilestoneGiven(
            title="The list is loaded every six hours and the gateway refuses without it",
            owner="Brightwater Business Supply, Smart Systems",
            due=day(2027, 1, 29),
            criterion="In a trial before the assessor the list is withheld for seven hours: the alarm is raised and"
            " every"
            " message refused.",
            finding=lists,
        ),
        MilestoneGiven(
            title="A notice of revocation is loaded within one hour",
            owner="Brightwater Business Supply, Smart Systems",
            due=day(2027, 1, 29),
            criterion="Three notices, one of them at night, are in effect within one hour of receipt.",
            finding=lists,
        ),
        MilestoneGiven(
            title="The portal starts no batch without authorisation",
            owner="Brightwater Business Supply, Device Logistics",
            due=day(2027, 2, 26),
            criterion="The log of a month shows the authorisation of each batch before its first certificate.",
            finding=batches,
        ),
        MilestoneGiven(
            title="The 312 messages are followed to their end",
            owner="Brightwater Business Supply, Compliance",
            due=day(2026, 12, 18),
            criterion="A table names for each message what was done with it, and the assessor has checked thirty.",
            finding=lists,
        ),
    )


def _answer(requirement: str, answer: RequirementAnswer, reason: str) -> AnswerGiven:
    return AnswerGiven(requirement=requirement, answer=answer, reason=reason)


_MEETS = RequirementAnswer.MEETS
ANSWERS = (
    _answer(
        "REQ-RPA-1.0-2.4",
        _MEETS,
        "The list is loaded every six hours; without a current list every message is refused, and a trial shows it.",
    ),
    _answer(
        "REQ-RPA-1.0-2.2", _MEETS, "Status is checked for every message against a list that is known to be current."
    ),
    _answer(
        "REQ-RPA-1.0-4.2",
        RequirementAnswer.MEETS_IN_PART,
        "The policy says at once; the plan says within one hour and does not say what happens to messages in that"
        " hour.",
    ),
    _answer(
        "REQ-DCP-1.2-4.2.1",
        _MEETS,
        "A batch cannot start before its authorisation, and authorisation by telephone ends.",
    ),
    _answer("REQ-COMPLIANCE-1.3-5.1", _MEETS, "Each of the four actions has an owner, a date and a criterion."),
)
RECOMMENDATION = (
    "The PMA recommends that the Panel approve version 1 of the plan on condition that messages are held, not acted"
    " upon, between the receipt of a notice of revocation and its loading."
)
REASONS = (
    "The fault was simple and its effect was not: for eleven weeks nobody noticed that the gateway held an old list,"
    " because nothing failed. The plan makes the gateway fail when the list is old, which is the right way round, and"
    " puts the watchdog on another machine.\n\n"
    "One hour to load a notice by hand is reasonable for a team of six, but the Relying Party Agreement says that"
    " reliance ends with the notice. Holding the messages for that hour costs little and keeps to the agreement.\n\n"
    "The fourth batch request is disputed. The plan makes the dispute moot for the future; the finding stands as the"
    " assessor wrote it, with the participant's words beside it."
)
PROPORTIONALITY = (
    "Two effects on customers, both put right, and no sign of misuse. A condition on one point is enough; a return of"
    " the plan would delay milestone 1, which matters most, by at least six weeks."
)
MOTION = "That the PMA advise the Panel that version 1 of the plan meets the SMKI requirements in part."
MOTION_REASONS = "As in the draft advice."
