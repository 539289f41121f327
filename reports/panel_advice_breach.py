"""Advice of the PMA to the SEC Panel on a possible material breach, as a committee paper (R67-R72; paragraphs 59, 60).

The PMA's view stands on page one, then why, then the facts with what each rests on. Whose word is whose: the PMA
considers, views and advises; what follows from a breach, sanctions included, is the Panel's to decide. Of earlier
matters there are counts, never a participant.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    BreachTrigger,
    BreachView,
    Classification,
    FactorLean,
    FindingClass,
    FindingState,
)
from pma_assure.values.documents import BreachAdvicePaper, CitedRequirement, EvidenceLine, LikeCases
from reports import panel_advice_frame as frame
from reports.codes import in_words
from reports.decision_section import one_line
from reports.evidence_above import not_listed
from reports.paper import Writer, heading
from reports.schedule import block, facts, schedule, section

VIEWS = {
    BreachView.MATERIAL: "there has been a material breach of the SEC",
    BreachView.NOT_MATERIAL: "there has been a non-compliance, and it is not a material breach of the SEC",
    BreachView.NO_NON_COMPLIANCE: "there has been no non-compliance",
}
_TAKEN_FOR = {
    BreachView.MATERIAL: "a material breach",
    BreachView.NOT_MATERIAL: "a non-compliance that is not material",
    BreachView.NO_NON_COMPLIANCE: "no non-compliance",
}
PANEL_DECIDES = (
    "The PMA advises whether there has been a material breach (paragraph 59). What follows from it, any sanction"
    " included, is for the SEC Panel to decide (paragraph 60)."
)


def render(paper: BreachAdvicePaper) -> bytes:
    """The paper as PDF. The same value gives the same bytes. Refused for a view that is none."""
    sentence = view_sentence(paper)
    writer = Writer()
    subject = f"Advice to the SEC Panel on {paper.breach}, {paper.organisation}"
    return frame.bound(writer, paper, subject, _opening(writer, paper, sentence), _rest(writer, paper))


def view_sentence(paper: BreachAdvicePaper) -> str:
    """What the PMA advises, in one sentence; of a draft, what is proposed that it advise."""
    try:
        view = VIEWS[BreachView(paper.view)]
    except ValueError:
        raise Refused(
            f"{paper.reference} has no view that a paper can state ({paper.view or 'none'}). Propose the view first.",
            rule="R67",
            paragraph="59",
            field="view",
        ) from None
    if frame.is_draft(paper):
        return f"Proposed advice: in the PMA's view, {view}."
    return f"The PMA advises the Panel that, in its view, {view}."


def _opening(writer: Writer, paper: BreachAdvicePaper, sentence: str) -> list[Flowable]:
    inside = [("label", "Recommendation"), ("lead", sentence), ("body", paper.recommendation)]
    inside += [("label", "Whose decision"), ("summary", PANEL_DECIDES)]
    story: list[Flowable] = [
        writer.text("Advice to the SEC Panel on a possible material breach", "kicker"),
        heading(paper.title, writer.markup(paper.title), "title", 0, "title"),
        writer.text(frame.dateline(paper), "quiet"),
        Spacer(1, 6),
        block(writer, inside),
        Spacer(1, 8),
    ]
    if frame.is_draft(paper):
        story.append(writer.text("The PMA has yet to decide on this text.", "quiet"))
    if paper.correction:
        story += writer.prose(f"Correction: {paper.correction}")
    story.append(facts(writer, _matter(paper)))
    return story


def _matter(paper: BreachAdvicePaper) -> list[tuple[str, str]]:
    came = in_words(BreachTrigger, paper.trigger)
    if paper.assessment:
        came += f" ({paper.assessment})"
    pairs = [
        ("Participant", paper.organisation),
        ("Matter", f"{paper.breach}: {paper.breach_title}"),
        ("Came to the PMA by", f"{came}; opened {wording.day(paper.opened_on)}"),
        ("Case", f"{paper.case}: {paper.case_title}"),
    ]
    if paper.considered_on:
        pairs.append(("Considered by the PMA", wording.day(paper.considered_on)))
    if paper.decision:
        pairs.append(("Decision of the PMA", one_line(paper.decision)))
    if paper.supersedes:
        pairs.append(("Supersedes", paper.supersedes))
    return pairs


def _rest(writer: Writer, paper: BreachAdvicePaper) -> list[Flowable]:
    story = frame.reasons(writer, paper)
    story += _factors(writer, paper)
    story += _like(writer, paper.like)
    story += section(frame.head(writer, "What is alleged", "allegation"), *writer.prose(paper.allegation))
    story += _facts_found(writer, paper)
    story += _representations(writer, paper)
    story += _requirements(writer, paper.requirements)
    story += _findings(writer, paper)
    story += _evidence(writer, paper)
    story += frame.decision(writer, paper)
    return [*story, *writer.closing_note()]


def _factors(writer: Writer, paper: BreachAdvicePaper) -> list[Flowable]:
    top = frame.head(writer, "Factors weighed", "factors")
    if not paper.factors:
        return section(top, writer.text("No factor is recorded beside the reasons."))
    leans = [(lean, sum(factor.lean == lean for factor in paper.factors)) for lean in FactorLean]
    said = "; ".join(f"{number} {in_words(FactorLean, lean).lower()}" for lean, number in leans if number)
    rows = [(factor.name, in_words(FactorLean, factor.lean), factor.words) for factor in paper.factors]
    table = schedule(writer, ("Factor", "Leans", "How it is weighed"), rows, (24, 20, 56), strong=frozenset({0}))
    return section(top, writer.text(f"{wording.count(len(paper.factors), 'factor')}: {said}.", "quiet"), table)


def _like(writer: Writer, like: LikeCases) -> list[Flowable]:
    top = frame.head(writer, "Comparable matters", "comparable")
    total = sum(number for _, number in like.views)
    if not total:
        return section(top, writer.text("The register holds no earlier matter that is comparable."))
    views = ", ".join(f"{number} for {_TAKEN_FOR[BreachView(view)]}" for view, number in like.views)
    panel = (
        f"The Panel has decided on {like.decided} of them, {like.differed} of those otherwise than the PMA advised."
        if like.decided
        else "The Panel's decision on none of them is recorded."
    )
    return section(
        top,
        writer.text(
            f"The PMA set {wording.count(total, 'earlier matter')} beside this one, so that like cases are treated"
            f" alike (paragraph 73). It took {views}. {panel}"
        ),
        writer.text("They are given as counts: what concerns another participant is not told here.", "quiet"),
    )


def _facts_found(writer: Writer, paper: BreachAdvicePaper) -> list[Flowable]:
    top = frame.head(writer, "Facts found", "facts")
    if not paper.facts:
        return section(top, writer.text("No fact was found."))
    rows = [
        (
            fact.reference.rpartition("/")[2],
            fact.words,
            wording.short_day(fact.occurred_on) if fact.occurred_on else "",
            "\n".join(fact.evidence) + ("" if fact.supported else "\nNothing here can be verified yet."),
        )
        for fact in paper.facts
    ]
    table = schedule(writer, ("", "Fact", "When", "Rests on"), rows, (6, 59, 14, 21), strong=frozenset({0}))
    if not all(fact.supported for fact in paper.facts):
        return section(top, table)
    return section(top, writer.text("Each fact rests on at least one item that can be verified.", "quiet"), table)


def _representations(writer: Writer, paper: BreachAdvicePaper) -> list[Flowable]:
    top = frame.head(writer, "The participant's representations", "representations")
    if not paper.representations:
        until = (
            f" by {wording.day(paper.represent_by)}, the day until which they were sought" if paper.represent_by else ""
        )
        why = f" {paper.why_no_representations}" if paper.why_no_representations.strip() else ""
        return section(top, *writer.prose(f"None were received{until}.{why}"))
    rows = [
        (wording.short_day(one.received_on), one.words, one.answer or "Not answered yet.")
        for one in paper.representations
    ]
    table = schedule(writer, ("Received", "In the participant's words", "What the PMA makes of it"), rows, (14, 43, 43))
    return section(top, table)


def _requirements(writer: Writer, requirements: tuple[CitedRequirement, ...]) -> list[Flowable]:
    top = frame.head(writer, "Requirements", "requirements")
    if not requirements:
        return section(top, writer.text("No requirement is said not to have been met."))
    rows = [
        (
            f"{one.document} {one.document_version}\nclause {one.clause}\n{one.reference}",
            f"{one.title}\n{one.text}" if one.text.strip() else one.title,
        )
        for one in requirements
    ]
    note = writer.text("Each stands here in the version in which it is cited.", "quiet")
    return section(top, note, schedule(writer, ("Document and clause", "Requirement"), rows, (36, 64)))


def _findings(writer: Writer, paper: BreachAdvicePaper) -> list[Flowable]:
    if not paper.findings:
        return []
    rows = [
        (
            one.reference,
            one.title,
            one.requirement,
            in_words(FindingClass, one.finding_class),
            in_words(FindingState, one.state),
        )
        for one in paper.findings
    ]
    heads = ("Finding", "What was found", "Requirement", "Class", "State")
    top = frame.head(writer, "Findings behind the matter", "findings")
    return section(top, schedule(writer, heads, rows, (18, 36, 18, 14, 14)))


def _evidence(writer: Writer, paper: BreachAdvicePaper) -> list[Flowable]:
    top = frame.head(writer, "Index of evidence", "evidence")
    if not paper.evidence:
        return section(top, *(not_listed(writer, paper) or [writer.text("No evidence item is listed.")]))
    rows = [
        (
            one.reference,
            one.title if one.verifiable else f"{one.title}\nNot verifiable: it cannot alone support a fact.",
            one.source,
            wording.short_day(one.received_on),
            in_words(Classification, one.classification),
            _supports(paper, one),
        )
        for one in paper.evidence
    ]
    heads = ("Item", "What it is", "From", "Received", "Classification", "Supports")
    table = schedule(writer, heads, rows, (18, 32, 16, 12, 13, 9))
    return section(top, table, *not_listed(writer, paper))


def _supports(paper: BreachAdvicePaper, item: EvidenceLine) -> str:
    named = [fact.reference.rpartition("/")[2] for fact in paper.facts if item.reference in fact.evidence]
    return ", ".join(named) or "the matter"
