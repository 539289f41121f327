"""What was written about Halden Power's plan: by the assessor, the participant, the PMA and the Panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pma_assure.rules.vocabulary import FindingClass, Ground

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
    " requests and one card. The log of the module agrees with it for the first day, entry by entry, and the assessor"
    " has compared eleven further days at the participant's premises. The notes of both interviews say the same of how"
    " the practice began: one officer fell ill, cover was asked for and not granted, and the desk's administrator"
    " enrolled the second name with the first card so that requests could go on.\n\n"
    "The root cause the participant names, that the software compares names, is a cause of the breach but not of its"
    " length. For fifteen weeks two people knew that a control was not working and thought of it as a shortage of"
    " staff. The monthly review, which is meant to find this, looked at the number of requests and not at who approved"
    " them; it was read with that question for the first time on {2025-09-19}. The plan answers this with milestone 5:"
    " the copy of the log is read by somebody who holds no role on the desk, with a list of questions of which this is"
    " the first.\n\n"
    "Two things are missing, and neither is a reason to return the plan. It says how quickly revocation is asked for,"
    " and rehearses it by night, but does not say by whom: when it mattered the request waited for a Working Day"
    " because nobody was named. And it trains the contractor's officers once, where the finding was that nobody had"
    " asked for the records since 2023. Both can be put right by a letter, and milestone 6 and the next assessment will"
    " show whether they were.\n\n"
    "The dates are sound. Milestone 3 depends on a release of the vendor; the vendor has confirmed it, and the plan"
    " leaves four weeks. Milestone 5 asks for ninety complete days of copied logs and could not be earlier. Milestone 4"
    " depends on the contractor's courses and is the one the PMA would expect to move. Until milestone 3 the"
    " participant keeps a second officer at the desk for every approval, and the assessor reads the log every second"
    " week; if a request with one card is found, the participant has undertaken to close the desk and to use that of"
    " the DCC.\n\n"
    "Three other remedies were considered. Moving the approval of all requests to the desk of the DCC would put two"
    " persons on every request at once, but it would double the time a request takes, and the DCC's desk is staffed for"
    " a tenth of the number. A second card in the hand of a manager who is not on the desk would satisfy the words of"
    " clause 5.2 and miss its purpose: somebody who approves by telephone sees what he or she is told. A weekly instead"
    " of a monthly review would have found the practice after one week and not after fifteen; it would not have"
    " prevented it, and the plan's daily copy with its list of questions does more.\n\n"
    "The plan does not touch the custody of the keys themselves, and need not. The module asks for two cards of another"
    " set before it uses a key, and its log shows two for each use in the whole period. That the approval of a request"
    " and the use of a key are guarded separately is the reason why one failure did not become a greater one, and the"
    " PMA would not wish the change of the software to bring the two together for the sake of convenience; the"
    " participant has said that it will not.\n\n"
    "The PMA does not advise on what follows from the breach besides the plan. That is for the Panel.\n\n"
    "The forty-one certificates have been revoked and issued anew. The PMA has considered whether Parties should be"
    " told more than the revocation list tells them, and thinks so: those that hold copies of the old certificates have"
    " to act, and other Subscribers use comparable software. Once the plan is approved it will prepare an extract of"
    " the parts that are necessary for this, and hear the participant on it."
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
MOTION_REASONS = (
    "The plan removes the cause: the software will compare cards. Two points are missing and can be put right by a"
    " letter; to return the plan for them would cost six weeks in which the control would rest on an instruction."
)
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
