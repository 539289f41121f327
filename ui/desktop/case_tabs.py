"""The tabs of a case page but the plan and the breach: each a function from the page to what stands on it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pma_assure.rules.vocabulary import BreachState, Classification, ExtractState, FindingClass, FindingState
from pma_assure.rules.wording import count, short_day
from pma_assure.values.case_page import CasePage, ExtractRow
from pma_assure.values.documents import FindingLine
from ui.desktop.case_letters import letters
from ui.desktop.duty_cards import duty_card
from ui.desktop.exports import save_evidence
from ui.desktop.line_deeds import about_row, for_the_chosen
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.painted import ProgressBar, progress_words
from ui.desktop.pieces import Badge, Card, button, column, held, notice, row, words
from ui.desktop.screen import Guide
from ui.desktop.spoken import said, tone_of
from ui.desktop.why import source


def gap(height: int = 8) -> QWidget:
    space = QWidget()
    space.setFixedHeight(height)
    return space


def overview(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    parts: list[QWidget] = []
    for one in page.irregular:
        parts.append(notice("attention", [one.sentence, f"Irregular by {source(one.rule, one.paragraph)}."]))
    parts.append(words("What must happen next", "heading"))
    if not page.duties:
        parts.append(words("Nothing is owed in this case.", "soft"))
    for duty in page.duties:
        parts.append(duty_card(duty, as_of, guide, actions=page.actions))
    if page.summary:
        parts += [gap(), words("What the matter is", "heading"), words(page.summary, select=True)]
    if page.findings:
        parts += [gap(), words("Findings", "heading"), findings_table(page)]
    for plan in page.plans:
        if plan.milestones:
            parts += [gap(), words("Plan progress", "heading"), ProgressBar(plan.milestones)]
            said_ = progress_words(plan.milestones)
            parts.append(words(f"{said_} · {plan.health}" if plan.health else said_, "soft"))
    parts += _breaches(page, guide)
    if page.notes:
        parts += [gap(), words("Notes", "heading")]
        for on, who, note in page.notes:
            parts.append(held(column(words(f"{short_day(on)} · {who}", "soft"), words(note, select=True), gap=1)))
    return parts


def _breaches(page: CasePage, guide: Guide) -> list[QWidget]:
    if not page.breaches:
        return []
    rows: list[list[str | Badged]] = [
        [one.reference, one.title, Badged(said(BreachState, one.state), tone_of(BreachState, one.state))]
        for one in page.breaches
    ]
    table = PageTable("Breach considerations", ("Reference", "Matter", "State"), rows, (18, 52, 24))
    return [
        gap(),
        words("Breach considerations", "heading"),
        table,
        about_row(
            table,
            [one.reference for one in page.breaches],
            guide,
            states=[one.state for one in page.breaches],
            case=page.reference,
        ),
    ]


def milestone_of(page: CasePage, finding: str) -> str:
    """The milestones that answer a finding, in short: "2 · due 27 Nov 2026", "1 · verified"."""
    found = []
    for plan in page.plans:
        for one in plan.milestones:
            if one.finding == finding:
                found.append(
                    f"{one.number} · " + ("verified" if one.verified_on else f"due {short_day(one.current_due)}")
                )
    return ", ".join(found) or "—"


def findings_table(page: CasePage) -> PageTable:
    def line(one: FindingLine) -> list[str | Badged]:
        return [
            one.reference,
            one.title,
            one.requirement or "—",
            Badged(said(FindingClass, one.finding_class), tone_of(FindingClass, one.finding_class)),
            said(FindingState, one.state),
            milestone_of(page, one.reference),
        ]

    titles = ("Reference", "Finding", "Requirement", "Class", "State", "Milestone")
    # Without a remediation plan no finding has a milestone, and the room is the others'.
    shown = len(titles) if any(plan.milestones for plan in page.plans) else len(titles) - 1
    lines = [line(one)[:shown] for one in page.findings]
    return PageTable("Findings", titles[:shown], lines, (17, 30, 20, 14, 18, 16)[:shown])


def extracts(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    return [_extract_card(one, guide) for one in page.extracts]


def _extract_card(one: ExtractRow, guide: Guide) -> QWidget:
    passages = f"{one.published} published · {one.withheld} withheld · {one.undecided} undecided"
    badge = Badge(said(ExtractState, one.state), tone_of(ExtractState, one.state))
    left = column(
        words(one.title, "strong"),
        words(f"{one.reference} · version {one.number} · from {one.plan}", "soft"),
        words(passages, "soft"),
        gap=2,
    )
    box = row(left, badge, margins=(12, 10, 12, 10))
    box.setStretch(0, 1)
    return Card(box, lambda: guide.go(one.reference), f"Extract {one.reference}, {one.title}, {passages}")


def papers(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    parts = [*letters(page, guide), gap(), words(count(len(page.papers), "paper"), "heading")]
    if not page.papers:
        return [*parts, words("No paper has been made in this case yet.", "soft")]
    rows = [
        [
            one.reference,
            one.title,
            one.kind,
            one.state,
            short_day(one.on) if one.on else "—",
            "kept as issued" if one.stored else "made when asked for",
        ]
        for one in page.papers
    ]
    titles = ("Reference", "Title", "Kind", "State", "Date", "File")
    table = PageTable("Papers", titles, rows, (20, 34, 11, 11, 18, 20))
    hint = words(
        "Export, at the top of the case, writes a letter or paper as a file; what went out comes out byte for byte.",
        "soft",
    )
    return [*parts, table, hint]


def evidence(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    add = button("Add evidence…", lambda: guide.form("evidence.add", {"case": page.reference}))
    head = row(words(count(len(page.evidence), "item of evidence", "items of evidence"), "heading"), add)
    head.setStretch(0, 1)
    if not page.evidence:
        return [held(head), words("No evidence has been entered in this case.", "soft")]
    rows = [
        [
            one.reference,
            one.title,
            one.source,
            short_day(one.received_on),
            said(Classification, one.classification),
            "yes" if one.verifiable else "no",
        ]
        for one in page.evidence
    ]
    titles = ("Reference", "Title", "From whom", "Received", "Classification", "Verifiable")
    references = [one.reference for one in page.evidence]

    def save(number: int) -> None:
        save_evidence(guide, table.window(), references[number])

    table = PageTable("Evidence", titles, rows, (17, 34, 20, 14, 16, 10), opened=save)
    copy = button("Save a copy…", lambda: save(table.chosen or 0), name="Save a copy of the chosen line of Evidence")
    for_the_chosen(table, copy)
    return [held(head), table, about_row(table, references, guide, copy)]
