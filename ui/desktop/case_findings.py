"""The tab of a case with its findings: class, state, due day, owed step; and its Corrective Action Plans."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QWidget

from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import ActionKind, ActionState, CapState, FindingClass, FindingState
from pma_assure.rules.wording import count, short_day
from pma_assure.values.case_page import ActionRow, CapRow, CasePage, FindingRow
from ui.desktop.case_tabs import gap, milestone_of
from ui.desktop.line_deeds import about_row
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.pieces import Parted, button, held, notice, row, words
from ui.desktop.screen import Guide, about_menu
from ui.desktop.spoken import said, tone_of


def findings(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    """Findings with what they owe, what is to be said of each, then the plans that answer them."""
    raise_one = button("Raise a finding…", lambda: guide.form("finding.draft", {"case": page.reference}))
    head = row(words(count(len(page.finding_rows), "finding"), "heading"), raise_one)
    head.setStretch(0, 1)
    if not page.finding_rows:
        return [held(head), words("No finding has been raised in this case.", "soft")]
    titles = ("Reference", "Finding", "Requirement", "Class", "State", "Due", "Owed")
    weights = (15, 26, 16, 16, 18, 18, 30)
    # Where nothing is owed on any finding, the room is the others'.
    shown = len(titles) if any(one.owed for one in page.finding_rows) else len(titles) - 1
    lines = [_line(page, one, as_of)[:shown] for one in page.finding_rows]
    table = PageTable("Findings", titles[:shown], lines, weights[:shown])
    parts: list[QWidget] = [held(head), words(page.findings_counted, "soft")]
    parts += [
        table,
        about_row(
            table,
            [one.reference for one in page.finding_rows],
            guide,
            states=[one.state for one in page.finding_rows],
            case=page.reference,
        ),
    ]
    brought = [one for one in page.finding_rows if one.imported_on is not None]
    if brought:
        parts.append(words(f"Taken in from a workbook: {'; '.join(map(_brought, brought))}.", "soft", select=True))
    for one in page.finding_rows:
        remarks = _remarks(one)
        if remarks:
            parts.append(notice("attention", [f"{one.reference}: {remark}" for remark in remarks]))
    return [*parts, *_plans(page, guide)]


def _line(page: CasePage, one: FindingRow, as_of: date) -> list[str | Badged]:
    beside = "" if one.pma_class is None else f"the PMA's: {said(FindingClass, one.pma_class)}"
    return [
        one.reference,
        one.title,
        one.requirement or "—",
        Badged(said(FindingClass, one.finding_class), tone_of(FindingClass, one.finding_class), beside),
        said(FindingState, one.state),
        _due(page, one, as_of),
        _owed(one) or "—",
    ]


def _owed(one: FindingRow) -> str:
    """The step without the finding's title, which stands in the same line: "Halden Power: Respond to it"."""
    titled = re.escape(f"“{one.title}”")
    return re.sub(f"(?:the (?:draft )?finding )?{titled}", "it", one.owed or "")


def _due(page: CasePage, one: FindingRow, as_of: date) -> str | Badged:
    """The day, and in few words how it stands; before one is set, until when to respond.

    The sentence of its clock would make of this the widest column; the state beside it says the rest.
    """
    milestone = milestone_of(page, one.reference)
    if one.due is None:
        waits = one.response_due is not None and FindingState(one.state) in (FindingState.DRAFT, FindingState.OPEN)
        respond = f"response by {short_day(one.response_due)}" if waits and one.response_due is not None else ""
        none = "—" if FindingState(one.state) in ENDED_FINDINGS else "undated"
        return respond or (f"milestone {milestone}" if milestone != "—" else none)
    on = f"{short_day(one.due)}{' (a weekend)' if one.weekend else ''}"
    if one.days_overdue:
        return Badged(f"{count(one.days_overdue, 'day')} late", "late", on)
    state = FindingState(one.state)
    if one.closed_late_days and state in ENDED_FINDINGS:
        return f"{on}\nclosed {count(one.closed_late_days, 'day')} late"
    if state in ENDED_FINDINGS or state == FindingState.SUBMITTED:
        return on
    left = (one.due - as_of).days
    if left < 0:
        return f"{on}\n{one.standing}"
    stands = f"in {count(left, 'day')}" if left else "today"
    return f"{on}\n{stands}"


def _brought(one: FindingRow) -> str:
    """The reference with the one it had before: "FIND-2024-0001, formerly NC-24-03"."""
    return f"{one.reference}, formerly {one.old_reference}" if one.old_reference else one.reference


def _remarks(one: FindingRow) -> list[str]:
    remarks = [f"{one.version_then}."] if one.version_then else []
    remarks += [f"a recurrence of {one.repeats}."] if one.repeats is not None else []
    return remarks + [f"{sentence}." for sentence in one.history if "overdue before completion" not in sentence]


def _plans(page: CasePage, guide: Guide) -> list[QWidget]:
    answering = [one.reference for one in page.finding_rows if one.state in ("accepted", "reopened")]
    enter = button(
        "Enter a Corrective Action Plan…",
        lambda: guide.form("cap.draft", {"case": page.reference, "findings": tuple(answering)}),
    )
    head = row(words("Corrective Action Plans", "heading"), enter)
    head.setStretch(0, 1)
    parts: list[QWidget] = [gap(), held(head)]
    if not page.caps:
        return [*parts, words("No Corrective Action Plan has been entered in this case.", "soft")]
    for one in page.caps:
        parts += _plan(one, page.reference, guide)
    return parts


def _plan(one: CapRow, case: str, guide: Guide) -> list[QWidget]:
    days = [f"submitted {short_day(one.submitted_on)}"] if one.submitted_on else []
    days += [f"accepted {short_day(one.accepted_on)}"] if one.accepted_on else []
    about = [one.reference, said(CapState, one.state), *days, f"answers {', '.join(one.findings)}"]
    table = PageTable(
        f"Actions of {one.reference}",
        ("Reference", "Action", "Kind", "Owner", "Due", "State", "Root causes"),
        [_action(action) for action in one.actions],
        (17, 32, 12, 22, 14, 18, 24),
    )
    references = [action.reference for action in one.actions]
    states = [action.state for action in one.actions]
    plan = button("Do something to the plan", lambda: None, name=f"Deeds about {one.reference}")
    plan.setMenu(about_menu(one.reference, guide, plan, state=one.state, case=case))
    parts: list[QWidget] = [words(one.title, "strong"), Parted(about)]
    parts += [words(f"Reason: {one.reason}", "soft")] if one.reason else []
    return [*parts, table, about_row(table, references, guide, plan, states=states, case=case)]


def _action(action: ActionRow) -> list[str | Badged]:
    return [
        action.reference,
        action.title,
        said(ActionKind, action.kind),
        action.owner or "no owner",
        short_day(action.due) if action.due else "no date",
        Badged(said(ActionState, action.state), tone_of(ActionState, action.state)),
        ", ".join(action.root_causes) or "none",
    ]
