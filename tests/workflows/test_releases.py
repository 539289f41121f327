"""Extracts: prepared, heard, reviewed, approved, released with the very bytes that were checked, recalled."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pma_assure.records.contents import extract_version
from pma_assure.records.document_values import extract_document
from pma_assure.records.extracts import (
    Extract,
    ExtractVersion,
    ExtractVersionText,
    Passage,
    PassageText,
    Recipient,
    Release,
)
from pma_assure.records.meetings import AgendaItem, Decision
from pma_assure.records.papers import IssuedBytes, IssuedDocument
from pma_assure.records.plans import Milestone
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Asked, Capacity, Disposition, ExtractState, Ground, Marking, MilestoneState
from pma_assure.values.documents import ExtractDocument, ExtractSection, Paragraph
from pma_assure.workflows.releases import RecipientGiven
from reports import leak_check, plan_extract
from tests.workflows.desk import PLAN_TEXT, SERVICES, TODAY, Office, check_leaks, render_extract

DAY = date(2026, 10, 6)
HIDDEN = "The HSM stands in rack 14 at Ipswich."
Stage = tuple[Office, dict[str, str]]


def passages(office: Office, version: str) -> list[tuple[Passage, PassageText]]:
    rows = office.rows(Passage, extract_version_id=office.row(ExtractVersion, reference=version).id)
    rows.sort(key=lambda row: row.position)
    return [(row, office.row(PassageText, passage_id=row.id)) for row in rows]


def shown(office: Office, extract: str, number: int = 1) -> ExtractDocument:
    version = office.row(ExtractVersion, reference=f"{extract}/{number}")
    with office.register.reading() as session:
        return extract_document(session, version.id, state="draft", dated=DAY)


def recipients() -> tuple[RecipientGiven, ...]:
    return (RecipientGiven(name="All Parties"), RecipientGiven(name="Halden", organisation="Halden Power"))


def test_everything_is_withheld_until_somebody_decides(approved: Stage) -> None:
    office, notes = approved
    extract = office.ref("extract.prepare", plan=notes["plan"], title="Dual control")
    assert {row.disposition for row, _ in passages(office, f"{extract}/1")} == {Disposition.UNDECIDED}
    assert shown(office, extract).sections == ()


def test_an_extract_is_made_of_what_the_panel_approved(submitted: Stage) -> None:
    office, notes = submitted
    refused = office.refuse("extract.prepare", plan=notes["plan"], title="Dual control")
    assert (refused.rule, refused.paragraph) == ("R73", "75")


def test_publishing_needs_a_necessity_and_a_summary_all_three(approved: Stage) -> None:
    office, notes = approved
    extract = office.ref("extract.prepare", plan=notes["plan"], title="Dual control")
    refused = office.refuse("extract.mark", extract=extract, passages=("2",), marking=Marking.PUBLISH)
    assert (refused.rule, refused.field) == ("R73", "necessity")
    office.refuse("extract.mark", extract=extract, passages=(), marking=Marking.SECURITY)
    for asked in ("99", "EXT-2026-0009/1.2", f"{extract}/2.2", "²", "9" * 400, "x"):
        office.refuse("extract.mark", extract=extract, passages=(asked,), marking=Marking.SECURITY)
    summary = {"extract": extract, "passage": "3", "necessity": "Parties rely on it.", "ground": Ground.SECURITY}
    for empty in ("summary", "necessity"):
        office.refuse("extract.summarise", **(summary | {"summary": "The module is kept apart."} | {empty: " "}))
    office.do("extract.summarise", summary="The module is kept apart.", **summary)
    row, words = passages(office, f"{extract}/1")[2]
    assert (row.disposition, row.summarised, row.needs_consultation) == (Disposition.WITHHOLD, True, True)
    assert HIDDEN not in repr(shown(office, extract))
    assert words.text == HIDDEN
    office.do("extract.mark", extract=extract, passages=("3",), marking=Marking.SECURITY, note="the rack")
    office.do("extract.mark", extract=extract, passages=("3",), marking=Marking.COMMERCIAL)
    assert passages(office, f"{extract}/1")[2][1].note == "the rack"


def test_words_that_stand_twice_are_cut_where_it_is_said(office: Office) -> None:
    text = "Rack 14 is full. Rack 14 is moved."
    plan = office.approved(parts=(("Summary", text), PLAN_TEXT[1]))[1]
    extract = office.ref("extract.prepare", plan=plan, title="Racks")
    (number,) = [str(row.number) for row, words in passages(office, f"{extract}/1") if words.text == text]
    named = {"extract": extract, "passage": number, "before": "Rack 14", "after": "Rack 14"}
    assert office.refuse("extract.split", **named).field == "before"
    for place in (1, -34, 400):
        assert office.refuse("extract.split", place=place, **named).field == "place"
    office.do("extract.split", place=text.rindex("Rack"), **named)
    pieces = [words.text for _, words in passages(office, f"{extract}/1")]
    assert [one for one in pieces if "Rack" in one or "moved" in one] == ["Rack 14 is full. ", "Rack 14", " is moved."]


def test_split_pieces_are_undecided_and_join_to_the_text(approved: Stage) -> None:
    office, notes = approved
    extract = office.ref("extract.prepare", plan=notes["plan"], title="Dual control")
    office.do(
        "extract.mark", extract=extract, passages=("3",), marking=Marking.PUBLISH, necessity="Parties rely on it."
    )
    named = {"extract": extract, "passage": "3"}
    assert "inside a word" in office.refuse("extract.split", before="tands", **named).sentence
    assert "more than once" in office.refuse("extract.split", before="a", **named).sentence
    assert office.refuse("extract.split", before="Norwich", **named).field == "before"
    assert office.refuse("extract.split", before="The HSM", **named).field == "before"
    office.do("extract.split", before="stands in", after="rack 14", **named)
    pieces = [(row, words) for row, words in passages(office, f"{extract}/1") if (row.part, row.paragraph) == (1, 2)]
    assert "".join(words.text for _, words in pieces) == HIDDEN
    assert [row.disposition for row, _ in pieces] == [Disposition.UNDECIDED] * 3
    assert pieces[0][1].necessity == ""
    office.refuse("extract.split", extract=extract, passage="1", before="mary")
    numbers = tuple(str(row.number) for row, _ in pieces)
    office.do("extract.mark", extract=extract, passages=numbers, marking=Marking.PUBLISH, necessity="needed")
    assert shown(office, extract).sections[0].blocks == (Paragraph(text=HIDDEN),)


def test_the_participant_is_heard_again_on_what_changed(approved: Stage) -> None:
    office, notes = approved
    extract = office.extract(notes["plan"])
    assert (
        "before"
        in office.refuse("extract.consult", extract=extract, consulted_on=DAY, respond_by=date(2026, 10, 5)).sentence
    )
    office.do("extract.consult", extract=extract, consulted_on=date(2026, 11, 1), respond_by=date(2026, 12, 1))
    assert "until 1 December 2026" in office.refuse("extract.send_to_review", extract=extract).sentence
    office.do(
        "extract.record_representation",
        extract=extract,
        words_given="The first paragraph is commercial.",
        received_on=date(2026, 11, 10),
        passage="2",
        claimed_ground=Ground.COMMERCIAL,
    )
    assert "Answer representation 1" in office.refuse("extract.send_to_review", extract=extract).sentence
    office.do("extract.answer_representation", extract=extract, number=1, answer="Not followed: Parties rely on it.")
    office.do("extract.mark", extract=extract, passages=("3",), marking=Marking.PUBLISH, necessity="needed")
    assert "Passage 3 changed" in office.refuse("extract.send_to_review", extract=extract).sentence
    office.do("extract.mark", extract=extract, passages=("3",), marking=Marking.SECURITY)
    office.do("extract.name_participant", extract=extract, name_participant=True, reason="known anyway")
    assert "Passage 1, 2 changed" in office.refuse("extract.send_to_review", extract=extract).sentence
    office.do("extract.name_participant", extract=extract, name_participant=False, reason="no")
    office.do("extract.consult", extract=extract, consulted_on=date(2026, 11, 12), respond_by=date(2026, 11, 20))
    office.do("extract.send_to_review", extract=extract)


def test_nobody_reviewed_the_draft_before_it_was_sent_nor_reviews_it_tomorrow(approved: Stage) -> None:
    office, notes = approved
    extract = office.extract(notes["plan"])
    office.consult(extract, date(2026, 9, 1))
    office.do("extract.send_to_review", extract=extract)
    words = {"acting": office.reviewer, "extract": extract, "note": "read", "comparison_answer": "No."}
    early = office.refuse("extract.review", **words, reviewed_on=date(2026, 8, 31))
    assert (early.rule, early.field) == ("R73", "reviewed_on")
    assert "consulted on 1 September 2026" in early.sentence
    assert office.refuse("extract.review", **words, reviewed_on=date(2026, 11, 24)).field == "reviewed_on"
    office.do("extract.review", **words, reviewed_on=date(2026, 9, 1))


def test_the_reviewer_did_not_prepare_it(approved: Stage) -> None:
    office, notes = approved
    office.do("person.grant", person="C. Vale", capacity=Capacity.ASSESSOR, first_day=date(2026, 1, 1))
    assessor = office.person("C. Vale", Capacity.ASSESSOR)
    extract = office.extract(notes["plan"])
    office.do("extract.mark", acting=assessor, extract=extract, passages=("4",), marking=Marking.COMMERCIAL)
    office.consult(extract)
    office.do("extract.send_to_review", extract=extract)
    words = {"extract": extract, "note": "read", "comparison_answer": "No."}
    assert "prepared" in office.refuse("extract.review", **words).sentence
    assert "prepared" in office.refuse("extract.review", acting=office.reviewer, **words).sentence


LACKING: dict[str, tuple[str, dict[str, Any]]] = {
    "is undecided": ("passage", {"disposition": Disposition.UNDECIDED, "ground": None}),
    "without a reason": ("text", {"necessity": ""}),
    "without a ground": ("passage", {"disposition": Disposition.WITHHOLD, "ground": None}),
    "summary or its reason": (
        "passage",
        {"disposition": Disposition.WITHHOLD, "ground": Ground.SECURITY, "summarised": True},
    ),
    "named is not decided": ("version", {"name_participant": None}),
    "work out": ("version text", {"comparison_answer": " "}),
}


@pytest.mark.parametrize("lacking", LACKING)
def test_an_approval_names_each_thing_it_lacks(ready: Stage, lacking: str) -> None:
    office, notes = ready
    extract = notes["extract"]
    version = office.row(ExtractVersion, reference=f"{extract}/1")
    passage, words = passages(office, f"{extract}/1")[1]
    where, values = LACKING[lacking]
    if where == "passage":
        office.force(Passage, passage.id, **values)
    elif where == "text":
        office.force(PassageText, words.id, **values)
    elif where == "version":
        office.force(ExtractVersion, version.id, **values)
    else:
        office.force(ExtractVersionText, office.row(ExtractVersionText).id, **values)
    refused = office.refuse("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    assert lacking in refused.sentence
    assert refused.rule in ("R73", "R74")


def test_a_late_representation_is_answered_before_the_approval(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    decision = office.decide(extract, DAY)
    office.do("extract.record_representation", extract=extract, words_given="Wait.", received_on=DAY)
    assert "Answer representation 1" in office.refuse("extract.approve", extract=extract, decision=decision).sentence
    office.do("extract.answer_representation", extract=extract, number=1, answer="It came late.")
    office.do("extract.approve", extract=extract, decision=decision)


def test_after_the_approval_no_passage_changes(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    office.do("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    named = {"extract": extract}
    for deed, arguments in (
        ("extract.mark", {"passages": ("3",), "marking": Marking.PUBLISH, "necessity": "x"}),
        ("extract.mark", {"passages": ("2",), "marking": Marking.SECURITY}),
        ("extract.split", {"passage": "3", "before": "stands in"}),
        (
            "extract.summarise",
            {"passage": "3", "summary": "It is kept apart.", "necessity": "x", "ground": Ground.SECURITY},
        ),
        ("extract.name_participant", {"name_participant": True, "reason": "x"}),
        ("extract.edit", {"title": "Another"}),
        ("extract.return_to_drafting", {"reason": "x"}),
        ("extract.consult", {"consulted_on": DAY, "respond_by": DAY}),
    ):
        office.refuse(deed, **named, **arguments)
    _, words = passages(office, f"{extract}/1")[2]
    with pytest.raises(Refused, match="never changes"):
        office.force(PassageText, words.id, text="The HSM stands in rack 15 at Ipswich.")
    office.force(Extract, office.row(Extract).id, title="Another title")
    refused = office.refuse("extract.release", extract=extract, recipients=recipients(), **SERVICES)
    assert "was changed since" in refused.sentence


def test_a_release_keeps_the_very_bytes_that_were_checked(released: Stage) -> None:
    office, notes = released
    documents = {row.reference: row for row in office.rows(IssuedDocument, record_kind="extract")}
    assert set(documents) == {f"{notes['extract']}/1.pdf", f"{notes['extract']}/1.xlsx"}
    for row in documents.values():
        content = office.row(IssuedBytes, document_id=row.id).content
        assert hashlib.sha256(content).hexdigest() == row.sha256
        assert HIDDEN.encode() not in content
    kept = office.row(Release)
    assert (kept.pdf_sha256, kept.withheld_texts) == (documents[f"{notes['extract']}/1.pdf"].sha256, 10)
    assert office.row(Extract).state == ExtractState.RELEASED


def changed(**values: Any) -> Callable[..., Any]:
    return lambda *given: dataclasses.replace(check_leaks(*given), **values)


def leaking(document: ExtractDocument, format: str) -> bytes:
    """The real renderer, given one withheld sentence more."""
    section = ExtractSection(heading=None, blocks=(Paragraph(text=HIDDEN),))
    return plan_extract.render(dataclasses.replace(document, sections=(*document.sections, section)), format)


REFUSING: dict[str, tuple[dict[str, Any], str]] = {
    "a check that did not pass": ({"checker": changed(passed=False)}, "did not pass"),
    "a check of other bytes": ({"checker": changed(sha256="0" * 64)}, "was not made of this"),
    "a check of fewer texts": ({"checker": changed(withheld_texts=1)}, "was not made of this"),
    "a renderer that leaks": ({"renderer": leaking, "checker": leak_check.check}, "/1.3 in page 1"),
    "a file that is none": ({"renderer": render_extract, "checker": leak_check.check}, "The leak check stopped"),
}


@pytest.mark.parametrize("way", REFUSING)
def test_nothing_is_released_without_a_passing_check(ready: Stage, way: str) -> None:
    office, notes = ready
    extract = notes["extract"]
    office.do("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    services, sentence = REFUSING[way]
    refused = office.refuse("extract.release", extract=extract, recipients=recipients(), **(SERVICES | services))
    assert sentence in refused.sentence
    assert refused.sentence.endswith("Nothing was released.")
    assert (refused.rule, refused.paragraph) == ("R73", "75")
    assert HIDDEN not in refused.sentence
    assert office.row(Extract).state == ExtractState.APPROVED
    assert not office.rows(Release)


def test_the_real_renderer_passes_the_real_check(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    office.do("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    office.refuse("extract.release", extract=extract, recipients=(), **SERVICES)
    office.do(
        "extract.release",
        extract=extract,
        recipients=recipients(),
        renderer=plan_extract.render,
        checker=leak_check.check,
    )
    assert len(office.rows(Recipient)) == 2


def test_a_corrected_version_takes_the_place_of_the_old_one(released: Stage) -> None:
    office, notes = released
    extract = notes["extract"]
    before = {row.id: row.content for row in office.rows(IssuedBytes)}
    office.do("extract.correct", extract=extract, correction="It replaces version 1.", reason="misread")
    assert office.row(ExtractVersion, number=1).state == ExtractState.RELEASED
    office.do("extract.mark", extract=extract, passages=("2",), marking=Marking.COMMERCIAL)
    office.consult(extract)
    office.do("extract.send_to_review", extract=extract)
    office.review(extract)
    office.do("extract.approve", extract=extract, decision=office.decide(extract, date(2026, 11, 10)))
    office.release(extract)
    assert office.row(ExtractVersion, number=1).state == ExtractState.CORRECTED
    assert office.row(ExtractVersion, number=2).state == ExtractState.RELEASED
    old = office.rows(Recipient, extract_version_id=office.row(ExtractVersion, number=1).id)
    assert [row.to_recall for row in old] == [True]
    assert {row.id: row.content for row in office.rows(IssuedBytes) if row.id in before} == before
    office.do("extract.tell_recipient", extract=extract, recipient="All Parties", told_on=date(2026, 11, 12))
    office.refuse("extract.tell_recipient", extract=extract, recipient="All Parties", told_on=date(2026, 11, 12))
    assert len(office.rows(Release)) == 2
    office.sound()


def test_a_released_version_is_recalled_even_while_its_correction_is_made(released: Stage) -> None:
    office, notes = released
    extract = notes["extract"]
    office.do("extract.correct", extract=extract, correction="It replaces version 1.", reason="misread")
    assert (
        "not released yet"
        in office.refuse("extract.recall", extract=extract, recalled_on=DAY, reason="a leak").sentence
    )
    office.do("extract.recall", extract=extract, recalled_on=TODAY, reason="a rack number")
    assert office.row(ExtractVersion, number=1).state == ExtractState.RECALLED
    assert office.row(ExtractVersion, number=2).state == ExtractState.DRAFTING
    assert [row.to_recall for row in office.rows(Recipient)] == [True]


def test_the_decision_to_withhold_approves_nothing_later(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    decision = office.decide(extract, DAY, asks=Asked.WITHHOLD_ENTIRELY)
    withheld = {"extract": extract, "decision": decision, "reason": "security"}
    assert office.refuse("extract.withhold_entirely", review_date=TODAY, **withheld).field == "review_date"
    office.do("extract.withhold_entirely", review_date=date(2027, 3, 1), **withheld)
    office.do("extract.redraft", extract=extract)
    assert shown(office, extract).decision_line == ""
    office.consult(extract)
    office.do("extract.send_to_review", extract=extract)
    office.review(extract)
    assert "publish nothing" in office.refuse("extract.approve", extract=extract, decision=decision).sentence
    office.do("extract.approve", extract=extract, decision=office.decide(extract, date(2026, 11, 10)))
    office.release(extract)
    office.sound()


def test_what_was_approved_is_not_said_to_have_been_withheld(released: Stage) -> None:
    office, notes = released
    version = office.row(ExtractVersion, reference=f"{notes['extract']}/1")
    decided = next(row for row in office.rows(Decision) if row.id == version.decision_id)
    refused = office.refuse("extract.approve", extract=notes["extract"], decision=decided.reference)
    assert "Released" in refused.sentence
    assert "publish nothing" not in refused.sentence


def test_a_decision_to_publish_nothing_publishes_nothing_and_the_other_way_round(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    nothing = office.decide(extract, DAY, asks=Asked.WITHHOLD_ENTIRELY)
    refused = office.refuse("extract.approve", extract=extract, decision=nothing)
    assert refused.field == "decision"
    assert "“To publish nothing of it”" in refused.sentence
    assert "“To publish the extract”" in refused.sentence
    publish = office.decide(extract, DAY)
    assert (
        "“To publish the extract”"
        in office.refuse(
            "extract.withhold_entirely",
            extract=extract,
            decision=publish,
            review_date=date(2027, 3, 1),
            reason="security",
        ).sentence
    )
    office.do("extract.approve", extract=extract, decision=publish)
    office.release(extract)
    office.sound()


def test_a_motion_on_a_plan_verifies_it_only_if_that_was_asked(approved: Stage) -> None:
    office, notes = approved
    other = office.decide(notes["plan"], date(2026, 11, 10), asks=Asked.OTHER)
    assert office.row(Decision, reference=other).asks == Asked.OTHER
    for milestone in office.rows(Milestone):
        office.force(Milestone, milestone.id, state=MilestoneState.VERIFIED)
    office.do("plan.report_completion", plan=notes["plan"], reported_on=date(2026, 11, 9))
    assert "“Something else”" in office.refuse("plan.verify", plan=notes["plan"], decision=other).sentence
    meeting = office.meeting(date(2026, 11, 10))
    assert (
        office.refuse("item.list", meeting=meeting, title="x", subject=notes["plan"], asks=Asked.PUBLISH).field
        == "asks"
    )
    item = office.item(meeting, notes["plan"], asks=Asked.OTHER)
    office.do("item.amend_motion", item=item, motion="That the plan is complete.", asks=Asked.VERIFY_COMPLETION)
    assert office.row(AgendaItem, reference=item).asks == Asked.VERIFY_COMPLETION
    assert office.refuse("item.amend_motion", item=item, motion="x", asks=Asked.ISSUE_ADVICE).field == "asks"


def test_the_database_keeps_released_passages_and_bytes(released: Stage) -> None:
    office, _ = released
    for kind, values in (
        (Passage, {"disposition": Disposition.UNDECIDED}),
        (PassageText, {"text": "other"}),
        (IssuedBytes, {"content": b"other"}),
        (Release, {"places": "nowhere"}),
    ):
        row = office.rows(kind)[0]
        with pytest.raises(Refused, match="never changes"):
            office.force(kind, row.id, **values)


def test_secrets_of_every_withheld_place_are_in_no_value_and_no_file(approved: Stage) -> None:
    office, notes = approved
    extract = office.extract(notes["plan"])
    office.do(
        "extract.summarise",
        extract=extract,
        passage="3",
        summary="The module is kept apart.",
        necessity="SECRET-NECESSITY",
        ground=Ground.SECURITY,
    )
    for row, words in passages(office, f"{extract}/1"):
        if row.disposition != Disposition.PUBLISH:
            office.force(PassageText, words.id, text=f"SECRET-{row.number}", note=f"SECRET-NOTE-{row.number}")
    value = shown(office, extract)
    assert "SECRET" not in repr(value)
    assert "Wren" not in repr(value)
    with office.register.reading() as session:
        version = office.row(ExtractVersion, reference=f"{extract}/1")
        assert "SECRET-9" in repr(extract_version(session, version.id)), "what is decided on has every word"
