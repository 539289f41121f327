"""The tab of a case with its assessments: scope, criteria, requests, caveats, reports; and what else is relied on."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    ChargeBasis,
    Environment,
    EvidenceRequestKind,
    EvidenceRequestState,
    FaultView,
    OpinionKind,
    ScopeCoverage,
)
from pma_assure.rules.wording import count, short_day
from pma_assure.values.assessment_page import AssessmentView, CaveatLine
from pma_assure.values.case_page import CasePage
from ui.desktop.case_reliance import reliances
from ui.desktop.case_reports import reports
from ui.desktop.case_tabs import gap
from ui.desktop.line_deeds import about_row
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.pieces import Badge, Flow, button, column, held, notice, row, words
from ui.desktop.screen import Guide, about_menu, deed_button, next_buttons
from ui.desktop.spoken import said, tone_of


def assessments(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    propose = button("Propose an assessment…", lambda: guide.form("assessment.propose", {"case": page.reference}))
    head = row(words(count(len(page.assessments), "assessment"), "heading"), propose)
    head.setStretch(0, 1)
    parts: list[QWidget] = [held(head)]
    for one in page.assessments:
        parts += [gap(), *_assessment(one, guide)]
    return [*parts, gap(), *reliances(page, guide)]


def _assessment(one: AssessmentView, guide: Guide) -> list[QWidget]:
    badge = Badge(said(AssessmentState, one.state), tone_of(AssessmentState, one.state))
    about = [one.reference, said(AssessmentKind, one.kind)]
    if one.planned_from is not None and one.planned_to is not None:
        about.append(f"planned {short_day(one.planned_from)} to {short_day(one.planned_to)}")
    about += [part for part in (one.assessor, one.policy) if part]
    top = row(words(one.title, "heading", select=True), badge, gap=10)
    top.setStretch(0, 1)
    happened = [f"notified {short_day(one.notified_on)}"] if one.notified_on is not None else []
    happened += [f"begun {short_day(one.begun_on)}"] if one.begun_on is not None else []
    happened += [f"team: {', '.join(one.team)}"] if one.team else []
    lines = [words(" · ".join(line), "soft", select=True) for line in (about, happened) if line]
    # Each over the whole width: beside the buttons the words would be a column of single ones.
    parts: list[QWidget] = [held(column(top, *lines, gap=4))]
    parts.append(_buttons(one, guide))
    parts += _notices(one)
    parts += _conclusion(one)
    if one.listed is not None:
        parts.append(words(f"On the agenda of a coming meeting: {one.listed}.", "soft", select=True))
    if one.fieldwork:
        parts.append(words(f"Field work: {one.fieldwork}.", "soft"))
    if one.scope:
        parts += [words(f"Scope coverage {one.coverage}", "strong"), *_scope(one, guide)]
    elif AssessmentState(one.state) not in ENDED_ASSESSMENTS:
        parts += [words("Scope", "strong"), words("Nothing is in scope yet.", "soft")]
    if one.criteria:
        parts += [words("Criteria", "strong"), _criteria(one)]
    if one.requests:
        parts += [words("Evidence requests", "strong"), *_requests(one, guide)]
    if one.caveats:
        parts += [words("Caveats", "strong"), *_caveats(one, guide)]
    return [*parts, *reports(one, guide), *_charge(one, guide)]


def _buttons(one: AssessmentView, guide: Guide) -> QWidget:
    """What is next, its sheet of field work, and a menu with every other deed about it."""
    line = Flow()
    for action in one.actions:
        line.addWidget(deed_button(action, guide))
    if one.has_sheet:
        go = partial(guide.go, f"{one.reference}/sheet")
        line.addWidget(button("Field work", go, name=f"The sheet of field work of {one.reference}"))
    more = button("Do", lambda: None, name=f"What can be done to {one.reference}")
    more.setMenu(about_menu(one.reference, guide, more, state=one.state))
    line.addWidget(more)
    return held(line)


def _charge(one: AssessmentView, guide: Guide) -> list[QWidget]:
    """What it cost and who bears that, with the purpose of an explicit charge; without a record, the way to one."""
    charge = one.charge
    if charge is None:
        keep = button(
            "Keep what it costs…",
            lambda: guide.form("charge.open", {"assessment": one.reference}),
            kind="link",
            name=f"Keep what {one.reference} costs",
        )
        line = row(keep)
        line.addStretch(1)
        return [held(line)]
    heading = row(words("Cost", "strong"), next_buttons(charge.actions, guide, most=1), gap=10)
    heading.setStretch(0, 1)
    about = [charge.reference, charge.cost or "cost not known yet", said(ChargeBasis, charge.basis)]
    view = said(FaultView, charge.fault)
    about.append(f"{view} ({charge.decision})" if charge.decision else view)
    lines: list[QWidget] = [held(heading), words(" · ".join(about), "soft", select=True)]
    if charge.recommended is not None and charge.recommended != charge.basis:
        recommended = said(ChargeBasis, charge.recommended)
        lines.append(words(f"Noted as recommended, and not charged: {recommended}.", "soft", select=True))
    if charge.purpose:
        lines.append(words(f"Under {charge.modification}, for this purpose only: {charge.purpose}", select=True))
    return lines


def _notices(one: AssessmentView) -> list[QWidget]:
    found: list[QWidget] = []
    unapproved = [line for line in one.criteria if not line.approved]
    if unapproved:
        sentences = [f"{line.document} {line.label} is not approved: {line.reason}" for line in unapproved]
        found.append(notice("attention", [*sentences, "Assessed against with a reason (R08, paragraph 16)."]))
    if one.overlaps:
        found.append(
            notice(
                "attention",
                [
                    f"Overlaps with {', '.join(one.overlaps)} on the same participant.",
                    "Record how they are co-ordinated (R55, paragraphs 63 and 69).",
                ],
            )
        )
    if one.coordinated:
        sentence = (
            f"Overlaps with {', '.join(one.coordinated)} on the same participant; how they go together is agreed."
        )
        found.append(notice("", [sentence]))
    return found


def _conclusion(one: AssessmentView) -> list[QWidget]:
    lines = []
    if one.imported_on is not None:
        formerly = f", where it was {one.old_reference}" if one.old_reference else ""
        lines.append(f"Taken in from a workbook on {short_day(one.imported_on)}{formerly}.")
    if one.recommended_status is not None:
        lines.append(f"The assessor recommends: {said(AssuranceStatus, one.recommended_status)}.")
    if one.opinion is not None:
        lines.append(f"The assessor's opinion: {said(OpinionKind, one.opinion)}.")
    if one.concluded_on is not None:
        status = "" if one.set_status is None else f": {said(AssuranceStatus, one.set_status)}"
        rests = f" ({one.decision})" if one.decision else ""
        lines.append(f"Concluded by the PMA on {short_day(one.concluded_on)}{status}{rests}.")
    elif one.responded_on is None and one.response_due is not None:
        lines.append(f"The participant's response is due on {short_day(one.response_due)}.")
    if one.superseded_by is not None:
        lines.append(f"Superseded by {one.superseded_by}.")
    found: list[QWidget] = [words(line, "soft", select=True) for line in lines]
    if one.conclusion:
        found.append(words(one.conclusion, select=True))
    if one.scope_limitation:
        found.append(words(f"Scope limitation: {one.scope_limitation}", select=True))
    return found


def _scope(one: AssessmentView, guide: Guide) -> list[QWidget]:
    rows: list[list[str | Badged]] = [
        [
            line.reference.rpartition("/")[2],
            line.component,
            said(Environment, line.environment),
            Badged(said(ScopeCoverage, line.coverage), tone_of(ScopeCoverage, line.coverage), line.reliance or ""),
            line.operated_by or "—",
            line.note or "—",
        ]
        for line in one.scope
    ]
    titles = ("Item", "Component", "Environment", "Covered by", "Operated by", "Note")
    table = PageTable(f"Scope of {one.reference}", titles, rows, (7, 22, 16, 38, 20, 20))
    return [table, about_row(table, [line.reference for line in one.scope], guide)]


def _criteria(one: AssessmentView) -> QWidget:
    rows: list[list[str | Badged]] = [
        [
            line.document,
            line.label,
            Badged("Approved", "good") if line.approved else Badged("Not approved", "attention"),
            line.reason or "—",
        ]
        for line in one.criteria
    ]
    return PageTable(f"Criteria of {one.reference}", ("Document", "Version", "State", "Reason"), rows, (18, 10, 16, 50))


def _requests(one: AssessmentView, guide: Guide) -> list[QWidget]:
    rows: list[list[str | Badged]] = [
        [
            line.reference.rpartition("/")[2],
            line.title,
            said(EvidenceRequestKind, line.kind),
            Badged(said(EvidenceRequestState, line.state), tone_of(EvidenceRequestState, line.state)),
            _due(line.due, line.days_overdue, ended=not line.waits),
            line.contractor or "—",
        ]
        for line in one.requests
    ]
    titles = ("Request", "Asked for", "Kind", "State", "Due", "Held by the contractor")
    table = PageTable(f"Evidence requests of {one.reference}", titles, rows, (10, 32, 18, 18, 20, 24))
    return [table, about_row(table, [line.reference for line in one.requests], guide)]


def _due(due: date | None, late: int, *, ended: bool = False) -> str | Badged:
    if due is None:
        return "undated"
    if late and not ended:
        return Badged(f"{count(late, 'day')} late", "late")
    return short_day(due)


def _caveats(one: AssessmentView, guide: Guide) -> list[QWidget]:
    def standing(line: CaveatLine) -> str | Badged:
        if line.met_on is not None:
            return Badged(f"Met {short_day(line.met_on)}", "good")
        if line.withdrawn_on is not None:
            return Badged("Withdrawn", "quiet")
        return Badged("Open", "attention")

    rows: list[list[str | Badged]] = [
        [
            line.reference.rpartition("/")[2],
            line.words,
            line.owner or "no owner yet",
            _due(line.due, line.days_overdue),
            standing(line),
        ]
        for line in one.caveats
    ]
    titles = ("Caveat", "What has to be put right", "Owner", "Due", "State")
    table = PageTable(f"Caveats of {one.reference}", titles, rows, (9, 40, 26, 16, 18))
    return [table, about_row(table, [line.reference for line in one.caveats], guide)]
