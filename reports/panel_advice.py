"""Advice of the PMA to the SEC Panel as a committee paper: on a remediation plan here (R68, R70; paragraphs 59, 60).

On a breach it is made in ``panel_advice_breach``; what both share is in ``panel_advice_frame``.

The recommendation stands on page one, then the reasons, then what they rest on. Whose word is whose: the PMA advises,
the Panel decides.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import PlanView
from pma_assure.values.documents import AdvicePaper, BreachAdvicePaper, PanelAdvicePaper
from reports import panel_advice_breach, panel_advice_plan
from reports import panel_advice_frame as frame
from reports.decision_section import one_line
from reports.paper import Writer, heading
from reports.schedule import block, facts

_ADVISES = {
    PlanView.MEETS: "the plan meets the SMKI requirements.",
    PlanView.MEETS_IN_PART: "the plan meets the SMKI requirements in part.",
    PlanView.DOES_NOT_MEET: "the plan does not meet the SMKI requirements.",
    PlanView.EXTEND: "the milestone should be extended.",
    PlanView.CANCEL_MILESTONE: "the milestone should be cancelled.",
    PlanView.FAILING: "the plan is failing.",
}


def render(paper: AdvicePaper) -> bytes:
    """The paper as PDF. The same value gives the same bytes. Refused for a view that is none."""
    if isinstance(paper, BreachAdvicePaper):
        return panel_advice_breach.render(paper)
    sentence = view_sentence(paper)
    writer = Writer()
    opening, rest = _opening(writer, paper, sentence), _rest(writer, paper)
    subject = f"Advice to the SEC Panel on {paper.plan} version {paper.plan_version}, {paper.organisation}"
    return frame.bound(writer, paper, subject, opening, rest)


def view_sentence(paper: PanelAdvicePaper) -> str:
    """What the PMA advises, in one sentence; of a draft, what is proposed that it advise."""
    try:
        view = _ADVISES[PlanView(paper.view)]
    except ValueError:
        raise Refused(
            f"{paper.reference} has no view that a paper can state ({paper.view or 'none'}). "
            "Choose what the PMA advises of the plan.",
            rule="R70", paragraph="60", field="view",
        ) from None  # fmt: skip
    if frame.is_draft(paper):
        return f"Proposed advice: {view}"
    return f"The PMA advises the Panel that {view}"


def _rest(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    """All that comes after the first page's opening and the contents."""
    story = frame.reasons(writer, paper)
    story += panel_advice_plan.requirements(writer, paper)
    story += panel_advice_plan.milestones(writer, paper)
    story += panel_advice_plan.findings(writer, paper)
    story += panel_advice_plan.versions(writer, paper)
    story += panel_advice_plan.evidence(writer, paper)
    story += frame.decision(writer, paper)
    return [*story, *writer.closing_note()]


def _opening(writer: Writer, paper: PanelAdvicePaper, sentence: str) -> list[Flowable]:
    story: list[Flowable] = [
        writer.text("Advice to the SEC Panel", "kicker"),
        heading(paper.title, writer.markup(paper.title), "title", 0, "title"),
    ]
    story.append(writer.text(frame.dateline(paper), "quiet"))
    story.append(Spacer(1, 6))
    scope = paper.scope_statement or "SMKI matters only (R70, paragraph 60)."
    inside = [("label", "Recommendation"), ("lead", sentence), ("body", paper.recommendation)]
    inside += [("label", "Scope"), ("summary", scope)]
    story += [block(writer, inside), Spacer(1, 4), writer.text(_whose_word(paper), "quiet"), Spacer(1, 6)]
    if paper.correction:
        story += writer.prose(f"Correction: {paper.correction}")
    story.append(facts(writer, _facts(paper)))
    return story


def _whose_word(paper: PanelAdvicePaper) -> str:
    if frame.is_draft(paper):
        return "The PMA has yet to decide on this text. The Panel decides on the plan."
    return "The PMA advises. The Panel decides on the plan."


def _facts(paper: PanelAdvicePaper) -> list[tuple[str, str]]:
    required = wording.day(paper.required_on)
    if paper.required_words:
        required += f": {paper.required_words}"
    pairs = [
        ("Participant", paper.organisation),
        ("Plan", f"{paper.plan} version {paper.plan_version}: {paper.plan_title}"),
        ("Required by the Panel", required),
        ("Submitted", wording.day(paper.submitted_on) if paper.submitted_on else "Date not recorded"),
        ("Case", f"{paper.case}: {paper.case_title}"),
    ]
    if paper.decision:
        pairs.append(("Decision of the PMA", one_line(paper.decision)))
    if paper.supersedes:
        pairs.append(("Supersedes", paper.supersedes))
    return pairs
