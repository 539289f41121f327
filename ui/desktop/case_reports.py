"""On the card of an assessment: its reports as they arrived, what became of each, and what the participant said."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pma_assure.rules.vocabulary import AssessmentState, AssuranceStatus, OpinionKind, ReportKind, ReportStanding
from pma_assure.rules.wording import short_day
from pma_assure.values.assessment_page import AssessmentView
from ui.desktop.exports import save_evidence
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.pieces import button, held, row, words
from ui.desktop.screen import Guide
from ui.desktop.spoken import said, tone_of


def reports(one: AssessmentView, guide: Guide) -> list[QWidget]:
    """The reports, word for word in their files; the fact check on the draft and the response to the final one."""
    parts: list[QWidget] = []
    if one.reports:
        parts += [words("Reports, as they arrived", "strong"), *_table(one, guide)]
    if one.fact_checked_on is not None:
        parts += _quoted(f"Fact check by the participant, {short_day(one.fact_checked_on)}", one.fact_check)
    elif one.state == AssessmentState.DRAFT_REPORT_RECEIVED:
        parts.append(words("The participant's check of the facts in the draft is not logged yet.", "soft"))
    elif one.imported_on is not None and one.fact_check.strip():
        parts += _quoted("Fact check by the participant", one.fact_check)
    if one.responded_on is not None:
        parts += _quoted(f"Response of the participant, {short_day(one.responded_on)}", one.response)
    return parts


def _quoted(heading: str, text: str) -> list[QWidget]:
    return [words(heading, "strong"), *([words(text, select=True)] if text.strip() else [])]


def _table(one: AssessmentView, guide: Guide) -> list[QWidget]:
    rows: list[list[str | Badged]] = [
        [
            line.reference.rpartition("/")[2],
            said(ReportKind, line.kind),
            short_day(line.received_on),
            said(OpinionKind, line.opinion) if line.opinion else "—",
            said(AssuranceStatus, line.recommended_status) if line.recommended_status else "—",
            Badged(said(ReportStanding, line.standing), tone_of(ReportStanding, line.standing)),
            line.evidence or "—",
        ]
        for line in one.reports
    ]
    titles: tuple[str, ...] = ("Report", "Kind", "Received", "Opinion", "Recommends", "Stands", "File")
    weights: tuple[int, ...] = (9, 16, 16, 22, 22, 20, 20)
    # Only the DCC's pre-operational assessment has a status: elsewhere the room is the others'.
    if not any(line.recommended_status for line in one.reports):
        place = titles.index("Recommends")
        rows = [[*cells[:place], *cells[place + 1 :]] for cells in rows]
        titles, weights = titles[:place] + titles[place + 1 :], weights[:place] + weights[place + 1 :]
    table = PageTable(f"Reports of {one.reference}", titles, rows, weights)

    def save() -> None:
        chosen = 0 if len(one.reports) == 1 else table.currentIndex().row()
        evidence = None if chosen < 0 else one.reports[chosen].evidence
        if chosen < 0:
            guide.say("Choose a report in the table first.", "attention")
        elif evidence is None:
            guide.say("This report was taken in without a file.")
        else:
            save_evidence(guide, table.window(), evidence)

    copy = button("Save a copy…", save, name=f"Save a copy of the chosen report of {one.reference}")
    line = row(copy)
    line.addStretch(1)
    return [table, held(line)]
