"""The decision a paper rests on: meeting, item, votes, quorum, and each person's part in it (R30, paragraph 35)."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import DecisionManner, DecisionResult, DecisionState, SeatCode, Standing
from pma_assure.values.documents import AdvicePaper, DecisionBlock
from pma_assure.values.quorum import Counted
from reports.codes import in_words
from reports.paper import Writer, heading
from reports.schedule import facts, schedule, section


def one_line(block: DecisionBlock) -> str:
    """ "DEC-2026-0031, 11 August 2026 (MTG-2026-0007, item 4): Motion carried"."""
    words = f"{block.reference}, {wording.instant(block.decided_at)} ({block.meeting}, item {block.item_number}): "
    words += in_words(DecisionResult, block.result)
    if block.state == DecisionState.PURPORTED:
        words += ". Purported, inquorate: not valid"
    return words


def decision(writer: Writer, paper: AdvicePaper) -> list[Flowable]:
    title = "The decision this advice rests on"
    head = heading(title, writer.markup(title), "h1", 0, "decision")
    block = paper.decision
    if block is None:
        return section(head, writer.text("The PMA has not decided on this advice. It cannot be issued before."))
    body: list[Flowable] = []
    if block.state == DecisionState.PURPORTED:
        body.append(writer.marked("<b>Purported, inquorate: not valid. This advice cannot rest on it.</b>"))
    body += [facts(writer, _facts(block)), Spacer(1, 8)]
    story = section(head, *body)
    if block.people:
        story += section(heading("Who took part", "Who took part", "h2", 1, "decision-people"), _people(writer, block))
    return story


def votes(block: DecisionBlock) -> str:
    """The votes in words; agreement without a vote says so."""
    if block.manner == DecisionManner.AGREED:
        return "Agreed without a vote"
    words = f"{block.votes_for} for, {block.votes_against} against, {block.abstentions} abstaining"
    return f"{words}. Casting vote: {block.casting_vote}" if block.casting_vote else words


def _facts(block: DecisionBlock) -> list[tuple[str, str]]:
    quorum = f"{block.quorum_count} counted, {block.quorum_needed} needed (R30, paragraph 35)"
    pairs = [
        ("Decision", f"{block.reference}: {in_words(DecisionState, block.state)}"),
        ("Meeting", f"{block.meeting}: {block.meeting_title}"),
        ("Item", f"{block.item_number}: {block.item_title}"),
        ("Decided", wording.instant(block.decided_at)),
        ("Motion", block.motion),
    ]
    if block.motion_as_first_put:
        pairs.append(("Motion as first put", block.motion_as_first_put))
    pairs += [
        ("Result", in_words(DecisionResult, block.result)),
        ("Manner", in_words(DecisionManner, block.manner)),
    ]
    if block.manner != DecisionManner.AGREED:
        pairs.append(("Votes", votes(block)))
    pairs.append(("Quorum", quorum))
    if block.reasons:
        pairs.append(("Reasons", block.reasons))
    pairs.append(("Dissent", block.dissent or "None recorded"))
    if block.fingerprint:
        pairs.append(("Fingerprint of the text", block.fingerprint))
    return pairs


def _people(writer: Writer, block: DecisionBlock) -> Flowable:
    rows = [
        (
            person.name,
            in_words(SeatCode, person.seat) if person.seat else "None",
            in_words(Standing, person.standing),
            person.employer or "None recorded",
            _part(person),
            person.reason,
        )
        for person in block.people
    ]
    heads = ("Name", "Seat", "Standing", "Employer", "Quorum", "Why")
    return schedule(writer, heads, rows, (17, 16, 16, 17, 12, 26), strong=frozenset({0}))


def _part(person: Counted) -> str:
    if person.excused:
        return "Excused"
    return "Counts" if person.counted else "Does not count"
