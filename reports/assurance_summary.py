"""What the Panel is told of one assessment, as a committee paper (R13, paragraph 53).

The status stands on page one, the assessor's recommendation beside it, then the caveats with their dates; what was
assessed and what was found follow. Whose word is whose: the assessor reports and recommends, the PMA sets the status
and reports to the Panel; the paper lets nobody do anything.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from pma_assure.rules import wording
from pma_assure.rules.coverage import Covered
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    Classification,
    Environment,
    EvidenceRequestKind,
    EvidenceRequestState,
    FindingClass,
    FindingState,
    OpinionKind,
    ScopeCoverage,
    ServicePart,
)
from pma_assure.values.assurance_papers import AssessedFinding, AssuranceSummary, CaveatLine
from reports.codes import in_words
from reports.decision_section import decision_section, one_line
from reports.evidence_above import not_listed
from reports.findings_picture import findings_by_class_and_age
from reports.paper import AUTHOR, Contents, Furniture, Heading, Writer, build, heading
from reports.schedule import block, contents_line, facts, schedule, section

_COVERED = {Covered.COVERED: "Covered", Covered.IN_PART: "In part, not counted", Covered.GAP: "Not covered"}


def render(summary: AssuranceSummary) -> bytes:
    """The paper as PDF. The same value gives the same bytes."""
    writer = Writer()
    opening, rest = _opening(writer, summary), _rest(writer, summary)

    def story(known: Contents) -> list[Flowable]:
        return [*opening, *(contents_line(writer, known) if known.wanted else ()), *rest]

    return build(_furniture(summary), story)


def status_sentence(summary: AssuranceSummary) -> str:
    """The PMA's status or conclusion in one sentence, or that there is none yet."""
    if summary.concluded_on is None:
        state = in_words(AssessmentState, summary.state)
        return f"The PMA has not concluded: the assessment is “{state}” on {wording.day(summary.as_of)}."
    on = wording.day(summary.concluded_on)
    if summary.set_status is not None:
        return f"Status set by the PMA on {on}: {in_words(AssuranceStatus, summary.set_status)}."
    return f"The PMA concluded on {on}."


def _furniture(summary: AssuranceSummary) -> Furniture:
    writer = Writer()
    audit = f"Audit trail: {wording.count(summary.audit_entries, 'entry', 'entries')}, head {summary.audit_head}"
    return Furniture(
        title=f"{summary.reference}: {summary.title}",
        subject=f"Assurance summary for the SEC Panel: {summary.organisation}",
        dated=summary.as_of,
        head_left=writer.shown(f"{summary.reference} · {AUTHOR}"),
        head_right=writer.shown(in_words(Classification, summary.classification)),
        foot_left=writer.shown(audit),
        draft="" if summary.concluded_on else "Not concluded",
    )


def _opening(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    story: list[Flowable] = [
        writer.text("Assurance summary for the SEC Panel", "kicker"),
        heading(summary.title, writer.markup(summary.title), "title", 0, "title"),
        writer.text(f"As of {wording.day(summary.as_of)}. {_period(summary)}", "quiet"),
        Spacer(1, 6),
    ]
    inside = [("label", "The PMA's status"), ("lead", status_sentence(summary))]
    if summary.conclusion:
        inside.append(("body", summary.conclusion))
    inside += [("label", "The assessor's recommendation"), ("summary", _recommended(summary))]
    story += [
        block(writer, inside),
        Spacer(1, 4),
        writer.text(
            "The assessor reports and recommends; the PMA sets the status and reports it to the Panel (paragraph 53)."
            " This paper is information for the Panel and decides nothing else.",
            "quiet",
        ),
        Spacer(1, 6),
        facts(writer, _facts(summary)),
    ]
    return story


def _period(summary: AssuranceSummary) -> str:
    if summary.point_in_time is not None:
        return f"The assessment speaks of {wording.day(summary.point_in_time)}."
    if summary.period_from is not None and summary.period_to is not None:
        return (
            f"The assessment speaks of the period from {wording.day(summary.period_from)} to"
            f" {wording.day(summary.period_to)}."
        )
    return "No period is recorded."


def _recommended(summary: AssuranceSummary) -> str:
    if summary.report_dated is None:
        return "No final report has been taken yet."
    said = [f"Final report {summary.report}, dated {wording.day(summary.report_dated)}"]
    if summary.recommended is not None:
        said.append(f"recommends: {in_words(AssuranceStatus, summary.recommended)}")
    if summary.opinion is not None:
        said.append(f"opinion: {in_words(OpinionKind, summary.opinion)}")
    return "; ".join(said) + "."


def _facts(summary: AssuranceSummary) -> list[tuple[str, str]]:
    covered = f"{summary.scope_covered} of {wording.count(len(summary.scope), 'item')}"
    pairs = [
        ("Participant", summary.organisation),
        ("Assessment", f"{in_words(AssessmentKind, summary.kind)}, {summary.reference}"),
        ("Scope covered", covered if summary.scope else "No scope is recorded"),
        ("Assessor", ", under ".join(part for part in (summary.assessor, summary.scheme) if part) or "Not recorded"),
        ("Case", f"{summary.case}: {summary.case_title}"),
    ]
    if summary.policy:
        pairs.append(("Rests on", summary.policy))
    if summary.ordered_by:
        pairs.append(("Ordered by", summary.ordered_by))
    if summary.report_received is not None:
        pairs.append(("Report received", wording.day(summary.report_received)))
    if summary.decision is not None:
        pairs.append(("Decision of the PMA", one_line(summary.decision)))
    if summary.live_certificates_on is not None:
        pairs.append(("Live certificates", _live(summary)))
    return pairs


def _live(summary: AssuranceSummary) -> str:
    assert summary.live_certificates_on is not None
    first = f"First issued on {wording.day(summary.live_certificates_on)}"
    if summary.concluded_on is None or summary.live_certificates_on < summary.concluded_on:
        return f"{first}: before the assessment was concluded (R51, paragraph 57)."
    return f"{first}: after the assessment was concluded (R51, paragraph 57)."


def _rest(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    story = _caveats(writer, summary)
    story += _scope(writer, summary)
    story += _findings(writer, summary)
    story += _limits(writer, summary)
    story += _coverage(writer, summary)
    story += _response(writer, summary)
    story += _evidence(writer, summary)
    story += decision_section(
        writer,
        "status",
        summary.decision,
        none="The PMA has not decided on this assessment.",
    )
    return [*story, *writer.closing_note()]


def _caveats(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    if not summary.caveats:
        return []
    rows = [
        (
            line.reference.rpartition("/")[2],
            line.words,
            line.owner or "No owner yet",
            wording.short_day(line.due) if line.due else "No date yet",
            _standing(line),
        )
        for line in summary.caveats
    ]
    table = schedule(
        writer, ("No.", "Caveat", "Owner", "Due", "Stands"), rows, (7, 46, 18, 12, 17), strong=frozenset({0})
    )
    return section(_heading(writer, "Caveats", "caveats"), table)


def _standing(line: CaveatLine) -> str:
    if line.met_on is not None:
        return f"Met {wording.short_day(line.met_on)}"
    if line.days_overdue:
        return f"{wording.count(line.days_overdue, 'day')} overdue"
    return "Open"


def _scope(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    story: list[Flowable] = []
    if summary.scope:
        rows = [
            (
                line.component,
                in_words(ServicePart, line.part),
                in_words(Environment, line.environment),
                line.operated_by or summary.organisation,
                in_words(ScopeCoverage, line.coverage) + (f": {line.note}" if line.note else ""),
            )
            for line in summary.scope
        ]
        heads = ("Component", "What it is", "Environment", "Operated by", "Covered by")
        table = schedule(writer, heads, rows, (22, 17, 13, 20, 28), strong=frozenset({0}))
        story += section(_heading(writer, "What was assessed", "scope"), table)
    if summary.criteria:
        criteria = [(line.document, line.version, line.reason or "Approved") for line in summary.criteria]
        table = schedule(writer, ("Document", "Version", "Remark"), criteria, (46, 12, 42))
        story += section(heading("Criteria", "Criteria", "h2", 1, "criteria"), table)
    if summary.clauses:
        tested = summary.met + summary.not_met
        story += [
            Spacer(1, 8),
            writer.text(
                f"On the sheet of field work {tested} of {wording.count(summary.clauses, 'clause')} were tested:"
                f" {summary.met} met, {summary.not_met} not met."
            ),
        ]
    return story


def _findings(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    head = _heading(writer, "Findings", "findings")
    if not summary.findings:
        return section(head, writer.text("No finding has been raised."))
    picture, said = findings_by_class_and_age(
        [(_class(line), line.identified_on) for line in summary.findings if not _ended(line)], summary.as_of
    )
    rows = [
        (
            line.reference,
            line.title,
            _class_in_words(line),
            line.requirement.removeprefix("REQ-") or "None cited",
            in_words(FindingState, line.state)
            + (f", {wording.count(line.days_overdue, 'day')} overdue" if line.days_overdue else ""),
        )
        for line in summary.findings
    ]
    heads = ("Reference", "Finding", "Class", "Requirement", "Stands")
    table = schedule(writer, heads, rows, (17, 37, 16, 14, 16), strong=frozenset({0}))
    body = [writer.text(said), *([picture, Spacer(1, 6)] if picture is not None else []), table]
    return section(head, *body)


def _class(line: AssessedFinding) -> FindingClass:
    return FindingClass(line.pma_class or line.finding_class)


def _ended(line: AssessedFinding) -> bool:
    return line.state in (FindingState.CLOSED, FindingState.NOTED, FindingState.WITHDRAWN)


def _class_in_words(line: AssessedFinding) -> str:
    said = in_words(FindingClass, line.finding_class)
    if line.pma_class is not None and line.pma_class != line.finding_class:
        return f"{said} (assessor)\n{in_words(FindingClass, line.pma_class)} (PMA)"
    return said


def _limits(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    if not summary.scope_limitation and not summary.requests:
        return []
    body: list[Flowable] = list(writer.prose(summary.scope_limitation))
    if summary.requests:
        rows = [
            (
                line.reference.rpartition("/")[2],
                line.title,
                in_words(EvidenceRequestKind, line.kind),
                in_words(EvidenceRequestState, line.state),
                line.ground or "None recorded",
            )
            for line in summary.requests
        ]
        heads = ("No.", "Asked for", "Kind", "Answer", "Ground")
        body.append(schedule(writer, heads, rows, (7, 33, 17, 14, 29), strong=frozenset({0})))
    return section(_heading(writer, "What could not be seen", "limits"), *body)


def _coverage(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    found = summary.coverage
    head = _heading(writer, "Assurance coverage of the participant", "coverage")
    said = f"{found.sentence}. What other evidence covers in part is never counted as covered (R60, paragraph 70)."
    body: list[Flowable] = [writer.text(said if found.applicable else "No requirement applies to the participant.")]
    if found.not_covered:
        rows = [
            (requirement.removeprefix("REQ-"), _COVERED[Covered(covered)], why)
            for requirement, covered, why in found.not_covered
        ]
        body.append(schedule(writer, ("Requirement", "Stands", "Why"), rows, (20, 20, 60), strong=frozenset({0})))
    return section(head, *body)


def _response(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    if summary.responded_on is None and summary.response_due is None:
        return []
    if summary.responded_on is not None:
        said = [f"Received on {wording.day(summary.responded_on)}.", *([summary.response] if summary.response else [])]
    else:
        assert summary.response_due is not None
        said = [f"Asked for by {wording.day(summary.response_due)}; none is recorded."]
    body = [paragraph for words in said for paragraph in writer.prose(words)]
    return section(_heading(writer, "The participant's response", "response"), *body)


def _evidence(writer: Writer, summary: AssuranceSummary) -> list[Flowable]:
    body: list[Flowable] = []
    if summary.evidence:
        rows = [
            (
                line.reference,
                line.title + ("" if line.verifiable else " (not verifiable)"),
                line.source,
                wording.short_day(line.received_on),
                in_words(Classification, line.classification),
            )
            for line in summary.evidence
        ]
        heads = ("Reference", "Item", "From", "Received", "Classification")
        body.append(schedule(writer, heads, rows, (17, 35, 22, 12, 14), strong=frozenset({0})))
    body += not_listed(writer, summary)
    return section(_heading(writer, "Index of evidence", "evidence"), *body) if body else []


def _heading(writer: Writer, text: str, key: str) -> Heading:
    return heading(text, writer.markup(text), "h1", 0, key)
