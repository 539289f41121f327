"""The latter half of the annual report: remedies side by side (R71), and how the remediation plans ran (R70)."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import BreachTrigger, BreachView, PlanState
from pma_assure.values.annual_report import AnnualReport, LikeMatter, MilestoneMoved, PlanInYear, RemedyInYear
from reports.annual_report_words import plans_said, remedies_said, since
from reports.bars import WITH_WORDS, Bar, bars, kept_with
from reports.codes import in_words
from reports.paper import Writer, heading
from reports.schedule import schedule, section

_NOT_YET = "Not decided yet"


def remedies(writer: Writer, report: AnnualReport) -> list[Flowable]:
    head = heading("Remedies compared", "Remedies compared", "h1", 0, "remedies")
    said = writer.text(remedies_said(report))
    if not report.remedies:
        return section(head, said)
    rows = [
        (
            one.reference,
            one.participant,
            f"{in_words(BreachTrigger, one.trigger)}\n{', '.join(one.requirements)}".strip(),
            _view(one.view).capitalize(),
            _panel(one),
            one.plan or "No plan",
        )
        for one in report.remedies
    ]
    heads = ("Matter", "Participant", "On what", "The PMA's view", "The Panel", "Plan required")
    table = schedule(writer, heads, rows, (16, 18, 19, 15, 17, 15), strong=frozenset({0}))
    drawings = _days(writer, report.remedies)
    story = kept_with(WITH_WORDS, drawings)
    story += section(
        head,
        said,
        writer.text(
            "The PMA judges in each case what the remedy should be (R71, paragraph 73); like matters stand beside each"
            " other so that the Panel can see whether they were treated alike.",
            "quiet",
        ),
        *drawings,
        *([Spacer(1, 6)] if drawings else []),
        table,
    )
    return [*story, *_alike(writer, report)]


def _view(code: str) -> str:
    return wording.view_alone(BreachView(code))


def _panel(one: RemedyInYear) -> str:
    if one.panel_on is None:
        return _NOT_YET
    view = "Decided" if one.panel_view is None else _view(one.panel_view).capitalize()
    differs = "\nOtherwise than advised" if one.differs_from_advice else ""
    return f"{view}, {wording.short_day(one.panel_on)}{differs}"


def _days(writer: Writer, found: tuple[RemedyInYear, ...]) -> list[Drawing]:
    """How long each took: to the PMA's view, and from there to the Panel's decision."""
    rows = []
    for one in found:
        after = max(0, (one.days_to_panel or 0) - one.days_to_view)
        said = wording.count(one.days_to_view, "day")
        said += f" + {after}" if one.panel_on is not None else ", Panel not yet"
        rows.append(Bar(name=one.reference, parts=(one.days_to_view, after), said=said))
    return bars(rows, ("days to the PMA's view", "days from there to the Panel's decision"), writer.shown)


def _alike(writer: Writer, report: AnnualReport) -> list[Flowable]:
    rows = [(one.reference, like.reference, ", ".join(like.alike), _outcome(like)) for one in report.remedies
            for like in one.alike]  # fmt: skip
    title = "Like matters"
    head = heading(title, title, "h2", 1, "alike")
    if not rows:
        return section(head, writer.text("The register holds no matter that is like one of these."))
    # A matter is named once, beside the first that is like it.
    shown = [("" if place and rows[place - 1][0] == row[0] else row[0], *row[1:]) for place, row in enumerate(rows)]
    heads = ("Matter", "Like it", "In what", "What became of that")
    return section(head, schedule(writer, heads, shown, (18, 18, 34, 30), strong=frozenset({0})))


def _outcome(like: LikeMatter) -> str:
    said = f"PMA: {_view(like.view)}"
    said += f"; Panel: {_view(like.panel_view)}" if like.panel_view is not None else ""
    return said + (f"; {like.plan}" if like.plan else "")


# --- plans ----------------------------------------------------------------------------------------------------------


def plans(writer: Writer, report: AnnualReport) -> list[Flowable]:
    head = heading("Plans and slippage", "Plans and slippage", "h1", 0, "plans")
    said = writer.text(plans_said(report))
    if not report.plans:
        return section(head, said)
    rows = [
        (
            one.reference,
            one.participant,
            in_words(PlanState, one.state) + since(one.state_since),
            wording.short_day(one.required_on),
            _milestones(one),
            _worst(one),
        )
        for one in report.plans
    ]
    heads = ("Plan", "Participant", "Stands", "Required", "Milestones", "Slippage")
    table = schedule(writer, heads, rows, (17, 20, 17, 13, 17, 16), strong=frozenset({0}))
    drawings = _slipped(writer, report.plans)
    story = kept_with(WITH_WORDS, drawings)
    story += section(head, said, *drawings, *([Spacer(1, 6)] if drawings else []), table)
    return [*story, *_moved(writer, report.plans), *_extensions(writer, report)]


def _milestones(one: PlanInYear) -> str:
    if not one.milestones:
        return "None run yet"
    said = f"{one.verified} of {one.milestones - one.cancelled} verified"
    said += f"\n{one.cancelled} cancelled" if one.cancelled else ""
    return said + (f"\n{one.overdue} overdue, worst {wording.count(one.worst_days, 'day')}" if one.overdue else "")


def _worst(one: PlanInYear) -> str:
    days = max((moved.slippage for moved in one.moved), default=0)
    return f"At most {wording.count(days, 'day')}" if days > 0 else "None"


def _slipped(writer: Writer, found: tuple[PlanInYear, ...]) -> list[Drawing]:
    moved = [one for plan in found for one in plan.moved if one.slippage > 0 or one.days_overdue]
    rows = [Bar(name=one.reference, parts=(max(0, one.slippage), one.days_overdue), said=_beside(one)) for one in moved]
    return bars(rows, ("days its date was moved later", "days overdue on the day"), writer.shown)


def _beside(one: MilestoneMoved) -> str:
    said = [f"moved {wording.count(one.slippage, 'day')}"] if one.slippage > 0 else []
    said += [f"overdue {one.days_overdue}"] if one.days_overdue else []
    return ", ".join(said)


def _moved(writer: Writer, found: tuple[PlanInYear, ...]) -> list[Flowable]:
    rows = [
        (
            one.reference,
            wording.short_day(one.baseline),
            wording.short_day(one.due),
            _days_moved(one.slippage),
            f"{wording.count(one.days_overdue, 'day')} overdue" if one.days_overdue else _met(one),
        )
        for plan in found
        for one in plan.moved
    ]
    title = "Milestones that slipped or were late"
    head = heading(title, title, "h2", 1, "slipped")
    if not rows:
        return section(head, writer.text("None."))
    heads = ("Milestone", "First due", "Due now", "Slippage", "On the day")
    return section(head, schedule(writer, heads, rows, (28, 16, 16, 18, 22), strong=frozenset({0})))


def _days_moved(days: int) -> str:
    if days < 0:
        return f"{wording.count(-days, 'day')} earlier"
    return wording.count(days, "day") if days else "None"


def _met(one: MilestoneMoved) -> str:
    return f"Verified, {wording.count(one.met_late, 'day')} late" if one.met_late else "Not overdue"


def _extensions(writer: Writer, report: AnnualReport) -> list[Flowable]:
    title = "Dates that the Panel moved in the year"
    head = heading(title, title, "h2", 1, "extensions")
    if not report.extensions:
        return section(head, writer.text("None."))
    rows = [
        (
            one.reference,
            wording.short_day(one.from_due),
            wording.short_day(one.to_due),
            wording.short_day(one.decided_on),
            "On the PMA's advice" if one.advised else "Without advice of the PMA",
        )
        for one in report.extensions
    ]
    heads = ("Milestone", "From", "To", "Decided by the Panel", "Advice")
    return section(head, schedule(writer, heads, rows, (26, 15, 15, 20, 24), strong=frozenset({0})))
