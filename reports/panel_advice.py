"""Advice of the PMA to the SEC Panel on a remediation plan, as a committee paper (R68, R70; paragraphs 59 and 60).

The recommendation stands on page one, then the reasons, then what they rest on. Whose word is whose: the PMA advises,
the Panel decides.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AdviceState, Classification, PlanView
from pma_assure.values.documents import PanelAdvicePaper
from reports import panel_advice_plan
from reports.codes import in_words
from reports.decision_section import decision_section, one_line
from reports.paper import AUTHOR, Contents, Furniture, Heading, Writer, build, heading
from reports.schedule import block, contents_line, facts, section

_ADVISES = {
    PlanView.MEETS: "the plan meets the SMKI requirements.",
    PlanView.MEETS_IN_PART: "the plan meets the SMKI requirements in part.",
    PlanView.DOES_NOT_MEET: "the plan does not meet the SMKI requirements.",
    PlanView.EXTEND: "the milestone should be extended.",
    PlanView.CANCEL_MILESTONE: "the milestone should be cancelled.",
    PlanView.FAILING: "the plan is failing.",
}


def render(paper: PanelAdvicePaper) -> bytes:
    """The paper as PDF. The same value gives the same bytes. Refused for a view that is none."""
    sentence = view_sentence(paper)
    writer = Writer()
    opening, rest = _opening(writer, paper, sentence), _rest(writer, paper)

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest]

    return build(_furniture(paper), story)


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
    if is_draft(paper):
        return f"Proposed advice: {view}"
    return f"The PMA advises the Panel that {view}"


def is_draft(paper: PanelAdvicePaper) -> bool:
    return paper.state == AdviceState.DRAFT


def _furniture(paper: PanelAdvicePaper) -> Furniture:
    writer = Writer()
    classification = in_words(Classification, paper.classification)
    name = f"{paper.reference} version {paper.version}"
    if paper.state == AdviceState.SUPERSEDED:
        name += ", superseded"
    audit = f"Audit trail: {wording.count(paper.audit_entries, 'entry', 'entries')}"
    if paper.audit_head:
        audit += f", head {paper.audit_head[:16]}"
    return Furniture(
        title=f"{paper.reference} version {paper.version}: {paper.title}",
        subject=f"Advice to the SEC Panel on {paper.plan} version {paper.plan_version}, {paper.organisation}",
        dated=paper.issued_on or paper.as_of,
        head_left=writer.shown(f"{name} · {AUTHOR}"),
        head_right=writer.shown(classification),
        foot_left=writer.shown(audit),
        draft="Draft: not issued" if is_draft(paper) else "",
    )


def _rest(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    """All that comes after the first page's opening and the contents."""
    story = _reasons(writer, paper)
    story += panel_advice_plan.requirements(writer, paper)
    story += panel_advice_plan.milestones(writer, paper)
    story += panel_advice_plan.findings(writer, paper)
    story += panel_advice_plan.versions(writer, paper)
    story += panel_advice_plan.evidence(writer, paper)
    story += decision_section(
        writer,
        "advice",
        paper.decision,
        none="The PMA has not decided on this advice. It cannot be issued before.",
    )
    return [*story, *writer.closing_note()]


def _opening(writer: Writer, paper: PanelAdvicePaper, sentence: str) -> list[Flowable]:
    story: list[Flowable] = [
        writer.text("Advice to the SEC Panel", "kicker"),
        heading(paper.title, writer.markup(paper.title), "title", 0, "title"),
    ]
    story.append(writer.text(_dateline(paper), "quiet"))
    story.append(Spacer(1, 6))
    scope = paper.scope_statement or "SMKI matters only (R70, paragraph 60)."
    inside = [("label", "Recommendation"), ("lead", sentence), ("body", paper.recommendation)]
    inside += [("label", "Scope"), ("summary", scope)]
    story += [block(writer, inside), Spacer(1, 4), writer.text(_whose_word(paper), "quiet"), Spacer(1, 6)]
    if paper.correction:
        story += writer.prose(f"Correction: {paper.correction}")
    story.append(facts(writer, _facts(paper)))
    return story


def _dateline(paper: PanelAdvicePaper) -> str:
    if is_draft(paper):
        return f"Draft as of {wording.day(paper.as_of)}. It is not issued, and nothing may rest on it."
    issued = f"Issued {wording.day(paper.issued_on)}" if paper.issued_on else "Date of issue not recorded"
    if paper.state == AdviceState.SUPERSEDED:
        return f"{issued}. A later version has superseded this advice."
    return f"{issued}."


def _whose_word(paper: PanelAdvicePaper) -> str:
    if is_draft(paper):
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


def _reasons(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    reasons = writer.prose(paper.reasons) or [writer.text("No reasons are recorded yet.")]
    story = section(_heading(writer, "Reasons", "reasons"), *reasons)
    if paper.proportionality.strip():
        story += section(_heading(writer, "Proportionality", "proportionality"), *writer.prose(paper.proportionality))
    return story


def _heading(writer: Writer, text: str, key: str) -> Heading:
    return heading(text, writer.markup(text), "h1", 0, key)
