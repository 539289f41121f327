"""What the annual report says in sentences: whoever cannot see its pictures, or reads page one alone, has the same."""

from __future__ import annotations

from datetime import date

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import AssuranceStatus, BreachView, FindingClass
from pma_assure.values.annual_report import AnnualReport


def headline(report: AnnualReport) -> list[str]:
    """The year in brief: one sentence for each section."""
    return [
        assessments_said(report),
        findings_said(report),
        recurrences_said(report),
        remedies_said(report),
        plans_said(report),
    ]


def since(day: date | None) -> str:
    """Where only the present state is kept: from when it is, which is after the day reported on."""
    return f" (since {wording.short_day(day)})" if day is not None else ""


def listed(parts: list[str]) -> str:
    """ "a, b and c"; "" of none."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""


def assessments_said(report: AnnualReport) -> str:
    if not report.assessments:
        return "No assessment was planned, at work or concluded in the year."
    concluded = [one for one in report.assessments if one.concluded_on is not None and one.concluded_on >= report.first]
    said = f"{wording.count(len(report.assessments), 'assessment')} planned, at work or concluded in the year"
    if not concluded:
        return f"{said}; none was concluded."
    statuses = [
        f"{sum(one.set_status == each for one in concluded)} {wording.label(each).lower()}"
        for each in AssuranceStatus
        if any(one.set_status == each for one in concluded)
    ]
    bare = sum(one.set_status is None for one in concluded)
    statuses += [f"{bare} without a status"] if bare else []
    said += f"; {len(concluded)} of them concluded by the PMA: {listed(statuses)}."
    late = sum(one.caveats_overdue for one in report.assessments)
    standing = sum(one.caveats_open for one in report.assessments)
    if standing == 1:
        said += f" 1 caveat is not met yet, and is {'overdue' if late else 'not overdue'}."
    elif standing:
        said += f" {standing} caveats are not met yet, {late or 'none'} of them overdue."
    return said


def findings_said(report: AnnualReport) -> str:
    raised, closed = sum(one.raised for one in report.classes), sum(one.closed for one in report.classes)
    late = sum(one.closed_late for one in report.classes)
    open_, overdue = sum(one.open for one in report.classes), sum(one.overdue for one in report.classes)
    said = f"{wording.count(raised, 'finding was', 'findings were')} raised in the year and {closed} closed"
    said += (", late" if closed == 1 else f", {late} of them late") if late else ""
    if not open_:
        return f"{said}; none is open."
    worst = max(one.worst_days for one in report.classes)
    heavy = next((one.open for one in report.classes if one.finding_class == FindingClass.MAJOR), 0)
    said += f"; {wording.count(open_, 'is', 'are')} open, {heavy or 'none'} of them Major"
    said += (
        f", and {overdue} overdue, the worst by {wording.count(worst, 'day')}." if overdue else ", and none overdue."
    )
    return said


def recurrences_said(report: AnnualReport) -> str:
    if not report.recurrences:
        return "No finding raised in the year, or open on the day, repeats an earlier one."
    after = sum(one.closed_before is not None for one in report.recurrences)
    if len(report.recurrences) == 1:
        when = "after" if after else "before"
        return f"1 finding raised in the year, or open on the day, repeats an earlier one, {when} that had been closed."
    return (
        f"{len(report.recurrences)} findings raised in the year, or open on the day, repeat an earlier one,"
        f" {after or 'none'} of them after that had been closed."
    )


def remedies_said(report: AnnualReport) -> str:
    if not report.remedies:
        return "The PMA came to no view on a possible breach in the year."
    views = [
        f"{wording.view_alone(each)} on {sum(one.view == each for one in report.remedies)}"
        for each in BreachView
        if any(one.view == each for one in report.remedies)
    ]
    said = f"On {wording.count(len(report.remedies), 'matter')} the PMA came to a view: {'; '.join(views)}."
    told = [one for one in report.remedies if one.panel_on is not None]
    differs = sum(one.differs_from_advice for one in told)
    if not told:
        return f"{said} The Panel has not decided on {'it' if len(report.remedies) == 1 else 'any'} yet."
    if len(told) == 1:
        return f"{said} The Panel has decided on 1, {'' if differs else 'not '}otherwise than advised."
    return f"{said} The Panel has decided on {len(told)}, {differs or 'none'} of them otherwise than advised."


def plans_said(report: AnnualReport) -> str:
    if not report.plans:
        return "No remediation plan ran in the year."
    milestones = sum(one.milestones - one.cancelled for one in report.plans)
    verified, overdue = sum(one.verified for one in report.plans), sum(one.overdue for one in report.plans)
    said = f"{wording.count(len(report.plans), 'remediation plan')} ran in the year"
    if not milestones:
        return f"{said}; no milestone runs yet."
    said += f", with {wording.count(milestones, 'milestone')}: {verified} verified, {overdue or 'none'} overdue."
    slipped = [moved.slippage for one in report.plans for moved in one.moved if moved.slippage > 0]
    if slipped:
        said += f" {wording.count(len(slipped), 'date has', 'dates have')} slipped, at most by"
        return f"{said} {wording.count(max(slipped), 'day')}."
    return f"{said} No date has slipped."
