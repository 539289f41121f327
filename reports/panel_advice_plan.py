"""What the advice says of the plan itself: requirements, milestones, findings, versions and evidence, as schedules."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Spacer

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import (
    Classification,
    FindingClass,
    FindingState,
    MilestoneState,
    PanelOutcomeKind,
    PlanView,
    RequirementAnswer,
)
from pma_assure.values.documents import Changed, MilestoneLine, PanelAdvicePaper, RequirementLine, VersionLine
from reports.codes import in_words
from reports.evidence_above import not_listed
from reports.marked_words import key, marked
from reports.paper import Heading, Writer, heading
from reports.schedule import schedule, section
from reports.timeline import TimelineMark, picture, words


def requirements(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    head = _heading(writer, "How the plan answers the requirements", "requirements")
    if not paper.requirements:
        return section(head, writer.text("No requirement has been answered for this version of the plan."))
    rows = [
        (_where(line), line.summary, in_words(RequirementAnswer, line.answer), line.reason)
        for line in paper.requirements
    ]
    table = schedule(
        writer,
        ("Document and clause", "Requirement", "Answer", "Reason"),
        rows,
        (23, 29, 14, 34),
        strong=frozenset({2}),
    )
    return section(head, writer.text(_tally(paper.requirements), "quiet"), table)


def _where(line: RequirementLine) -> str:
    version = f" {line.document_version}" if line.document_version else ""
    return f"{line.document}{version}\nclause {line.clause}\n{line.reference}"


def _tally(lines: tuple[RequirementLine, ...]) -> str:
    counts = [
        (in_words(RequirementAnswer, answer).lower(), sum(line.answer == answer for line in lines))
        for answer in RequirementAnswer
    ]
    said = "; ".join(f"{number} {words}" for words, number in counts if number)
    return f"{wording.count(len(lines), 'requirement')} considered: {said}." if said else ""


def milestones(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    head = _heading(writer, "Milestones", "milestones")
    if not paper.milestones:
        return section(head, writer.text("This version of the plan has no milestones."))
    marks = [
        TimelineMark(
            name=f"M{line.number}",
            title=line.title,
            baseline=line.baseline_due,
            due=line.current_due,
            verified=line.verified_on,
            cancelled=line.state == MilestoneState.CANCELLED,
        )
        for line in paper.milestones
    ]
    rows = [
        (f"M{line.number}", _what(line), line.owner, _due(line), in_words(MilestoneState, line.state) + _done(line))
        for line in paper.milestones
    ]
    table = schedule(
        writer,
        ("", "Milestone and criterion", "Owner", "Due", "State"),
        rows,
        (6, 41, 15, 21, 17),
        strong=frozenset({0}),
    )
    pictures: list[Flowable] = list(picture(marks, paper.as_of, writer.shown))
    return section(head, writer.text(words(marks, paper.as_of), "quiet"), *pictures, Spacer(1, 6), table)


def _what(line: MilestoneLine) -> str:
    if not line.criterion:
        return f"{line.title}\nNo acceptance criterion is stated."
    return f"{line.title}\nCriterion: {line.criterion}"


def _due(line: MilestoneLine) -> str:
    due = wording.short_day(line.current_due)
    if line.weekend:
        due += " (weekend)"
    slip = (line.current_due - line.baseline_due).days
    if slip:
        due += f"\nbaseline {wording.short_day(line.baseline_due)}\n{slippage(slip)}"
    between = [day for day in line.extended_from if day != line.baseline_due]
    if between:
        due += "\nalso " + ", ".join(wording.short_day(day) for day in between)
    return due


def slippage(days: int) -> str:
    return wording.count(days, "day") + " later" if days > 0 else wording.count(-days, "day") + " earlier"


def _done(line: MilestoneLine) -> str:
    said = ""
    if line.reported_on:
        said += f"\nreported {wording.short_day(line.reported_on)}"
    if line.verified_on:
        said += f"\nverified {wording.short_day(line.verified_on)}"
    return said


def findings(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    head = _heading(writer, "Findings the plan answers", "findings")
    if not paper.findings:
        return section(head, writer.text("The plan is linked to no finding."))
    rows = [
        (
            line.reference,
            line.title,
            line.requirement,
            in_words(FindingClass, line.finding_class),
            in_words(FindingState, line.state),
            wording.short_day(line.identified_on),
        )
        for line in paper.findings
    ]
    heads = ("Finding", "What was found", "Requirement", "Class", "State", "Identified")
    return section(head, schedule(writer, heads, rows, (18, 29, 17, 14, 14, 13)))


def evidence(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    head = _heading(writer, "Evidence", "evidence")
    if not paper.evidence:
        return section(head, *(not_listed(writer, paper) or [writer.text("No evidence item is listed.")]))
    rows = [
        (
            line.reference,
            line.title if line.verifiable else f"{line.title}\nNot verifiable: it cannot alone support a fact.",
            line.source,
            wording.short_day(line.received_on),
            in_words(Classification, line.classification),
        )
        for line in paper.evidence
    ]
    heads = ("Item", "What it is", "From", "Received", "Classification")
    return section(head, schedule(writer, heads, rows, (17, 38, 20, 13, 17)), *not_listed(writer, paper))


def versions(writer: Writer, paper: PanelAdvicePaper) -> list[Flowable]:
    head = _heading(writer, "Versions of the plan", "versions")
    if not paper.versions:
        story = section(head, writer.text("No earlier version is recorded."))
    else:
        rows = [_version(line) for line in paper.versions]
        heads = ("Version", "Submitted", "The PMA advised", "The Panel decided, as reported")
        story = section(head, schedule(writer, heads, rows, (10, 16, 37, 37)))
    if paper.changes:
        title = "What changed since the version before"
        rows_changed = [row for change in paper.changes for row in _changed(writer, change)]
        table = schedule(writer, ("Where", "Change"), rows_changed, (24, 76))
        story += section(heading(title, writer.markup(title), "h2", 1, "changes"), key(writer), table)
    return story


def _version(line: VersionLine) -> tuple[str, str, str, str]:
    advised = in_words(PlanView, line.advised) if line.advised else "Not yet"
    if line.advised_on:
        advised += f"\n{wording.short_day(line.advised_on)}"
    panel = in_words(PanelOutcomeKind, line.panel) if line.panel else "Not yet"
    if line.panel_on:
        panel += f"\n{wording.short_day(line.panel_on)}"
    return (str(line.number), wording.short_day(line.submitted_on) if line.submitted_on else "Not yet", advised, panel)


def _changed(writer: Writer, change: Changed) -> list[tuple[str | Paragraph, str | Paragraph]]:
    """The rows of one difference: its marks in pieces short enough for a row each."""
    pieces = marked(writer, change.before, change.after)
    return [(change.where if number == 0 else "", piece) for number, piece in enumerate(pieces)]


def _heading(writer: Writer, text: str, key: str) -> Heading:
    return heading(text, writer.markup(text), "h1", 0, key)
