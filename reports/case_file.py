"""Everything in one case as a paper: what it is, what must happen next, then each kind of record with its texts.

It is the PMA's own paper. What is withheld from others stands in it, and every page says so.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.values.assurance_papers import CaseFile, FileEntry, FileSection, FileTable
from reports.paper import AUTHOR, Contents, Furniture, Writer, build, heading, room_for
from reports.schedule import contents_line, facts, schedule, section

FOR_THE_PMA = "For the PMA alone"
_NAME_AND_LINES = 46.0
"""Points for a name with two lines under it."""


def render(found: CaseFile) -> bytes:
    """The paper as PDF. The same value gives the same bytes."""
    writer = Writer()
    opening = _opening(writer, found)
    rest = [flowable for one in found.sections for flowable in _section(writer, one)]
    closing = writer.closing_note()

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest, *closing]

    return build(_furniture(found), story)


def _furniture(found: CaseFile) -> Furniture:
    writer = Writer()
    audit = f"Audit trail: {wording.count(found.audit_entries, 'entry', 'entries')}"
    if found.audit_head:
        audit += f", head {found.audit_head[:16]}"
    return Furniture(
        title=f"{found.reference}: {found.title}",
        subject=f"Case file, {found.organisation}",
        dated=found.as_of,
        head_left=writer.shown(f"{found.reference} · {AUTHOR}"),
        head_right=writer.shown(f"{FOR_THE_PMA} · {found.classification}"),
        foot_left=writer.shown(audit),
    )


def _opening(writer: Writer, found: CaseFile) -> list[Flowable]:
    pairs = [
        ("About", f"{found.organisation} ({found.category})"),
        ("State", found.state + (f" since {wording.day(found.closed_on)}" if found.closed_on else "")),
        ("Opened", wording.day(found.opened_on)),
    ]
    if found.owner:
        pairs.append(("Kept by", found.owner))
    pairs += [(title, str(number)) for title, number in found.counts]
    mark = f"It is marked {found.classification}, the highest classification of what it holds"
    if found.classification != found.own_classification:
        mark += f"; the case itself is {found.own_classification}"
    story: list[Flowable] = [
        writer.text("Case file", "kicker"),
        heading(found.title, writer.markup(found.title), "title", 0, "title"),
        writer.text(
            f"As of {wording.day(found.as_of)}. This paper holds what may be withheld from others: it does not leave"
            f" the PMA. {mark}.",
            "quiet",
        ),
        Spacer(1, 6),
        facts(writer, pairs),
    ]
    for title, words, key in (
        ("What the matter is", found.summary, "summary"),
        ("Proportionality", found.proportionality, "proportionality"),
    ):
        if words.strip():
            story += section(heading(title, writer.markup(title), "h1", 0, key), *writer.prose(words))
    title = "What must happen next"
    head = heading(title, writer.markup(title), "h1", 0, "next")
    if not found.owed:
        return [*story, *section(head, writer.text("Nothing is owed in this case."))]
    table = schedule(writer, ("What", "Who", "By", "Rests on"), found.owed, (48, 20, 14, 18), strong=frozenset({0}))
    return [*story, *section(head, table)]


def _section(writer: Writer, one: FileSection) -> list[Flowable]:
    head = heading(one.title, writer.markup(one.title), "h1", 0, one.key)
    bodies = [_entry(writer, entry) for entry in one.entries]
    bodies += [_table(writer, table, f"{one.key}-{number}") for number, table in enumerate(one.tables)]
    story: list[Flowable] = section(head, *bodies[0])
    for body in bodies[1:]:
        story += body
    return story


def _entry(writer: Writer, entry: FileEntry) -> list[Flowable]:
    title = f"{entry.reference}: {entry.title}"
    story: list[Flowable] = section(
        heading(title, writer.markup(title), "h2", 1, entry.reference), facts(writer, entry.facts)
    )
    for name, words in entry.texts:
        # A name of what follows never stands alone at a foot.
        story += [Spacer(1, 4), room_for(_NAME_AND_LINES), writer.text(name, "label"), *writer.prose(words)]
    return story


def _table(writer: Writer, table: FileTable, key: str) -> list[Flowable]:
    made = schedule(writer, table.heads, table.rows, table.shares, strong=frozenset({0}))
    if not table.title:
        return [made, Spacer(1, 6)]
    return [*section(heading(table.title, writer.markup(table.title), "h2", 1, key), made), Spacer(1, 6)]
