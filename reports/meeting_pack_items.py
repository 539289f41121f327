"""One item of a meeting pack: what is put, whether it could be decided, its paper, and what changed in it."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from pma_assure.rules import wording
from pma_assure.rules.quorum import mending
from pma_assure.rules.vocabulary import DecisionResult, DecisionState
from pma_assure.values.documents import DecisionBlock
from pma_assure.values.meeting_pack import PackItem, PackQuorum
from reports.codes import in_words
from reports.decision_section import votes
from reports.paper import HEIGHT, WIDTH, Writer, heading
from reports.paper_parts import changed, set_out
from reports.schedule import block, facts, section


def counted(quorum: PackQuorum) -> str:
    """How many would count, or counted, of how many needed."""
    said = f"{quorum.count} {'would count' if quorum.forecast else 'counted'}, {quorum.needed} needed"
    if quorum.quorate:
        return f"{said}."
    chair = "" if quorum.chair_filled else ", nobody in the Chair's seat"
    return f"{said}{chair}: not quorate."


def forecast(quorum: PackQuorum) -> str:
    """The same; of an item that could not be decided, with who would mend it."""
    said = counted(quorum)
    if quorum.quorate or not quorum.forecast:
        return said
    return f"{said} {mending(quorum.needed - quorum.count, quorum.mend, chair_filled=quorum.chair_filled)}"


def item(writer: Writer, one: PackItem, *, first: bool) -> list[Flowable]:
    """The item under its heading. ``first``: no meeting was held before, so nothing could have changed."""
    title = f"{one.number}. {one.title}"
    body: list[Flowable] = [facts(writer, _facts(one, first=first)), Spacer(1, 5)]
    if one.decision is not None:
        body += [_whole(block(writer, _decided(one.decision))), Spacer(1, 5)]
    elif one.motion.strip():
        body += [_whole(block(writer, _motion(one))), Spacer(1, 5)]
    else:
        body.append(writer.text("No motion has been put yet."))
    story = section(heading(title, writer.markup(title), "h1", 0, one.reference), *body)
    if one.reasons.strip():
        head = heading("Reasons", "Reasons", "h2", 1, f"{one.reference} reasons")
        story += section(head, *writer.prose(one.reasons))
    story += _changes(writer, one)
    if one.parts:
        name = "The paper" if one.decision is None else "The paper as it was decided on"
        parts = set_out(writer, one.parts)
        story += section(heading(name, writer.markup(name), "h2", 1, f"{one.reference} paper"), *parts)
    return story


def _facts(one: PackItem, *, first: bool) -> list[tuple[str, str]]:
    quorum = one.quorum
    pairs = [("About", ", ".join(one.about))] if one.about else []
    if one.against:
        pairs.append(("Interest", one.against))
    pairs.append(("Paper", one.paper))
    pairs.append(("Quorum forecast" if quorum.forecast else "Quorum", forecast(quorum)))
    if quorum.counted:
        pairs.append(("Would count" if quorum.forecast else "Counted", "; ".join(quorum.counted)))
    if quorum.not_counted:
        pairs.append(("Not counted", "\n".join(f"{name}: {reason}" for name, reason in quorum.not_counted)))
    out = {name for name, _ in quorum.not_counted}
    pairs += [("To be excused?", f"{name}: {why}") for name, why in quorum.suggested if name not in out]
    if one.new and not first:
        pairs.append(("New", "The members have had no paper on this before."))
    return [*pairs, *(("Mind", warning) for warning in quorum.warnings)]


def _motion(one: PackItem) -> list[tuple[str, str]]:
    said = [("label", "Motion"), ("summary", one.motion)]
    if one.motion_as_first_put:
        said += [("label", "As first put"), ("summary", one.motion_as_first_put)]
    return said


def _whole(motion: Table) -> Table:
    """A motion that is not too long for it stays on one page."""
    if motion.wrap(WIDTH, HEIGHT)[1] < HEIGHT / 3:
        motion.setStyle(TableStyle([("NOSPLIT", (0, 0), (-1, -1))]))
    return motion


def _decided(decision: DecisionBlock) -> list[tuple[str, str]]:
    said = [("label", f"{in_words(DecisionResult, decision.result)} · {decision.reference}")]
    if decision.state == DecisionState.PURPORTED:
        said.append(("lead", "Purported, inquorate: not valid."))
    said.append(("summary", decision.motion))
    said += [("label", "Decided"), ("summary", f"{wording.instant(decision.decided_at)}. {votes(decision)}.")]
    return said


def _changes(writer: Writer, one: PackItem) -> list[Flowable]:
    """What is new in the paper to a member who read the last one."""
    head = heading("What changed", "What changed", "h2", 1, f"{one.reference} changes")
    found = [flowable for each in one.compared for flowable in changed(writer, each)]
    return section(head, *found) if found else []
