"""The letters as they come with the program, in the words of a template; an office may adopt its own.

Each says what it rests on where that helps whoever receives it, and whose word is whose: the assessor reports and
recommends, the PMA considers, views and advises, the SEC Panel decides. A day to answer by stands in a letter only if
it was adopted or entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pma_assure.rules.vocabulary import LetterKind


@dataclass(frozen=True, slots=True)
class LetterText:
    subject: str
    text: str


def _letter(subject: str, *paragraphs: str) -> LetterText:
    opening, closing = "Dear {addressee.name}", "Yours sincerely"
    signed = "{sender}\nfor the SMKI Policy Management Authority"
    return LetterText(subject, "\n\n".join((opening, *paragraphs, closing, signed)))


TEXTS: Mapping[LetterKind, LetterText] = {
    LetterKind.NOTIFICATION: _letter(
        "Notification of assessment {assessment.reference}: {assessment.title}",
        "The SMKI Policy Management Authority (PMA) gives notice that {organisation} is to be assessed. This is the"
        " {assessment.kind} “{assessment.title}”, {assessment.reference}.",
        "?It is planned from {assessment.from} to {assessment.to}.",
        "?It speaks of {assessment.speaks_of}.",
        "# What it is made against\n\n?- {criteria}",
        "# What is in scope\n\n?- {scope}",
        "# Who assesses",
        "?The assessor is {assessment.assessor}.",
        "?It works under {assessment.scheme}, recognised by {assessment.recognised_by} (R50, paragraph 57).",
        "# Its team\n\n?- {team}",
        "# What we ask of you",
        "Participants co-operate in every assessment: with the data and information that is reasonably requested, and"
        " with reasonable access to premises and staff (R48, paragraph 56). This extends to the relevant parts of your"
        " supply chain (R49, paragraph 65). Each request will reach you in writing. If you consider one unreasonable,"
        " tell us why, and it will be reviewed.",
        "If another assessment of your organisation falls in the same time, please tell us, so that the two can be"
        " co-ordinated (R55, paragraph 69).",
        "?Please confirm by {answer_by} whether these days suit you, and whom the assessor should speak to first.",
    ),
    LetterKind.EVIDENCE_REQUEST: _letter(
        "Evidence request {request.reference}: {request.title}",
        "In the assessment “{assessment.title}” ({assessment.reference}), {organisation} is asked for the following.",
        "# What is asked for",
        "{request.title} ({request.kind})",
        "?{request.what}",
        "?It bears on {request.requirement}.",
        "?Form: {request.format}",
        "?We understand that {request.contractor} holds it for you. The request is made to you: the duty to co-operate"
        " extends to the relevant parts of your supply chain (R49, paragraph 65).",
        "# By when\n\n?Please let us have it by {answer_by}.",
        "# If you consider this unreasonable",
        "You are asked for what is reasonably requested, and no more (R48, paragraph 56). If you consider this request"
        " unreasonable, in whole or in part, please say so and why. It will be reviewed, and may be narrowed or"
        " withdrawn. What can be provided meanwhile, please provide, and say what is missing.",
    ),
    LetterKind.REPORT: _letter(
        "Report on assessment {assessment.reference}, for your response",
        "The {report.kind} report on the {assessment.kind} “{assessment.title}” was received on {report.received_on}"
        " and comes with this letter ({report.reference}).",
        "The report is the assessor's, word for word.\n?The assessor is {assessment.assessor}.",
        "?The assessor's opinion: {report.opinion}.",
        "?The assessor recommends the status “{report.recommended_status}”.",
        "Which status is set is for the PMA to decide, in its considered judgement, when it has your response"
        " (R57, paragraph 76).",
        "# Findings\n\n?- {findings}",
        "# Your response",
        "For each finding, please say whether you accept or dispute it, and why. Where you accept it, say what you will"
        " do, who answers for it and by when. Please also tell us of any fact in the report that you hold to be wrong.",
        "?Please respond by {answer_by}. If nothing has reached us by the end of that day, the PMA may consider the"
        " report without your response.",
    ),
    LetterKind.REPRESENTATIONS: _letter(
        "Call for representations: {breach.title} ({breach.reference})",
        "The SMKI Policy Management Authority (PMA) is considering whether there has been a material breach of the"
        " Smart Energy Code by {organisation} with respect to the SMKI Document Set (R67, paragraph 59). It has formed"
        " no view. Before it does, it invites you to be heard.",
        "# The matter\n\n?{breach.allegation}",
        "# Requirements concerned\n\n?- {requirements}",
        "# Findings concerned\n\n?- {findings}",
        "# Facts found so far\n\n?- {facts}",
        "# Your representations",
        "Please tell us whether this is right and complete, what was done about it, and what else should be weighed,"
        " with the documents that support what you say. You may also tell us that you make no representations.",
        "?Please let us have them by {answer_by}. After that day the PMA may consider the matter without them.",
        "# What happens next",
        "The PMA considers the matter at a quorate meeting, proportionately and considerately (R72, paragraph 71), and"
        " advises the SEC Panel of its view, whichever it is (R68, paragraph 59). Whether anything follows is for the"
        " Panel to decide (R69, paragraph 60).",
    ),
    LetterKind.PLAN_RETURN: _letter(
        "Remediation plan {plan.reference}, returned by the SEC Panel",
        "On {panel.decided_on} the SEC Panel returned your remediation plan “{plan.title}”, version {plan.version}. The"
        " decision is the Panel's; the PMA passes it on as it is reported in {panel.source}.",
        "# The Panel's words\n\n?{panel.words}",
        "# What the plan is to put right\n\n?- {requirements}",
        "# What happens next",
        "?The Panel asks for the plan again by {plan.resubmit_by}.",
        "When it comes, the PMA advises the Panel whether it meets the SMKI requirements, and on nothing else"
        " (R70, paragraph 60). Whether it is approved is for the Panel to decide.",
        "If anything in the Panel's decision is unclear, please ask us before you write the next version.",
    ),
    LetterKind.EXTRACT_CONSULTATION: _letter(
        "Consultation on extract {extract.reference}, version {extract.version}",
        "The SMKI Policy Management Authority (PMA) has drafted an extract of your remediation plan “{plan.title}”"
        " ({plan.reference}, version {plan.version}), for {extract.audience}. Only those parts of a plan are published"
        " that are necessary to support the overall integrity of the SMKI arrangements (R73, paragraph 75). The PMA has"
        " not decided on it; first it invites you to be heard (R74, paragraphs 64 and 75).",
        "This letter sets out passages that others may never see. It is for you alone.",
        "?The title that the Parties would read is “{extract.title}”.",
        "?{extract.naming}",
        "# To be published\n\n?- {published}",
        "# To be replaced by a summary of the PMA\n\n?- {summarised}",
        "# To be withheld\n\n?- {withheld}",
        "# Not decided yet\n\n?- {undecided}",
        "# Your representations",
        "If you hold that a passage should be treated otherwise, please say which, by its number, and why; for one that"
        " should be withheld, whether on commercial, security or personal grounds. Each representation is answered. If"
        " you have no comments, please say so.",
        "?Please let us have your representations by {answer_by}.",
    ),
    LetterKind.CLOSURE: _letter(
        "Closure of {closed.what} {closed.reference}",
        "The {closed.what} {closed.reference}, “{closed.title}”, was closed on {closed.on}.",
        "?It was raised against {closed.requirement}.",
        "# Findings\n\n?- {findings}",
        "# What this means",
        "No answer is needed. What the Code requires of {organisation} stands as before, and the matter can be reopened"
        " should new facts come to light.",
        "Thank you for your co-operation.",
    ),
}
