"""The meeting pack, read back: what is wanted first, who would mend a quorum, marks in words and cells, the duties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2 as pdfium

from pma_assure.rules.paper_changes import paper_changes
from pma_assure.values.chasing import ChasedPaper
from pma_assure.values.duties import Duty
from pma_assure.values.meeting_pack import (
    Compared,
    LastMeeting,
    MeetingPack,
    PackItem,
    PackQuorum,
    PaperFacts,
    PaperTable,
    PaperText,
    RecordChange,
)
from pma_assure.values.readiness import Missing
from pma_assure.values.seats import EndsTogether, SeatLine, SeatsOverYears, SeatTerm
from reports import meeting_pack
from reports.meeting_pack_items import forecast
from tests.reports.reading import flowing, opened, outline, pages, properties
from tests.reports.samples import DECISION

SHORT = PackQuorum(
    forecast=True,
    count=3,
    needed=4,
    quorate=False,
    chair_filled=True,
    counted=("Prof. E. Harcourt (Chair)", "J. Pryce (Small Supplier)", "H. Boyd (Networks)"),
    not_counted=(("D. Reyes", "Is excused from this item (R29, paragraph 26, 35)."),),
    mend=("T. Lindqvist as alternate for Networks", "A. Whitcombe for Large Supplier B, who sent apologies"),
    warnings=("Exactly four would count: nobody may leave.",),
    suggested=(("S. Mistry", "works for Halden Power plc"),),
)
BEFORE = (
    PaperFacts(under="", pairs=(("Reference", "ADV-2026-0004"), ("View", "Does not meet the SMKI requirements"))),
    PaperText(under="", heading="Reasons", text="The plan names one witness.\n\nIt says nothing of Tŷ Gwyn."),
    PaperTable(
        under="The plan",
        heading="Milestones",
        heads=("Number", "Title", "Due"),
        rows=(
            ("1", "Cards issued", "30 Sep 2026"),
            ("2", "Ceremony repeated", "31 Oct 2026"),
            ("3", "Roster", "1 Dec 2026"),
        ),
    ),
)
AFTER = (
    PaperFacts(under="", pairs=(("Reference", "ADV-2026-0005"), ("View", "Meets the SMKI requirements"))),
    PaperText(under="", heading="Reasons", text="The plan names two witnesses.\n\nIt says nothing of Tŷ Gwyn."),
    PaperTable(
        under="The plan",
        heading="Milestones",
        heads=("Number", "Title", "Due"),
        rows=(
            ("1", "Cards issued", "30 Sep 2026"),
            ("2", "Ceremony repeated", "15 Nov 2026"),
            ("4", "Cabinet moved to Wrexham", "2 Dec 2026"),
        ),
    ),
)
COMPARED = Compared(
    sentence="Compared with the paper decided on by DEC-2026-0022 on 14 July 2026", changes=paper_changes(BEFORE, AFTER)
)
ITEM = PackItem(
    number=1,
    reference="MTG-2026-0008/1",
    title="Advice on the plan of Bryn Ŵyn Energy",
    state="listed",
    asks="issue_advice",
    about=("Bryn Ŵyn Energy", "ADV-2026-0005", "CASE-2026-0014"),
    against="Action against Bryn Ŵyn Energy is considered; its people are excused (R29).",
    paper="Circulated on 27 November 2026, late",
    late=True,
    quorum=SHORT,
    motion="That the PMA issue this advice to the Panel.",
    motion_as_first_put="",
    reasons="The plan was asked for in June.",
    parts=AFTER,
    compared=(COMPARED,),
    new=False,
    decision=None,
)
DECIDED = replace(
    ITEM,
    number=2,
    reference="MTG-2026-0008/2",
    title="Minutes of the last meeting",
    state="decided",
    asks="other",
    about=(),
    against="",
    paper="Not circulated yet",
    quorum=replace(SHORT, forecast=False, count=5, quorate=True, mend=(), warnings=(), suggested=()),
    parts=(),
    compared=(),
    new=True,
    decision=DECISION,
)
TERM = SeatTerm(
    person="PERS-0002",
    name="Prof. E. Harcourt",
    first_day=date(2024, 2, 1),
    last_day=date(2027, 1, 31),
    fixed_until=None,
    state="in_office",
    route="panel_identified",
    why_ended="",
)
SEATS = SeatsOverYears(
    as_of=date(2026, 11, 30),
    first=date(2024, 1, 1),
    last=date(2027, 12, 31),
    seats=(
        SeatLine(
            seat="CH",
            name="Chair",
            constituency="Identified by the SEC Panel",
            terms=(TERM,),
            vacancies=((date(2027, 2, 1), None),),
            sentence="Chair: Prof. E. Harcourt 1 February 2024 to 31 January 2027 (in office);"
            " vacant from 1 February 2027.",
        ),
    ),
    together=(
        EndsTogether(first=date(2027, 1, 31), last=date(2027, 2, 10), seats=("CH",), sentence="3 seats end together."),
    ),
    summary="1 of 1 seat filled on 30 November 2026.",
)
PACK = MeetingPack(
    reference="MTG-2026-0008",
    title="PMA meeting of December 2026",
    state="scheduled",
    classification="Sensitive",
    place="Fleet Place, London",
    mode="in_person",
    urgent=True,
    starts_at=datetime(2026, 12, 3, 10, tzinfo=UTC),
    papers_due=date(2026, 11, 26),
    expected=("Prof. E. Harcourt (Chair)",),
    attending=("F. MacAskill (Ofgem)",),
    apologies=("A. Whitcombe (Large Supplier B)",),
    vacant=("Technical Sub-Committee",),
    items=(ITEM, DECIDED),
    last=LastMeeting(
        reference="MTG-2026-0007",
        title="PMA meeting of November 2026",
        held_at=datetime(2026, 11, 3, 10, tzinfo=UTC),
        state="minutes_drafted",
    ),
    changes=(
        RecordChange(
            reference="FIND-2026-0187",
            title="One officer alone",
            kind="Finding",
            new=False,
            fields=(("State", "Open", "In remediation"), ("Due", "30 Sep 2026", "31 Oct 2026")),
        ),
        RecordChange(
            reference="CASE-2026-0031", title="A new matter", kind="Case", new=True, fields=(("State", "", "Open"),)
        ),
    ),
    chased=(
        ChasedPaper(
            item="MTG-2026-0008/1",
            number=1,
            title="Advice on the plan of Bryn Ŵyn Energy",
            who="D. Reyes",
            due=date(2026, 11, 26),
            days_late=4,
            standing="Not circulated: 4 days late.",
            circulated=False,
            lacks=(
                Missing(
                    reference="FIND-2026-0187",
                    sentence="FIND-2026-0187 has no evidence. Add it.",
                    deed="evidence.add",
                    rule="R10",
                    paragraph="16",
                    case_key="",
                ),
            ),
        ),
    ),
    duties=(
        Duty(
            reference="PLAN-2026-0009/M2",
            who="Bryn Ŵyn Energy",
            what="Report milestone M2",
            due=date(2026, 11, 1),
            elapsed_days=None,
            days_overdue=29,
            rule="R70",
            paragraph="60",
            blocked_by=("not on an agenda",),
        ),
        Duty(
            reference="ADV-2026-0005",
            who="The PKI Specialist",
            what="Issue the advice",
            due=None,
            elapsed_days=3,
            days_overdue=0,
            rule="R68",
            paragraph="59",
        ),
    ),
    seats=SEATS,
    as_of=date(2026, 11, 30),
    audit_entries=1412,
    audit_head="b1946ac92492d2347c6235b4d2611184",
)


def test_page_one_says_what_is_wanted_and_what_would_mend_the_quorum() -> None:
    first = " ".join(pages(meeting_pack.render(PACK))[0].split())
    wanted = first.index("1. To issue the advice: Advice on the plan of Bryn Ŵyn Energy.")
    assert first.index("Decisions wanted") < wanted < first.index("Expected") < first.index("Agenda")
    mend = "T. Lindqvist as alternate for Networks; A. Whitcombe for Large Supplier B, who sent apologies."
    assert f"3 would count, 4 needed: not quorate. Any of these would mend it: {mend}" in first
    assert "Minutes of the last meeting:" not in first[: first.index("Expected")]


def test_a_quorum_that_needs_more_says_how_many_and_the_chair() -> None:
    def told(**more: object) -> str:
        quorum = replace(SHORT, mend=("T. Lindqvist as alternate for Networks",), **more)  # type: ignore[arg-type]  # each case gives its own fields by name
        return forecast(quorum)

    assert "It takes 2 more, of: T. Lindqvist" in told(count=2)
    assert "nobody in the Chair's seat: not quorate. It takes 1 more, one of them in the Chair's seat, of: T." in told(
        chair_filled=False, count=4
    )
    assert forecast(replace(SHORT, mend=())).endswith("Nobody who is known could mend it.")
    assert forecast(replace(SHORT, forecast=False)) == "3 counted, 4 needed: not quorate."


def test_every_part_stands_in_the_pack() -> None:
    text = flowing(meeting_pack.render(PACK))
    for said in (
        "3 December 2026, 10:00 (GMT), Fleet Place, London, in person", "As an urgent meeting", "F. MacAskill (Ofgem)",
        "A. Whitcombe (Large Supplier B)", "Technical Sub-Committee", "26 November 2026",
        "PMA meeting of November 2026 (MTG-2026-0007)", "Circulated on 27 November 2026, late",
        "D. Reyes: Is excused from this item", "S. Mistry: works for Halden Power plc",
        "That the PMA issue this advice",
        "The plan was asked for in June.", "Meets the SMKI requirements", "Cabinet moved to Wrexham",
        "Compared with the paper decided on by DEC-2026-0022 on 14 July 2026: 4 parts differ.",
        "What changed since the last meeting", "FIND-2026-0187", "A new matter", "Papers that are not ready",
        "Not circulated: 4 days late.", "FIND-2026-0187 has no evidence. Add it.", "The seats over the years",
        "vacant from 1 February 2027", "Schedule of duties", "2 duties as of 30 November 2026: 1 late.", "29 days late",
        "In the way: not on an agenda", "As soon as practicable", "3 days so far", "DEC-2026-0031",
        "As of 30 November 2026 · Audit trail: 1,412 entries, head b1946ac92492d234",
    ):  # fmt: skip
        assert said in text, said


def test_marks_are_lines_and_not_colours_alone() -> None:
    """A strike or an underline is a drawn line: there are more of them where something changed."""

    def lines(pack: MeetingPack) -> int:
        def count(document: pdfium.PdfDocument) -> int:
            found = 0
            for page in document:
                found += sum(one.type == pdfium.raw.FPDF_PAGEOBJ_PATH for one in page.get_objects())
                page.close()
            return found

        return opened(meeting_pack.render(pack), count)

    told = replace(COMPARED, changes=paper_changes(AFTER, AFTER))
    same = replace(PACK, items=(replace(ITEM, compared=(told,)), DECIDED))
    assert lines(PACK) > lines(same)
    assert "14 July 2026: word for word the same." in flowing(meeting_pack.render(same))


def test_rows_of_a_changed_table_say_what_became_of_them() -> None:
    text = flowing(meeting_pack.render(PACK))
    assert "Changed 2 Ceremony repeated 31 Oct 2026 15 Nov 2026" in text
    assert "Added 4 Cabinet moved to Wrexham 2 Dec 2026" in text
    assert "Taken out 3 Roster 1 Dec 2026" in text
    assert "1 other row is as before." in text


def test_a_table_of_long_texts_is_set_out_row_by_row() -> None:
    long = "The duty roster lets two operators share one smart card. " * 12
    table = PaperTable(under="", heading="Passages", heads=("Number", "Text"), rows=(("1.1", long), ("1.2", "Short.")))
    was = replace(table, rows=(("1.1", long.replace("two", "three")), ("1.2", "Short.")))
    compared = Compared(sentence="Compared", changes=paper_changes((was,), (table,)))
    text = flowing(meeting_pack.render(replace(PACK, items=(replace(ITEM, parts=(table,), compared=(compared,)),))))
    assert text.count("share one smart card.") == 24
    assert "three two operators" in text


def test_a_bare_pack_says_that_there_is_nothing() -> None:
    bare = replace(PACK, items=(), last=None, changes=(), chased=(), duties=(), expected=(), urgent=False)
    text = flowing(meeting_pack.render(bare))
    for said in (
        "nothing that waits for a decision", "Nothing is on the agenda yet.", "No meeting was held before this one.",
        "Nothing is owed.", "Nobody yet",
    ):  # fmt: skip
        assert said in text, said
    assert "Papers that are not ready" not in text
    assert "nothing that members follow" in flowing(meeting_pack.render(replace(PACK, changes=())))


def test_its_bookmarks_lead_to_the_items_and_the_schedules() -> None:
    found = outline(meeting_pack.render(PACK))
    for title in ("Agenda", "1. Advice on the plan of Bryn Ŵyn Energy", "What changed", "Schedule of duties"):
        assert title in found
    assert properties(meeting_pack.render(PACK))["Title"] == "MTG-2026-0008: pack for PMA meeting of December 2026"


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert meeting_pack.render(PACK) == meeting_pack.render(PACK)
