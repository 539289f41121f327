"""The plan tab of a case: where the plan stands, its milestones and their clocks, its versions side by side."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pma_assure.rules.vocabulary import CompletionResult, MilestoneState, PanelOutcomeKind, PlanState, RequirementAnswer
from pma_assure.rules.vocabulary import PlanView as PlanViewCode
from pma_assure.rules.wording import count, short_day
from pma_assure.values.case_page import CasePage, MilestoneView, PlanVersionView, PlanView
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.painted import ProgressBar, Timeline, progress_words
from ui.desktop.pieces import Badge, Card, Combo, Scrolled, button, column, held, marked, notice, rich, row, rule, words
from ui.desktop.screen import Guide, about_menu
from ui.desktop.spoken import said, tone_of
from ui.desktop.why import why


class PlanTab:
    """Fills the tab's body. Which milestone is unfolded and which versions are compared outlast a reading."""

    def __init__(self, guide: Guide, body: Scrolled) -> None:
        self.guide, self.body = guide, body
        self._pairs: dict[str, tuple[int, int]] = {}
        self._page: CasePage | None = None
        self._as_of: date | None = None

    def show_page(self, page: CasePage, as_of: date) -> None:
        self._page, self._as_of = page, as_of
        parts: list[QWidget] = []
        for plan in page.plans:
            parts += self._plan(plan, as_of)
        self.body.fill(*parts)

    def _again(self) -> None:
        if self._page is not None and self._as_of is not None:
            self.show_page(self._page, self._as_of)

    # --- the plan -------------------------------------------------------------------------------------------------

    def _plan(self, plan: PlanView, as_of: date) -> list[QWidget]:
        badge = Badge(said(PlanState, plan.state), tone_of(PlanState, plan.state))
        days = [f"required {short_day(plan.required_on)}"]
        days += [f"to be submitted by {short_day(plan.submit_by)}"] if plan.submit_by else []
        days += [f"to be resubmitted by {short_day(plan.resubmit_by)}"] if plan.resubmit_by else []
        days += [f"version {plan.approved_version} approved"] if plan.approved_version else []
        more = button("Do", lambda: None, name=f"What can be done to {plan.reference}")
        more.setMenu(about_menu(plan.reference, self.guide, more))
        head = row(
            column(words(plan.title, "heading"), words(f"{plan.reference} · {' · '.join(days)}", "soft"), gap=2),
            badge,
            more,
        )
        head.setStretch(0, 1)
        parts: list[QWidget] = [held(head)]
        if plan.milestones:
            said_ = progress_words(plan.milestones)
            parts += [ProgressBar(plan.milestones), words(f"{said_} · {plan.health}" if plan.health else said_, "soft")]
            parts += [words("Milestones", "heading")]
            parts += [self._milestone(one) for one in plan.milestones]
            parts += [words("Timeline", "heading"), Timeline(plan.milestones, as_of)]
            hint = "Filled: due now. Hollow: first due, where it was extended. Tick: the day it was verified."
            parts.append(words(hint, "soft"))
        if plan.outcomes:
            parts += [words("What the Panel decided", "heading"), self._outcomes(plan)]
        if plan.versions:
            parts += self._versions(plan)
        return parts

    def _milestone(self, one: MilestoneView) -> QWidget:
        state = Badge(
            said(MilestoneState, one.state), "late" if one.days_overdue else tone_of(MilestoneState, one.state)
        )
        due = f"due {short_day(one.current_due)}" + (" (a weekend)" if one.weekend else "")
        facts = [due]
        facts += [f"first due {short_day(one.baseline_due)}"] if one.baseline_due != one.current_due else []
        facts += [f"slipped {count(one.slippage, 'day')}"] if one.slippage else []
        facts += [f"{count(one.days_overdue, 'day')} late"] if one.days_overdue else []
        facts += [f"reported {short_day(one.reported_on)}"] if one.reported_on else []
        if one.verified_on:
            facts.append(
                f"verified {short_day(one.verified_on)}" + (f" by {one.verified_by}" if one.verified_by else "")
            )
        menu = button("Do", lambda: None, name=f"What can be done to milestone {one.number}")
        menu.setMenu(about_menu(one.reference, self.guide, menu))
        head = row(
            words(f"{one.number}  {one.title}", "strong"),
            state,
            why(one.because, f"milestone {one.number}"),
            menu,
            gap=8,
        )
        head.setStretch(0, 1)
        lines: list[QWidget] = [
            words(" · ".join(facts), "soft"),
            words(f"Owner: {one.owner}", "soft"),
            words(f"Judged complete when: {one.criterion}" if one.criterion else "No criterion is written down."),
        ]
        if one.finding:
            lines.append(words(f"Answers {one.finding}", "soft"))
        lines += [words(sentence) for sentence in one.history]
        for extension in one.extensions:
            text = (
                f"Extension {extension.number}: from {short_day(extension.from_due)} to {short_day(extension.to_due)},"
                f" decided {short_day(extension.decided_on)}. {extension.reason} {extension.panel}"
            )
            lines.append(words(text) if extension.regular else notice("attention", [text, "Kept as irregular."]))
        for report in one.reports:
            lines.append(
                words(self._report(report.number, report.reported_on, report.result, report.statement, report.reason))
            )
        for item in one.evidence:
            lines.append(words(f"Evidence {item.reference}: {item.title}", "soft"))
        return Card(
            column(held(head), *lines, margins=(12, 8, 12, 10), gap=3), name=f"Milestone {one.number}, {one.title}"
        )

    @staticmethod
    def _report(number: int, on: date, result: str, statement: str, reason: str) -> str:
        text = f"Report {number}, {short_day(on)}: {said(CompletionResult, result).lower()}."
        text += f" “{statement}”" if statement else ""
        return text + (f" {reason}" if reason else "")

    @staticmethod
    def _outcomes(plan: PlanView) -> QWidget:
        rows = [
            [
                short_day(o.decided_on),
                said(PanelOutcomeKind, o.kind),
                o.words,
                o.source,
                "differs" if o.differs_from_advice else "as advised",
            ]
            for o in plan.outcomes
        ]
        titles = ("Decided", "The Panel", "In its words", "Source", "Against the advice")
        return PageTable("What the Panel decided", titles, rows, (13, 22, 40, 20, 16))

    # --- versions -------------------------------------------------------------------------------------------------

    def _versions(self, plan: PlanView) -> list[QWidget]:
        numbers = [version.number for version in plan.versions]
        newest = max(numbers)
        old, new = self._pairs.get(plan.reference, (max([n for n in numbers if n < newest], default=newest), newest))
        parts: list[QWidget] = [rule(), words("Versions", "heading"), self._version_table(plan)]
        by_number = {version.number: version for version in plan.versions}
        if len(numbers) > 1:
            parts.append(self._pickers(plan, numbers, old, new))
            parts.append(side_by_side(by_number[old], by_number[new]))
        else:
            parts += [
                held(column(words(p.heading, "strong"), words(p.text, select=True))) for p in plan.versions[0].parts
            ]
        shown = by_number[new]
        if shown.changed_since_decision:
            parts.append(notice("attention", [shown.changed_since_decision]))
        parts.append(words(f"Requirements, as answered for version {new}", "heading"))
        parts.append(self._answers(shown))
        if shown.unanswered:
            parts.append(words(f"Not answered yet: {', '.join(shown.unanswered)}", "soft"))
        return parts

    @staticmethod
    def _version_table(plan: PlanView) -> QWidget:
        rows = []
        for v in plan.versions:
            late = f", {count(v.late_days, 'day')} late" if v.late_days else ""
            submitted = f"{short_day(v.submitted_on)}{late}" if v.submitted_on else "not submitted"
            advised = said(PlanViewCode, v.advised) if v.advised else "—"
            rows.append([str(v.number), v.title, submitted, advised, v.advice or "—"])
        titles = ("Version", "Title", "Submitted", "The PMA advised", "Advice")
        return PageTable("Versions of the plan", titles, rows, (9, 38, 24, 34, 18))

    def _pickers(self, plan: PlanView, numbers: list[int], old: int, new: int) -> QWidget:
        boxes = []
        for name, chosen in (("Earlier version", old), ("Later version", new)):
            box = Combo()
            box.setAccessibleName(name)
            for number in sorted(numbers):
                box.addItem(f"Version {number}", number)
            box.setCurrentIndex(sorted(numbers).index(chosen))
            boxes.append(box)

        def choose() -> None:
            self._pairs[plan.reference] = (boxes[0].currentData(), boxes[1].currentData())
            self._again()

        for box in boxes:
            box.activated.connect(lambda _: choose())
        line = row(words("Compare", wrap=False), boxes[0], words("with", wrap=False), boxes[1])
        line.addStretch(1)
        return held(line)

    @staticmethod
    def _answers(version: PlanVersionView) -> QWidget:
        if not version.answers:
            return words("No requirement has been answered.", "soft")
        rows: list[list[str | Badged]] = [
            [
                f"{a.document} {a.document_version}, {a.clause}",
                a.summary,
                Badged(said(RequirementAnswer, a.answer), tone_of(RequirementAnswer, a.answer)),
                a.reason,
            ]
            for a in version.answers
        ]
        titles = ("Requirement", "What it asks", "Answer", "Reason")
        return PageTable("Requirements answered", titles, rows, (18, 34, 20, 40))


def _in_text(version: PlanVersionView) -> list[tuple[str, str]]:
    parts = [(part.heading, part.text) for part in version.parts]
    for m in version.milestones:
        text = f"{m.title}\nOwner: {m.owner}\nDue {short_day(m.due)}\nJudged complete when: {m.criterion}"
        parts.append((f"Milestone {m.number}", text))
    return parts


def side_by_side(old: PlanVersionView, new: PlanVersionView) -> QWidget:
    """Two versions part by part: what went is struck through on the left, what came is underlaid on the right."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    grid.addWidget(words(f"Version {old.number}", "soft"), 0, 0)
    grid.addWidget(words(f"Version {new.number}, with what changed", "soft"), 0, 1)
    before, after = dict(_in_text(old)), dict(_in_text(new))
    line = 1
    for heading in dict.fromkeys([*before, *after]):
        was, now = before.get(heading, ""), after.get(heading, "")
        grid.addWidget(words(heading, "strong"), line, 0, 1, 2)
        left = words(was, select=True) if was else words("Not in this version.", "soft")
        if was == now:
            right = words("As before.", "soft")
        else:
            right = rich(marked(was, now) if now else f"<s>{escape(was)}</s>")
        for place, label in enumerate((left, right)):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, line + 1, place)
        line += 2
    return held(grid)
