"""The SMKI requirements that Halden Power's plan has to meet, and the PMA's answer on each."""

from __future__ import annotations

from pma_assure.rules.vocabulary import RequirementAnswer
from pma_assure.workflows.plan_answers import AnswerGiven

_MEETS, _PART = RequirementAnswer.MEETS, RequirementAnswer.MEETS_IN_PART
_GIVEN = (
    (
        "REQ-RAPP-2.0-4.2",
        _MEETS,
        "Milestone 2 repeats the ceremony with two witnesses who hold no card of the desk, and compares the script with"
        " the log of the module. The first ceremony was witnessed by the administrator who made the double enrolment.",
    ),
    (
        "REQ-RAPP-2.0-5.1",
        _MEETS,
        "Eleven officers are appointed for two shifts, so that illness of one or two does not leave one alone. The DCC"
        " was told of the changes within the week.",
    ),
    (
        "REQ-RAPP-2.0-5.2",
        _MEETS,
        "Milestones 1 and 3 give every officer a card and make the software refuse a second approval by the card that"
        " gave the first. The criterion can be tested: thirty trial requests, and the log of a whole month.",
    ),
    (
        "REQ-RAPP-2.0-5.4",
        _MEETS,
        "Each officer was verified in person when the cards were withdrawn; the records name the document seen and the"
        " person who saw it.",
    ),
    (
        "REQ-RAPP-2.0-6.1",
        _MEETS,
        "The card register is part of the criterion of milestone 1: the assessor sees each card in the hand of its"
        " holder and compares it with the register.",
    ),
    (
        "REQ-RAPP-2.0-6.3",
        _MEETS,
        "No card was lost. The procedure for a lost card is unchanged and was found to work in a trial.",
    ),
    (
        "REQ-RAPP-2.0-7.2",
        _MEETS,
        "The record names request, officers, cards and times already; the plan does not change it and need not.",
    ),
    (
        "REQ-RAPP-2.0-8.1",
        _MEETS,
        "The desk is in the participant's own operations centre. Its door, safes and camera were found as they should"
        " be; the access out of hours is dealt with in a part of the plan that is not for publication.",
    ),
    (
        "REQ-OCP-1.4-3.1.2",
        _MEETS,
        "The two abbreviations noted by the assessor both identify the Subscriber. One of them is used from now on; the"
        " plan need say no more of an observation.",
    ),
    (
        "REQ-OCP-1.4-3.2.2",
        _MEETS,
        "The authority of each requester is proved by a call back to a number held by the desk. Twelve of the forty-one"
        " requests were traced to their origin, and all were genuine.",
    ),
    (
        "REQ-OCP-1.4-4.9.1",
        _MEETS,
        "The participant asked for the revocation of all forty-one certificates without being told to, on the ground"
        " that their approval had not been under two persons.",
    ),
    (
        "REQ-OCP-1.4-4.9.3",
        _PART,
        "Rehearsals at night and in daytime are planned, and four hours is stricter than the policy asks. The plan does"
        " not name who may ask for revocation outside office hours; the rota promised in the response has no date.",
    ),
    (
        "REQ-OCP-1.4-5.2.2",
        _MEETS,
        "Both cards were withdrawn; enrolment is to refuse a card that is enrolled already; the assessor sees each card"
        " in the hand of its holder.",
    ),
    (
        "REQ-OCP-1.4-5.2.4",
        _MEETS,
        "Requesting and approving are separate roles in the software as it is to be, and nobody can hold both. The"
        " administrator loses the right to enrol cards, which goes to the security team.",
    ),
    (
        "REQ-OCP-1.4-5.4.1",
        _MEETS,
        "Approvals, rejections and ceremonies are recorded with persons and times. Enrolments of cards were not and are"
        " to be, from the release that milestone 3 brings into use.",
    ),
    (
        "REQ-OCP-1.4-5.4.6",
        _MEETS,
        "The monthly review found the practice in the end. Under milestone 5 its reader holds no role on the desk,"
        " reads a copy that the desk cannot change, and begins with the question who approved.",
    ),
    (
        "REQ-OCP-1.4-6.1.1",
        _MEETS,
        "Keys are generated in the module and stay there. The ceremony of milestone 2 generates no key of an"
        " organisation; it initialises the cards by which the officers approve.",
    ),
    (
        "REQ-OCP-1.4-6.2.2",
        _MEETS,
        "Use of the Private Keys themselves needed two persons throughout: the module asks for two cards of another"
        " set, and its log shows two for each use.",
    ),
    (
        "REQ-SA-1.1-2.1",
        _MEETS,
        "The agreement was signed by the company secretary, whose authority is current; nothing in the plan touches"
        " it.",
    ),
    (
        "REQ-SA-1.1-3.2",
        _MEETS,
        "The information given with the forty-one requests was checked when the certificates were issued anew and was"
        " true in every case.",
    ),
    (
        "REQ-SA-1.1-3.5",
        _MEETS,
        "The keys were not exposed. What failed was the approval of requests, not the custody of keys.",
    ),
    (
        "REQ-SA-1.1-4.1",
        _PART,
        "The contract gives the right to inspect the contractor and to ask for its records. The plan uses the right"
        " once and does not say that it will be used again.",
    ),
    (
        "REQ-SA-1.1-5.3",
        _MEETS,
        "The DCC was told on the next Working Day. Telling is now among the duties of the officer who closes the desk.",
    ),
    (
        "REQ-COMPLIANCE-1.3-2.3",
        _MEETS,
        "Logs, cards, premises and officers were made available on the day on which they were asked for. The plan gives"
        " the assessor access to the copied logs without asking.",
    ),
    (
        "REQ-COMPLIANCE-1.3-3.1",
        _PART,
        "The plan covers the desk in both shifts. It does not say whether the contractor's own recovery site, to which"
        " the desk would move in an emergency, works by the same rules; the letter should say so.",
    ),
    (
        "REQ-COMPLIANCE-1.3-3.4",
        _PART,
        "Milestone 4 trains and assesses the contractor's officers. The plan does not say that the records will be"
        " asked for every year, which is what was missing.",
    ),
    (
        "REQ-COMPLIANCE-1.3-4.2",
        _MEETS,
        "Each criterion names evidence that somebody else can verify: a register, a log, a signed script, a record of"
        " an assessment.",
    ),
    (
        "REQ-RECOVERY-1.0-4.1",
        _MEETS,
        "The contacts for recovery were brought up to date on the day of the assessment and name two people for each"
        " shift.",
    ),
    (
        "REQ-COMPLIANCE-1.3-5.1",
        _MEETS,
        "Each of the six actions has an owner, a date and a criterion by which somebody else can judge it.",
    ),
)
ANSWERS = tuple(AnswerGiven(requirement=clause, answer=answer, reason=reason) for clause, answer, reason in _GIVEN)
REQUIREMENTS = tuple(clause for clause, _, _ in _GIVEN)
"""All of them, those that the findings cite among them."""
