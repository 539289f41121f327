"""What was written about Halden Power's plan: by the assessor, the participant, the PMA and the Panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pma_assure.rules.vocabulary import FindingClass, Ground, RequirementAnswer
from pma_assure.workflows.plans import AnswerGiven

CASE = (
    "The routine assessment of {2025-10-14} found that requests for Organisation Certificates were approved by one"
    " officer alone from June to September. The PMA advised the Panel that there was a material breach; the Panel"
    " required a remediation plan."
)
CASE_PROPORTIONALITY = (
    "A large supplier with a registration desk of its own and staff for two shifts. The requirement is the same for"
    " everybody; dates that would be short for a small supplier are reasonable here."
)
ALLEGATION = (
    "From {2025-06-02} to {2025-09-19} forty-one certificate signing requests were approved without a second officer,"
    " contrary to clause 5.2 of the RAPP."
)
BREACH_REASONS = (
    "The second approval is the control on which Parties rely when they accept an Organisation Certificate. It was"
    " absent for fifteen weeks and the desk knew. No misuse was found, the participant reported it itself and revoked"
    " the certificates within four weeks; the PMA weighed this, and considered by four votes to one that the breach was"
    " material because the absence was known and not put right."
)
REQUIRED = (
    "The Panel requires Halden Power to submit by {2026-01-30} a remediation plan that shows how requests will be"
    " approved by two officers, how credentials are held, and how this will be seen to work."
)
REQUIREMENTS = (
    "REQ-RAPP-2.0-4.2",
    "REQ-RAPP-2.0-7.2",
    "REQ-OCP-1.4-5.2.4",
    "REQ-OCP-1.4-5.4.1",
    "REQ-OCP-1.4-5.4.6",
    "REQ-COMPLIANCE-1.3-5.1",
)
"""Besides the clauses that the findings cite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A finding as the assessor wrote it, and the participant's answer."""

    title: str
    finding_class: FindingClass
    requirement: str | None
    began: tuple[int, int, int]
    statement: str
    impact: str
    root_cause: str
    response: str


FINDINGS = (
    Raised(
        title="Requests approved by one officer alone",
        finding_class=FindingClass.MAJOR,
        requirement="REQ-RAPP-2.0-5.2",
        began=(2025, 6, 2),
        statement="The approval log for {2025-06-02} to {2025-09-19} shows forty-one requests. In each, first and"
        " second"
        " approval carry the number of card ARO-07 and lie less than two minutes apart. The two officers interviewed"
        " said that one of them had been alone on the desk since the end of May.",
        impact="Forty-one Organisation Certificates were issued on the word of one person.",
        root_cause="The desk had no cover when an officer fell ill, and the software compares names, not cards.",
        response="Accepted. The certificates have been revoked and issued anew.",
    ),
    Raised(
        title="One card enrolled under two names",
        finding_class=FindingClass.MAJOR,
        requirement="REQ-OCP-1.4-5.2.2",
        began=(2025, 6, 2),
        statement="Card ARO-07 is enrolled in the registration software under the names of two officers. The card"
        " register shows it as issued to one of them. The second enrolment was made by the desk's own administrator.",
        impact="An approval cannot be ascribed to a person.",
        root_cause="Enrolment does not ask whether the card is enrolled already.",
        response="Accepted. Both cards were withdrawn on the day of the assessment.",
    ),
    Raised(
        title="Suspicion of key misuse reported after thirty-one hours",
        finding_class=FindingClass.MINOR,
        requirement="REQ-OCP-1.4-4.9.3",
        began=(2025, 9, 19),
        statement="The monthly review found the practice on {2025-09-19} at 10:40. The authenticated request for"
        " revocation reached the DCC at 17:50 on the following Working Day. The procedure names nobody who may ask for"
        " revocation outside office hours.",
        impact="Parties relied for up to three days on certificates that should have been revoked.",
        root_cause="Nobody is named for nights and weekends.",
        response="Accepted. A rota is in preparation.",
    ),
    Raised(
        title="Contractor's officers not assessed",
        finding_class=FindingClass.MINOR,
        requirement="REQ-COMPLIANCE-1.3-3.4",
        began=(2025, 4, 7),
        statement="Three officers of the contractor that covers the desk out of hours were trained in 2023. No record"
        " shows that they were assessed since. The contract gives the participant the right to ask for the records; it"
        " has not done so.",
        impact="Cover by people whose competence is not shown.",
        root_cause="The supplier review looks at cost and attendance.",
        response="Accepted.",
    ),
    Raised(
        title="Names in requests are abbreviated in two ways",
        finding_class=FindingClass.OBSERVATION,
        requirement=None,
        began=(2025, 3, 3),
        statement="Requests abbreviate the registered name in two ways. Both identify the Subscriber.",
        impact="None found.",
        root_cause="",
        response="",
    ),
)


def _answer(requirement: str, answer: RequirementAnswer, reason: str) -> AnswerGiven:
    return AnswerGiven(requirement=requirement, answer=answer, reason=reason)


_MEETS, _PART = RequirementAnswer.MEETS, RequirementAnswer.MEETS_IN_PART
ANSWERS = (
    _answer(
        "REQ-RAPP-2.0-4.2",
        _MEETS,
        "Milestone 2 repeats the ceremony with two witnesses who hold no card of the desk, and compares the script with"
        " the log of the module.",
    ),
    _answer(
        "REQ-RAPP-2.0-5.2",
        _MEETS,
        "Milestones 1 and 3 give every officer a card and make the software refuse a second approval by the card that"
        " gave the first. The criterion can be tested: thirty trial requests, and the log of a whole month.",
    ),
    _answer(
        "REQ-RAPP-2.0-7.2",
        _MEETS,
        "The record names request, officers, cards and times already; the plan does not change it and need not.",
    ),
    _answer(
        "REQ-OCP-1.4-4.9.3",
        _PART,
        "Rehearsals at night and in daytime are planned, and four hours is stricter than the policy asks. The plan does"
        " not name who may ask for revocation outside office hours; the rota promised in the response has no date.",
    ),
    _answer(
        "REQ-OCP-1.4-5.2.2",
        _MEETS,
        "Both cards were withdrawn; enrolment is to refuse a card that is enrolled already; the assessor sees each card"
        " in the hand of its holder.",
    ),
    _answer(
        "REQ-OCP-1.4-5.2.4",
        _MEETS,
        "Requesting and approving are separate roles in the software as it is to be, and nobody can hold both.",
    ),
    _answer("REQ-OCP-1.4-5.4.1", _MEETS, "Approvals, rejections and ceremonies are recorded with persons and times."),
    _answer(
        "REQ-OCP-1.4-5.4.6",
        _MEETS,
        "The monthly review found the practice, so it works; it is kept, and its reader holds no role on the desk.",
    ),
    _answer(
        "REQ-COMPLIANCE-1.3-3.4",
        _PART,
        "Milestone 4 trains and assesses the contractor's officers. The plan does not say that the records will be"
        " asked for every year, which is what was missing.",
    ),
    _answer(
        "REQ-COMPLIANCE-1.3-5.1",
        _MEETS,
        "Each of the six actions has an owner, a date and a criterion by which somebody else can judge it.",
    ),
)
RECOMMENDATION = (
    "The PMA recommends that the Panel approve version 1 of the plan, and ask Halden Power to say in writing by the"
    " date of milestone 1 who may ask for revocation outside office hours, and that the contractor's records will be"
    " asked for every year."
)
REASONS = (
    "The breach was the absence of a second person. A plan that trains people would leave the same door open: the"
    " software took a second approval from the card that had given the first, and would do so again on the next day on"
    " which an officer is ill. This plan closes that door. The software is to compare cards and not names, every"
    " officer is to hold one card, and the log of a whole month has to show two cards for every request before"
    " milestone 3 is complete.\n\n"
    "The evidence supports the participant's account. The approval log for {2025-06-02} to {2025-09-19} shows forty-one"
    " requests and one card; the log for the four weeks after {2025-09-22} shows two cards for each of nineteen"
    " requests. The log of the module agrees with both. The letter of the software's vendor confirms that cards are"
    " not compared before release 7.5, and the assessor saw the trial release refuse a second approval.\n\n"
    "Two things are missing, and neither is a reason to return the plan. It says how quickly revocation is asked for,"
    " and rehearses it by night, but does not say by whom: when it mattered the request waited for a Working Day"
    " because nobody was named. And it trains the contractor's officers once, where the finding was that nobody had"
    " asked for the records since 2023. Both can be put right by a letter, and milestone 6 and the next assessment"
    " will show whether they were.\n\n"
    "The dates are sound. Milestone 3 depends on a release of the vendor; the vendor has confirmed it, and the plan"
    " leaves four weeks. Milestone 5 asks for ninety complete days of copied logs and could not be earlier. Until"
    " milestone 3 the participant keeps a second officer at the desk for every approval, and the assessor reads the log"
    " every second week."
)
PROPORTIONALITY = (
    "The measures touch one desk, eleven officers and one application. The cost falls on the participant and is small"
    " against what Parties would have to do if forty-one certificates could not be trusted again. A lighter remedy, an"
    " instruction and a monthly review, was considered: the instruction stood already in the procedures when it was not"
    " followed."
)
MOTION = "That the PMA advise the Panel that version 1 of the plan meets the SMKI requirements."
MOTION_AS_AMENDED = (
    "That the PMA advise the Panel that version 1 of the plan meets the SMKI requirements in part, and recommend its"
    " approval with a letter on revocation outside office hours and on the contractor's records."
)
MOTION_REASONS = "As in the draft advice."
DISSENT = (
    "H. Boyd would have advised that the plan be returned: a procedure for revocation in which nobody is named is not a"
    " procedure, and a letter is no part of a plan."
)
APPROVED = (
    "The Panel approves version 1 of the plan as the PMA advised, and asks for the letter described in the advice by"
    " the date of milestone 1."
)
EXTENSION = "The PMA recommends that the Panel extend milestone 4 from {2026-07-31} to {2026-09-30}."
EXTENSION_REASONS = (
    "The contractor's training room was flooded in spring and cannot be used before the end of summer. Five of its"
    " eight officers have been trained elsewhere; three have not. Halden Power asked for the extension on"
    " {2026-06-26}, before the milestone was due, and named the three.\n\nNothing depends on milestone 4 but the use"
    " of the contractor's officers at night. They are kept off the desk until they have passed, and the desk is"
    " covered by two of the participant's own officers."
)
EXTENSION_PROPORTIONALITY = (
    "Holding to the date would gain nothing: the three officers approve no request before they are assessed."
)

What = Literal["begun", "reported", "rejected", "verified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something that happened to a milestone."""

    day: tuple[int, int, int]
    milestone: int
    what: What
    words: str = ""


def _work(month: int, day: int, milestone: int, what: What, words: str = "") -> Work:
    return Work(day=(2026, month, day), milestone=milestone, what=what, words=words)


WORK = (
    _work(4, 13, 1, "begun"),
    _work(4, 13, 3, "begun"),
    _work(4, 28, 1, "reported", "Eleven officers, eleven cards. ARO-07 and ARO-09 were destroyed before a witness."),
    _work(5, 6, 1, "verified", "Each of eleven cards seen in the hand of its holder; the register agrees."),
    _work(5, 11, 2, "begun"),
    _work(5, 27, 2, "reported", "Held on the day before with two witnesses from internal audit."),
    _work(6, 4, 2, "verified", "Script signed by two witnesses without a card; the module's log agrees line by line."),
    _work(6, 8, 4, "begun"),
    _work(6, 30, 3, "reported", "Release 7.5 is in use. Thirty trial requests with one card were refused."),
    _work(
        7,
        10,
        3,
        "rejected",
        "The trials were refused as they should be, but the log has one request with the same card twice, entered"
        " through the fallback form. The criterion asks for two cards for every request of a month.",
    ),
    _work(7, 13, 5, "begun"),
    _work(
        7,
        17,
        3,
        "reported",
        "The fallback form was taken out of use; the log of the last month has two cards throughout.",
    ),
    _work(7, 24, 3, "verified", "Trials repeated, also through the former address of the form; the log read in full."),
    _work(9, 1, 6, "begun"),
    _work(9, 25, 4, "reported", "All eight officers of the contractor have passed."),
    _work(9, 29, 5, "reported", "Ninety-two days complete. No account of the desk can write to the store."),
    _work(10, 2, 4, "verified", "Eight records read; two officers interviewed."),
    _work(10, 7, 5, "verified", "Copy and original compared for nine days chosen by the assessor; write refused."),
    _work(
        10,
        29,
        6,
        "reported",
        "Rehearsed on {2026-10-14} and {2026-10-22}, the second at 02:30: 1 h 52 min and 2 h 35 min.",
    ),
    _work(11, 6, 6, "verified", "Both rehearsals witnessed; the requests were authenticated within four hours."),
)
NOT_NAMED = (
    "The Parties need to know which certificates and which software are concerned, not whose desk it was; the serial"
    " numbers are on the revocation list."
)
REPRESENTATIONS = (
    (
        "9",
        Ground.COMMERCIAL,
        "The passage tells which release of the vendor's product is at fault. Our agreement with the vendor does not"
        " let us publish that before its other customers have been told.",
    ),
    (
        "6",
        Ground.COMMERCIAL,
        "The number of certificates allows competitors to infer the size of our estate. We ask that it be left out.",
    ),
)
ANSWERS_TO_REPRESENTATIONS = (
    "Followed. The passage is withheld as commercial and replaced by one sentence in the PMA's own words.",
    "Not followed. Parties that hold one of the certificates have to act, and need the number to know when they have"
    " found them all. Forty-one requests in fifteen weeks say little about an estate.",
)
REVIEW = (
    "Read against the plan, the advice, the revocation list of that week and the list of Subscribers. Room, network"
    " segment, cards and envelope are out. The heading of the part on costs is out with its text."
)
COMPARISON = (
    "No. The revocation list names the serial numbers, and with them the participant can be found by who holds one of"
    " the certificates; that is so with or without the extract. Room, segment, cards, prices and persons cannot be"
    " worked out."
)
EXTRACT_DISSENT = "S. Mistry would have left out how the practice came to light, as of no use to other Parties."
RECIPIENTS = (
    ("All SEC Parties", "SEC website, Parties' area", None),
    ("Meridian Data Communications", "Secure mail", "Meridian Data Communications"),
    ("SEC Panel", "Panel papers", None),
)
