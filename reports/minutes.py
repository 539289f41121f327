"""The minutes of a meeting: who was there, what was decided and how, who does what by when (R12, R24, R29, R30).

The text of a decision is the frozen one, word for word, so that minutes and the advice that is sent never differ.
"""

from __future__ import annotations

from datetime import datetime

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.calendar import UK
from pma_assure.rules.vocabulary import (
    DecisionResult,
    DecisionState,
    ItemState,
    MeetingMode,
    MeetingState,
    Standing,
)
from pma_assure.values.documents import DecisionBlock
from pma_assure.values.meeting_papers import ActionLine, MinutedItem, Minutes, PresentLine
from reports.codes import in_words
from reports.decision_section import votes
from reports.paper import AUTHOR, Contents, Furniture, Writer, build, heading
from reports.schedule import block, contents_line, facts, schedule, section

_NOT_AGREED = "Draft, not yet agreed by the members"


def render(minutes: Minutes) -> bytes:
    """The minutes as PDF. The same value gives the same bytes."""
    writer = Writer()
    opening, rest, closing = _opening(writer, minutes), _rest(writer, minutes), writer.closing_note()

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest, *closing]

    return build(_furniture(minutes), story)


def _agreed(minutes: Minutes) -> bool:
    return minutes.state == MeetingState.MINUTES_APPROVED


def _furniture(minutes: Minutes) -> Furniture:
    writer = Writer()
    audit = f"Audit trail: {wording.count(minutes.audit_entries, 'entry', 'entries')}, head {minutes.audit_head}"
    return Furniture(
        title=f"{minutes.reference}: minutes of {minutes.title}",
        subject="Minutes",
        dated=minutes.as_of,
        head_left=writer.shown(f"{minutes.reference} · {AUTHOR}"),
        head_right=writer.shown("Minutes" if _agreed(minutes) else "Draft minutes"),
        foot_left=writer.shown(audit),
        draft="" if _agreed(minutes) else "Draft minutes",
    )


def _opening(writer: Writer, minutes: Minutes) -> list[Flowable]:
    title = f"Minutes of {minutes.title}"
    mode = in_words(MeetingMode, minutes.mode)
    pairs = [
        ("Held", f"{wording.instant(minutes.opened_at or minutes.starts_at)}, {minutes.place}, {mode.lower()}"),
        ("Ended", wording.instant(minutes.closed_at) if minutes.closed_at else "Not recorded"),
    ]
    if minutes.urgent:
        pairs.append(("Called", "As an urgent meeting"))
    if minutes.apologies:
        pairs.append(("Apologies", "; ".join(minutes.apologies)))
    if minutes.absent:
        pairs.append(("Not there", "; ".join(minutes.absent)))
    if minutes.next_meeting:
        pairs.append(("Next meeting", minutes.next_meeting))
    story: list[Flowable] = [
        writer.text(AUTHOR, "kicker"),
        heading(title, writer.markup(title), "title", 0, "title"),
        writer.text("Agreed by the members" if _agreed(minutes) else _NOT_AGREED, "quiet"),
        Spacer(1, 6),
        *_what_was_decided(writer, minutes),
        facts(writer, pairs),
    ]
    return story


def _what_was_decided(writer: Writer, minutes: Minutes) -> list[Flowable]:
    """The decisions first: a member who reads one block knows what the meeting came to."""
    said = [("label", "What was decided")]
    for item in minutes.items:
        if item.decision is not None:
            decision = item.decision
            words = f"Item {item.number}, {item.title}: {in_words(DecisionResult, decision.result)}"
            if decision.state == DecisionState.PURPORTED:
                words += ", purported, inquorate, not valid"
            said.append(("body", f"{words} ({decision.reference})."))
        elif item.state in (ItemState.DEFERRED, ItemState.WITHDRAWN):
            said.append(("body", f"Item {item.number}, {item.title}: {in_words(ItemState, item.state).lower()}."))
    if len(said) == 1:
        said.append(("body", "Nothing was put to the vote."))
    return [block(writer, said), Spacer(1, 6)]


def _rest(writer: Writer, minutes: Minutes) -> list[Flowable]:
    story = _people(writer, minutes)
    if minutes.opening.strip():
        story += section(heading("Opening", "Opening", "h1", 0, "opening"), *writer.prose(minutes.opening))
    for item in minutes.items:
        story += _item(writer, item, votes_shown=minutes.votes_shown)
    if minutes.other_business.strip():
        head = heading("Any other business", "Any other business", "h1", 0, "other-business")
        story += section(head, *writer.prose(minutes.other_business))
    story += _actions(writer, minutes.actions)
    if minutes.corrections.strip():
        head = heading("Corrections agreed", "Corrections agreed", "h1", 0, "corrections")
        story += section(head, *writer.prose(minutes.corrections))
    return story


def _people(writer: Writer, minutes: Minutes) -> list[Flowable]:
    head = heading("Present", "Present", "h1", 0, "present")
    if not minutes.seated:
        return section(head, writer.text("Nobody is recorded in a voting seat."))
    rows = [
        (one.name, one.seat, _standing(one), one.employer or "None recorded", _times(one)) for one in minutes.seated
    ]
    heads = ("Name", "Seat", "As", "Employer", "There")
    story = section(head, schedule(writer, heads, rows, (20, 20, 22, 22, 16), strong=frozenset({0})))
    if minutes.attending:
        head = heading("In attendance, without a vote", "In attendance, without a vote", "h2", 1, "attending")
        rows2 = [(one.name, one.employer or "None recorded", one.invited_for, _times(one)) for one in minutes.attending]
        table = schedule(
            writer, ("Name", "For", "Invited because", "There"), rows2, (24, 26, 32, 18), strong=frozenset({0})
        )
        story += section(head, table)
    return story


def _standing(one: PresentLine) -> str:
    said = in_words(Standing, one.standing)
    return f"{said} for {one.stands_for}" if one.stands_for else said


def _times(one: PresentLine) -> str:
    return "; ".join(
        f"{_clock(came)} to {_clock(left)}" if left else f"from {_clock(came)}" for came, left in one.times
    )


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone(UK):%H:%M}"


def _item(writer: Writer, item: MinutedItem, *, votes_shown: bool) -> list[Flowable]:
    title = f"{item.number}. {item.title}"
    pairs = [(name, value) for name, value in (("About", item.about), ("Paper", item.paper)) if value]
    pairs += [("Interest declared", one) for one in item.interests]
    pairs += [("Excused", one) for one in item.excused]
    body: list[Flowable] = [facts(writer, pairs), Spacer(1, 4)] if pairs else []
    if item.note.strip():
        body += writer.prose(item.note)
    if item.decision is not None:
        body += _decision(writer, item.decision)
        if votes_shown and item.votes:
            body.append(schedule(writer, ("Member", "Seat", "Vote"), item.votes, (40, 40, 20)))
        elif item.votes == () and not votes_shown:
            body.append(writer.text("How each member voted is kept in the register and not shown here.", "quiet"))
    elif item.state == ItemState.DEFERRED:
        body.append(writer.text(f"Deferred: {item.reason or 'no reason is recorded'}"))
    elif item.state == ItemState.WITHDRAWN:
        body.append(writer.text(f"Withdrawn{': ' + item.reason if item.reason else ''}"))
    elif item.state == ItemState.LISTED:
        body.append(writer.text("The meeting did not take this item."))
    if not body:
        body.append(writer.text("Noted."))
    return section(heading(title, writer.markup(title), "h1", 0, item.reference), *body)


def _decision(writer: Writer, decision: DecisionBlock) -> list[Flowable]:
    said = [("label", f"{in_words(DecisionResult, decision.result)} · {decision.reference}")]
    if decision.state == DecisionState.PURPORTED:
        said.append(("lead", "Purported, inquorate: not valid."))
    said.append(("summary", decision.motion))
    story: list[Flowable] = [block(writer, said), Spacer(1, 4)]
    pairs = [
        ("Decided", wording.instant(decision.decided_at)),
        ("Votes", votes(decision)),
        ("Quorum", f"{decision.quorum_count} counted, {decision.quorum_needed} needed (R30, paragraph 35)"),
    ]
    if decision.motion_as_first_put:
        pairs.append(("Motion as first put", decision.motion_as_first_put))
    if decision.reasons:
        pairs.append(("Reasons", decision.reasons))
    if decision.dissent:
        pairs.append(("Dissent", decision.dissent))
    return [*story, facts(writer, pairs), Spacer(1, 4)]


def _actions(writer: Writer, actions: tuple[ActionLine, ...]) -> list[Flowable]:
    if not actions:
        return []
    rows = [
        (
            one.reference,
            one.what,
            one.owner,
            wording.short_day(one.due) if one.due else "No day",
            wording.short_day(one.done_on) if one.done_on else "Open",
        )
        for one in actions
    ]
    table = schedule(writer, ("Action", "What", "Who", "By", "Done"), rows, (17, 43, 18, 11, 11), strong=frozenset({0}))
    return section(heading("Actions", "Actions", "h1", 0, "actions"), table)
