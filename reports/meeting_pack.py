"""The pack of a meeting: what is wanted of the members on page one, then the agenda, the papers, what changed, duties.

A forecast is only ever a forecast: the pack says who would count, and who would mend it (R28, R30, paragraph 35).
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Spacer

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import Asked, ItemState, MeetingMode, MeetingState
from pma_assure.values.chasing import ChasedPaper
from pma_assure.values.duties import Duty
from pma_assure.values.meeting_pack import MeetingPack, PackItem, RecordChange
from reports import seats_picture
from reports.codes import in_words
from reports.marked_words import key, whole
from reports.meeting_pack_items import counted, forecast, item
from reports.paper import AUTHOR, Contents, Furniture, Heading, Writer, build, heading
from reports.schedule import block, contents_line, facts, schedule, section

_PENDING = (ItemState.LISTED, ItemState.UNDER_DISCUSSION)


def render(pack: MeetingPack) -> bytes:
    """The pack as PDF. The same value gives the same bytes."""
    writer = Writer()
    opening, rest = _opening(writer, pack), _rest(writer, pack)
    closing = writer.closing_note()

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest, *closing]

    return build(_furniture(pack), story, contents_over=3)


def _furniture(pack: MeetingPack) -> Furniture:
    writer = Writer()
    audit = f"Audit trail: {wording.count(pack.audit_entries, 'entry', 'entries')}, head {pack.audit_head[:16]}"
    return Furniture(
        title=f"{pack.reference}: pack for {pack.title}",
        subject="Meeting pack",
        dated=pack.as_of,
        head_left=writer.shown(f"{pack.reference} · {AUTHOR}"),
        head_right=writer.shown(f"Meeting pack, for the members · {pack.classification}"),
        foot_left=writer.shown(f"As of {wording.day(pack.as_of)} · {audit}"),
    )


def _opening(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    title = f"Pack for {pack.title}"
    mode = in_words(MeetingMode, pack.mode).lower()
    story: list[Flowable] = [
        writer.text(AUTHOR, "kicker"),
        heading(title, writer.markup(title), "title", 0, "title"),
        writer.text(f"{wording.instant(pack.starts_at)}, {pack.place}, {mode}", "quiet"),
        Spacer(1, 6),
        _wanted(writer, pack),
        Spacer(1, 6),
        facts(writer, _facts(pack)),
    ]
    return story


def _wanted(writer: Writer, pack: MeetingPack) -> Flowable:
    """The decisions wanted, before anything else; an item that could not be decided says so at once."""
    said = [("label", "Decisions wanted")]
    for one in pack.items:
        if one.state in _PENDING:
            words = f"{one.number}. {_asks(one)}: {one.title}."
            said.append(("body", words if one.quorum.quorate else f"{words} {forecast(one.quorum)}"))
    if len(said) == 1:
        said.append(("body", "None: nothing that waits for a decision is on the agenda."))
    return block(writer, said)


def _asks(one: PackItem) -> str:
    return "A decision" if one.asks == Asked.OTHER else in_words(Asked, one.asks)


def _facts(pack: MeetingPack) -> list[tuple[str, str]]:
    pairs = [("Expected", "; ".join(pack.expected) or "Nobody yet")]
    if pack.attending:
        pairs.append(("Without a vote", "; ".join(pack.attending)))
    if pack.apologies:
        pairs.append(("Apologies", "; ".join(pack.apologies)))
    if pack.vacant:
        pairs.append(("Vacant", "; ".join(pack.vacant)))
    pairs += [("Papers due", wording.day(pack.papers_due)), ("Made as of", wording.day(pack.as_of))]
    if pack.urgent:
        pairs.append(("Called", "As an urgent meeting"))
    if pack.state != MeetingState.SCHEDULED:
        pairs.append(("State", in_words(MeetingState, pack.state)))
    if pack.last is not None:
        state = in_words(MeetingState, pack.last.state).lower()
        held = wording.instant(pack.last.held_at)
        pairs.append(("Last meeting", f"{pack.last.title} ({pack.last.reference}), {held}: {state}"))
    return pairs


def _rest(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    story = _agenda(writer, pack)
    for one in pack.items:
        story += item(writer, one, first=pack.last is None)
    story += _changes(writer, pack)
    story += _chased(writer, pack)
    story += _seats(writer, pack)
    return [*story, *_duties(writer, pack)]


def _head(writer: Writer, text: str, key_: str) -> Heading:
    return heading(text, writer.markup(text), "h1", 0, key_)


def _agenda(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    head = _head(writer, "Agenda", "agenda")
    if not pack.items:
        return section(head, writer.text("Nothing is on the agenda yet."))
    rows = [
        (
            str(one.number),
            f"{one.title}\n{', '.join(one.about)}" if one.about else one.title,
            _asks(one) if one.state in _PENDING else in_words(ItemState, one.state),
            one.paper,
            counted(one.quorum),
        )
        for one in pack.items
    ]
    heads = ("", "Item", "Asks the PMA", "Paper", "Quorum")
    return section(head, schedule(writer, heads, rows, (4, 38, 19, 19, 20), strong=frozenset({0})))


def _changes(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    head = _head(writer, "What changed since the last meeting", "changes")
    if pack.last is None:
        return section(head, writer.text("No meeting was held before this one."))
    said = f"In the records, since {pack.last.title} ({pack.last.reference}) was closed"
    if not pack.changes:
        return section(head, writer.text(f"{said}: nothing that members follow."))
    told = f"{said}: {wording.count(len(pack.changes), 'record')}. What changed in a paper stands with its item."
    rows: list[tuple[str | Paragraph, ...]] = [
        (one.reference + ("\nnew" if one.new else ""), f"{one.kind}: {one.title}", _was_is(writer, one))
        for one in pack.changes
    ]
    heads = ("Record", "What it is", "What it was, and is")
    words = [(str(row[0]), str(row[1]), "") for row in rows]
    table = schedule(writer, heads, rows, (18, 40, 42), strong=frozenset({0}), measured=words)
    return section(head, writer.text(told), key(writer), table)


def _was_is(writer: Writer, change: RecordChange) -> Paragraph:
    lines = [f"{writer.markup(name)}: {whole(writer, before, after)}" for name, before, after in change.fields]
    return writer.marked("<br/>".join(lines), "cell")


def _chased(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    """What is not ready, and who owes it; nothing where everything is, or the meeting has begun."""
    if not pack.chased:
        return []
    rows = [(str(one.number), f"{one.title}\n{one.item}", one.who, _lacks(one)) for one in pack.chased]
    head = _head(writer, "Papers that are not ready", "chased")
    told = writer.text(f"Papers are due on {wording.day(pack.papers_due)}.")
    heads = ("", "Paper", "Owed by", "What is missing")
    return section(head, told, schedule(writer, heads, rows, (4, 30, 18, 48), strong=frozenset({0})))


def _lacks(one: ChasedPaper) -> str:
    return "\n".join((one.standing, *(lack.sentence for lack in one.lacks)))


def _seats(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    head = _head(writer, "The seats over the years", "seats")
    drawing = seats_picture.picture(pack.seats, writer.shown)
    rows = [tuple(line.sentence.split(": ", 1)) for line in pack.seats.seats]
    table = schedule(writer, ("Seat", "Who holds it, and held it"), rows, (20, 80), strong=frozenset({0}))
    told = " ".join((pack.seats.summary, *(group.sentence for group in pack.seats.together)))
    return section(head, writer.text(told), drawing, Spacer(1, 6), table)


def _duties(writer: Writer, pack: MeetingPack) -> list[Flowable]:
    head = _head(writer, "Schedule of duties", "duties")
    if not pack.duties:
        return section(head, writer.text("Nothing is owed."))
    late = sum(duty.days_overdue > 0 for duty in pack.duties)
    told = f"{wording.count(len(pack.duties), 'duty', 'duties')} as of {wording.day(pack.as_of)}: {late} late."
    rows = [(_what(duty), duty.who, _when(duty), f"{duty.rule}\n{duty.paragraph}") for duty in pack.duties]
    heads = ("What", "Who", "By when", "Rule, paragraph")
    return section(head, writer.text(told), schedule(writer, heads, rows, (48, 20, 19, 13)))


def _what(duty: Duty) -> str:
    about = ", ".join(part for part in (duty.reference, duty.organisation) if part)
    said = [duty.what, about]
    if duty.detail:
        said.append(duty.detail)
    if duty.blocked_by:
        said.append(f"In the way: {'; '.join(duty.blocked_by)}")
    return "\n".join(said)


def _when(duty: Duty) -> str:
    if duty.due is None:
        elapsed = f"\n{wording.count(duty.elapsed_days, 'day')} so far" if duty.elapsed_days else ""
        return f"As soon as practicable{elapsed}"
    late = f"\n{wording.count(duty.days_overdue, 'day')} late" if duty.days_overdue else ""
    return f"{wording.short_day(duty.due)}{late}"
