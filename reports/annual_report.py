"""The annual report to the SEC Panel: the year's assessments, findings, recurrences, remedies and plans (paragraph 53).

Each section says its matter in a sentence, shows it as bars with their numbers, and sets it out in a schedule. The PMA
reports and advises; what the Panel decided stands here as it was reported. No words of a record stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.annual_report import NOT_NAMED
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    Classification,
    FindingClass,
)
from pma_assure.values.annual_report import AnnualReport, AssessmentInYear, ClassInYear
from reports import annual_report_remedies as remedies
from reports.annual_report_words import (
    assessments_said,
    findings_said,
    headline,
    recurrences_said,
    since,
)
from reports.bars import WITH_WORDS, Bar, bars, kept_with
from reports.codes import in_words
from reports.findings_picture import AGES, age_of, findings_by_class_and_age
from reports.paper import AUTHOR, Contents, Furniture, Heading, Writer, build, heading
from reports.schedule import block, contents_line, schedule, section

_TITLE = "Annual report to the SEC Panel"


def render(report: AnnualReport) -> bytes:
    """The paper as PDF. The same value gives the same bytes."""
    writer = Writer()
    opening, rest = _opening(writer, report), _rest(writer, report)

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest]

    return build(_furniture(report), story)


def _furniture(report: AnnualReport) -> Furniture:
    writer = Writer()
    audit = f"Audit trail: {wording.count(report.audit_entries, 'entry', 'entries')}, head {report.audit_head}"
    return Furniture(
        title=f"{_TITLE}, {report.year}",
        subject=f"The year {report.year} to {wording.day(report.until)}",
        dated=report.as_of,
        head_left=writer.shown(f"{_TITLE}, {report.year} · {AUTHOR}"),
        head_right=wording.label(Classification.RESTRICTED),
        foot_left=writer.shown(audit),
        draft="" if report.until.month == 12 and report.until.day == 31 else "The year so far",
    )


def _opening(writer: Writer, report: AnnualReport) -> list[Flowable]:
    title = f"Assurance of the SMKI in {report.year}"
    said = [("label", "The year in brief"), *(("summary", sentence) for sentence in headline(report))]
    return [
        writer.text(_TITLE, "kicker"),
        heading(title, writer.markup(title), "title", 0, "title"),
        writer.text(
            f"From {wording.day(report.first)} to {wording.day(report.until)}, and as at that day; drawn up on"
            f" {wording.day(report.as_of)}.",
            "quiet",
        ),
        Spacer(1, 6),
        block(writer, said),
        Spacer(1, 7),
        writer.text(
            "The Panel, for the Parties, needs assurance that the service follows the Document Set and the"
            " Certification Practice Statement (R13, paragraph 53). The PMA reports what was assessed and found, and"
            " advises; what the Panel decided is given as it was reported. Records are named by their references: what"
            " was written in them is kept in the register.",
            "quiet",
        ),
        *(_marked(writer, report.marked) if report.marked else ()),
    ]


def _marked(writer: Writer, cases: int) -> list[Flowable]:
    few = f"{wording.count(cases, 'case is', 'cases are')} marked {wording.label(Classification.SENSITIVE).lower()}"
    return [
        writer.text(
            f"{few}. What lies in {'it' if cases == 1 else 'them'} is counted here, and where a line stands for it no"
            f" participant is named (“{NOT_NAMED}”).",
            "quiet",
        )
    ]


def _rest(writer: Writer, report: AnnualReport) -> list[Flowable]:
    return [
        *_assessments(writer, report),
        *_findings(writer, report),
        *_recurrences(writer, report),
        *remedies.remedies(writer, report),
        *remedies.plans(writer, report),
        *writer.closing_note(),
    ]


def _head(writer: Writer, text: str, key: str) -> Heading:
    return heading(text, writer.markup(text), "h1", 0, key)


# --- assessments ----------------------------------------------------------------------------------------------------


def _assessments(writer: Writer, report: AnnualReport) -> list[Flowable]:
    head = _head(writer, "Assessments", "assessments")
    said = writer.text(assessments_said(report))
    if not report.assessments:
        return section(head, said)
    rows = [
        (
            one.reference,
            one.participant,
            in_words(AssessmentKind, one.kind).removesuffix(" assessment"),
            one.assessor or "None yet",
            in_words(AssessmentState, one.state) + since(one.state_since),
            _status(one),
        )
        for one in report.assessments
    ]
    heads = ("Reference", "Participant", "Kind", "Assessor", "Stands", "Status set by the PMA")
    table = schedule(writer, heads, rows, (16, 19, 13, 17, 15, 20), strong=frozenset({0}))
    drawings = bars(_by_kind(report.assessments), STATUSES, writer.shown)
    return [*kept_with(WITH_WORDS, drawings), *section(head, said, *drawings, Spacer(1, 6), table)]


STATUSES = (*(wording.label(each) for each in AssuranceStatus), "Without a status")


def _by_kind(assessments: Iterable[AssessmentInYear]) -> list[Bar]:
    """One bar a kind; its parts are the statuses that the PMA set, and the assessments without one."""
    found = []
    for kind in AssessmentKind:
        of_kind = [one for one in assessments if one.kind == kind]
        if of_kind:
            parts = [sum(one.set_status == each for one in of_kind) for each in AssuranceStatus]
            parts.append(sum(one.set_status is None for one in of_kind))
            said = wording.count(len(of_kind), "assessment")
            found.append(Bar(name=wording.label(kind), parts=tuple(parts), said=said))
    return found


def _status(one: AssessmentInYear) -> str:
    if one.concluded_on is None:
        return "Report received" if one.report_received is not None else "Not concluded"
    status = in_words(AssuranceStatus, one.set_status) if one.set_status is not None else "Concluded, no status set"
    said = f"{status}, {wording.short_day(one.concluded_on)}"
    if one.recommended is not None and one.set_status is not None and one.recommended != one.set_status:
        said += f"\nRecommended: {in_words(AssuranceStatus, one.recommended)}"
    if one.caveats_open:
        late = f", {one.caveats_overdue} overdue" if one.caveats_overdue else ""
        said += f"\n{wording.count(one.caveats_open, 'caveat')} not met{late}"
    return said


# --- findings -------------------------------------------------------------------------------------------------------


def _findings(writer: Writer, report: AnnualReport) -> list[Flowable]:
    still = [(FindingClass(one.finding_class), one.identified_on) for one in report.open_findings]
    picture, said = findings_by_class_and_age(still, report.until)
    story = kept_with(WITH_WORDS, [] if picture is None else [picture])
    story += section(_head(writer, "Findings by class and age", "findings"), writer.text(findings_said(report)))
    if picture is not None:
        story += [writer.text(said), picture, Spacer(1, 6), _by_age(writer, report), Spacer(1, 4)]
    moved = [one for one in report.classes if one.raised or one.closed or one.open]
    if moved:
        heads = ("Class", "Raised", "Closed", "On time", "Late", "Middle", "Longest", "Open", "Overdue", "Worst")
        table = schedule(writer, heads, [_moved(one) for one in moved], (16, *(9,) * 9), strong=frozenset({0}))
        title = "Raised and put right in the year"
        story += section(heading(title, title, "h2", 1, "put-right"), table)
        story += [
            Spacer(1, 5),
            writer.text(
                "The class is the heavier of the assessor's and the PMA's. “Middle” and “longest” count the days from"
                " when a finding was identified to when what was accepted was reported; “worst”, the days overdue.",
                "quiet",
            ),
        ]
    return story


def _by_age(writer: Writer, report: AnnualReport) -> Flowable:
    """The numbers of the picture, by class and age."""
    rows = []
    for each in FindingClass:
        ages = [0] * len(AGES)
        for one in report.open_findings:
            if one.finding_class == each:
                ages[age_of(one.identified_on, report.until)] += 1
        if sum(ages):
            rows.append((wording.label(each), *(str(number) for number in ages), str(sum(ages))))
    heads = ("Open on the day", *(words.capitalize() for _, words in AGES), "All")
    return schedule(writer, heads, rows, (22, 16, 17, 18, 17, 10), strong=frozenset({0}))


def _moved(one: ClassInYear) -> tuple[str, ...]:
    return (
        in_words(FindingClass, one.finding_class),
        str(one.raised),
        str(one.closed),
        str(one.closed_on_time),
        str(one.closed_late),
        "–" if one.middle_days is None else wording.count(one.middle_days, "day"),
        "–" if one.longest_days is None else wording.count(one.longest_days, "day"),
        str(one.open),
        str(one.overdue),
        wording.count(one.worst_days, "day") if one.overdue else "–",
    )


def _recurrences(writer: Writer, report: AnnualReport) -> list[Flowable]:
    head = _head(writer, "Recurrences", "recurrences")
    said = writer.text(recurrences_said(report))
    if not report.recurrences:
        return section(head, said)
    rows = [
        (
            one.reference,
            one.participant,
            in_words(FindingClass, one.finding_class),
            one.requirement or "None cited",
            wording.short_day(one.identified_on),
            one.repeats + (f"\nclosed {wording.short_day(one.closed_before)}" if one.closed_before else "\nnot closed"),
        )
        for one in report.recurrences
    ]
    heads = ("Finding", "Participant", "Class", "Requirement", "Identified", "Repeats")
    table = schedule(writer, heads, rows, (17, 22, 12, 18, 13, 18), strong=frozenset({0}))
    return section(head, said, table)
