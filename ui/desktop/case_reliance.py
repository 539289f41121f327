"""On the tab of a case's assessments: what other compliance activity is relied on, and for which requirements."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pma_assure.rules.vocabulary import Covers, RelianceStanding
from pma_assure.rules.wording import short_day
from pma_assure.values.assessment_page import RelianceView, ReliedOn
from pma_assure.values.case_page import CasePage
from ui.desktop.case_tabs import gap
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.pieces import Badge, Flow, button, column, held, notice, row, words
from ui.desktop.screen import Guide, about_menu, deed_button
from ui.desktop.spoken import said, tone_of


def reliances(page: CasePage, guide: Guide) -> list[QWidget]:
    """Each certificate or report of somebody else's: whether it counts today, and how far (R59, R60)."""
    propose = button("Propose a reliance…", lambda: guide.form("reliance.propose", {"case": page.reference}))
    head = row(words("Reliance on other activity", "heading"), propose)
    head.setStretch(0, 1)
    parts: list[QWidget] = [held(head)]
    if not page.reliances:
        return [*parts, words("Nothing else is relied on in this case.", "soft")]
    for one in page.reliances:
        parts += [*_reliance(one, guide), gap()]
    return parts


def _reliance(one: RelianceView, guide: Guide) -> list[QWidget]:
    badge = Badge(said(RelianceStanding, one.standing), tone_of(RelianceStanding, one.standing))
    top = row(words(one.title, "strong", select=True), badge, gap=10)
    top.setStretch(0, 1)
    valid = f"valid from {short_day(one.valid_from)}"
    valid += f" to {short_day(one.valid_to)}" if one.valid_to is not None else ""
    about = [one.reference, one.certificate, one.issued_by, valid]
    if one.decision is not None and one.decided_on is not None:
        about.append(f"relied on by decision {one.decision} of {short_day(one.decided_on)}")
    parts: list[QWidget] = [held(column(top, words(" · ".join(about), "soft", select=True), gap=2))]
    parts.append(_buttons(one, guide))
    if one.invalid_from is not None:
        parts.append(notice("late", [f"Counts no longer from {short_day(one.invalid_from)}: {one.invalid_reason}"]))
    if one.listed is not None:
        parts.append(words(f"On the agenda of a coming meeting: {one.listed}.", "soft", select=True))
    if one.scope.strip():
        parts.append(words(f"Its scope: {one.scope}", "soft", select=True))
    if one.items:
        parts.append(words(f"Covers {', '.join(one.items)} in the scope of an assessment.", "soft", select=True))
    return [*parts, _requirements(one)]


def _buttons(one: RelianceView, guide: Guide) -> QWidget:
    line = Flow()
    for action in one.actions:
        line.addWidget(deed_button(action, guide))
    more = button("Do", lambda: None, name=f"What can be done to {one.reference}")
    more.setMenu(about_menu(one.reference, guide, more))
    line.addWidget(more)
    return held(line)


def _requirements(one: RelianceView) -> QWidget:
    titles = ("Requirement", "What it asks", "Covers it", "Why, or what it leaves out", "Testing left")
    rows = [_requirement(line) for line in one.requirements]
    return PageTable(f"What {one.reference} covers", titles, rows, (18, 22, 14, 34, 24))


def _requirement(line: ReliedOn) -> list[str | Badged]:
    # In part is never counted as covered (paragraph 70): it has another colour, and its gap stands beside it.
    return [
        line.requirement,
        line.title,
        Badged(said(Covers, line.covers), tone_of(Covers, line.covers)),
        line.gap or line.reason or "—",
        line.residual or "—",
    ]
