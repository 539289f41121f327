"""What every advice to the Panel shares: running head and foot, the line of its date, its reasons, its contents."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import AdviceState, Classification
from pma_assure.values.documents import AdvicePaper
from reports.codes import in_words
from reports.decision_section import decision_section
from reports.paper import AUTHOR, Contents, Furniture, Heading, Writer, build, heading
from reports.schedule import contents_line, section


def bound(
    writer: Writer, paper: AdvicePaper, subject: str, opening: Sequence[Flowable], rest: Sequence[Flowable]
) -> bytes:
    """The finished file: the first page's opening, the contents where the paper is long, then the rest."""

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest]

    return build(_furniture(paper, subject), story)


def is_draft(paper: AdvicePaper) -> bool:
    return paper.state == AdviceState.DRAFT


def _furniture(paper: AdvicePaper, subject: str) -> Furniture:
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
        subject=subject,
        dated=paper.issued_on or paper.as_of,
        head_left=writer.shown(f"{name} · {AUTHOR}"),
        head_right=writer.shown(classification),
        foot_left=writer.shown(audit),
        draft="Draft: not issued" if is_draft(paper) else "",
    )


def dateline(paper: AdvicePaper) -> str:
    if is_draft(paper):
        return f"Draft as of {wording.day(paper.as_of)}. It is not issued, and nothing may rest on it."
    issued = f"Issued {wording.day(paper.issued_on)}" if paper.issued_on else "Date of issue not recorded"
    if paper.state == AdviceState.SUPERSEDED:
        return f"{issued}. A later version has superseded this advice."
    return f"{issued}."


def decision(writer: Writer, paper: AdvicePaper) -> list[Flowable]:
    """The decision the advice rests on, or that there is none and the advice cannot be issued."""
    none = "The PMA has not decided on this advice. It cannot be issued before."
    return decision_section(writer, "advice", paper.decision, none=none)


def reasons(writer: Writer, paper: AdvicePaper) -> list[Flowable]:
    said = writer.prose(paper.reasons) or [writer.text("No reasons are recorded yet.")]
    story = section(head(writer, "Reasons", "reasons"), *said)
    if paper.proportionality.strip():
        story += section(head(writer, "Proportionality", "proportionality"), *writer.prose(paper.proportionality))
    return story


def head(writer: Writer, text: str, key: str) -> Heading:
    """The heading of a section, which is also a bookmark and a line of the contents."""
    return heading(text, writer.markup(text), "h1", 0, key)
