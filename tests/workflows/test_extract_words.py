"""What the PMA's own words may not say, by which names a participant is found, and who is a second person."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.contents import extract_version
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.participants import names_not_to_be_said
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity, ExtractState, Ground, Marking
from pma_assure.views import clearance, documents, extracts
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.releases import RecipientGiven
from reports import leak_check, plan_extract
from tests.workflows.desk import KEEPER, PARTICIPANT, PLAN_TEXT, TODAY, Office

Stage = tuple[Office, dict[str, str]]
DAY = date(2026, 10, 6)
HIDDEN = "The HSM stands in rack 14 at Ipswich."
PART = "supplier charges 48,200 pounds for the two modules"
REAL = {"renderer": plan_extract.render, "checker": leak_check.check}
SUMMARY = {"passage": "3", "necessity": "Parties rely on it.", "ground": Ground.SECURITY}


def test_the_pmas_own_words_quote_nothing_that_is_withheld(approved: Stage) -> None:
    office, notes = approved
    extract = office.extract(notes["plan"])
    for words in (HIDDEN, "It is known that the HSM stands in rack 14.", f"The {PART}."):
        refused = office.refuse("extract.summarise", extract=extract, summary=words, **SUMMARY)
        assert (refused.rule, refused.field) == ("R74", "summary")
        assert "rack 14" not in refused.sentence
        assert office.refuse("extract.edit", extract=extract, title=words).field == "title"
        assert office.refuse("extract.edit", extract=extract, audience=words).field == "audience"
    office.do("extract.summarise", extract=extract, summary="The module is kept apart.", **SUMMARY)


def test_a_title_that_came_to_quote_what_was_withheld_later_stops_the_consultation(approved: Stage) -> None:
    office, notes = approved
    extract = office.ref("extract.prepare", plan=notes["plan"], title=HIDDEN)
    office.do("extract.mark", extract=extract, passages=("3",), marking=Marking.SECURITY)
    given = {"extract": extract, "consulted_on": DAY, "respond_by": DAY}
    assert "the title quotes passage 3" in office.refuse("extract.consult", **given).sentence
    page = extracts.page(office.register, TODAY, extract)
    assert any("The title quotes" in line.what and line.status == "stopped" for line in page.before_release)
    office.do("extract.edit", extract=extract, title="Dual control")
    office.do("extract.consult", **given)


def test_a_title_is_looked_at_again_at_the_approval(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    office.force(Extract, office.row(Extract).id, title=HIDDEN)
    refused = office.refuse("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    assert "the title quotes passage 3" in refused.sentence


def test_the_sentence_of_a_correction_quotes_nothing_that_is_withheld(released: Stage) -> None:
    office, notes = released
    words = "It replaces version 1, which said where the HSM stands in rack 14."
    refused = office.refuse("extract.correct", extract=notes["extract"], correction=words, reason="misread")
    assert (refused.rule, refused.field) == ("R74", "correction")


def test_shared_runs_are_put_before_the_reviewer(office: Office) -> None:
    parts = (*PLAN_TEXT, ("More", f"As everybody knows, that {PART} and not less."))
    plan = office.approved(parts=parts)[1]
    extract = office.ref("extract.prepare", plan=plan, title="Dual control")
    numbers = [
        one.number
        for one in extracts.page(office.register, TODAY, extract).passages
        if PART in one.text and not one.text.startswith("As")
    ]
    shown = [one.number for one in extracts.page(office.register, TODAY, extract).passages if one.text.startswith("As")]
    office.do(
        "extract.mark",
        extract=extract,
        passages=tuple(map(str, shown)),
        marking=Marking.PUBLISH,
        necessity="Parties rely on it.",
    )
    lines = extracts.page(office.register, TODAY, extract).before_release
    said = [line for line in lines if "shares words with" in line.what]
    assert [line.status for line in said] == ["open"]
    assert f"/1.{numbers[0]}" in said[0].what
    assert PART in said[0].what


def approved_of(office: Office, parts: tuple[tuple[str, str], ...]) -> str:
    plan = office.approved(parts=parts)[1]
    extract = office.extract(plan)
    office.consult(extract)
    office.do("extract.send_to_review", extract=extract)
    office.review(extract)
    office.do("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    return extract


@pytest.mark.parametrize("said", ["Wren: officers", "Wren's officers sign.", "Fenwick did so.", "The Ashdown group."])
def test_an_unnamed_participant_is_found_under_every_name(office: Office, said: str) -> None:
    office.do("organisation.edit", organisation=PARTICIPANT, name="Fenwick Power Ltd")
    office.do("organisation.edit", organisation="Fenwick Power Ltd", name=PARTICIPANT)
    office.do("organisation.affiliate", organisation=PARTICIPANT, group="Ashdown Group", first_day=date(2025, 1, 1))
    extract = approved_of(office, (("Summary", f"{said}\n\n{HIDDEN}"), PLAN_TEXT[1]))
    refused = office.refuse(
        "extract.release", extract=extract, recipients=(RecipientGiven(name="All Parties"),), **REAL
    )
    assert "decide to name the participant" in refused.sentence
    with office.register.reading() as session:
        names = names_not_to_be_said(session, office.row(Extract).case_id, named=False)
        assert names_not_to_be_said(session, office.row(Extract).case_id, named=True) == ()
    assert {"Wren Valley Power", "Wren", "Fenwick Power", "Fenwick", "Ashdown Group", "Ashdown"} <= set(names)
    known = clearance.of(office.register, extract, documents.extract(office.register, extract, TODAY))
    assert {one.text for one in known.withheld} >= set(names)


def test_a_named_participant_is_part_of_what_is_decided_on(ready: Stage) -> None:
    office, notes = ready
    version = office.row(ExtractVersion, reference=f"{notes['extract']}/1")
    with office.register.reading() as session:
        assert extract_version(session, version.id)["participant"] is None
    office.force(ExtractVersion, version.id, name_participant=True)
    decision = office.decide(notes["extract"], DAY)
    office.do("organisation.edit", organisation=PARTICIPANT, name="Fenwick Power")
    refused = office.refuse("extract.approve", extract=notes["extract"], decision=decision)
    assert "changed since" in refused.sentence


def test_whoever_made_anything_of_it_is_no_second_person(released: Stage) -> None:
    office, notes = released
    extract = notes["extract"]
    office.do("person.grant", person="C. Vale", capacity=Capacity.PKI_SPECIALIST, first_day=date(2026, 1, 1))
    other = act_as(office.register, "C. Vale", capacity=Capacity.PKI_SPECIALIST, day=TODAY)
    office.do("extract.correct", acting=other, extract=extract, correction="It replaces version 1.", reason="misread")
    office.consult(extract)
    office.do("extract.send_to_review", extract=extract)
    words = {"extract": extract, "note": "read", "comparison_answer": "No."}
    for who in (office.keeper, other, office.reviewer):
        assert "a second person" in office.refuse("extract.review", acting=who, **words).sentence


@pytest.mark.parametrize("deed", ["edit", "name_participant", "answer_representation"])
def test_whoever_changed_or_answered_for_it_is_no_second_person(approved: Stage, deed: str) -> None:
    office, notes = approved
    office.do("person.grant", person="C. Vale", capacity=Capacity.PKI_SPECIALIST, first_day=date(2026, 1, 1))
    other = act_as(office.register, "C. Vale", capacity=Capacity.PKI_SPECIALIST, day=TODAY)
    extract = office.extract(notes["plan"])
    office.consult(extract)
    office.do("extract.record_representation", extract=extract, words_given="No comments.", received_on=DAY)
    answer = {"number": 1, "answer": "Noted."}
    given = {
        "edit": {"title": "Two officers"},
        "name_participant": {"name_participant": False, "reason": "Not needed."},
    }
    office.do(f"extract.{deed}", acting=other, extract=extract, **given.get(deed, answer))
    if deed != "answer_representation":
        office.do("extract.answer_representation", extract=extract, **answer)
    office.do("extract.send_to_review", extract=extract)
    refused = office.refuse(
        "extract.review", acting=office.reviewer, extract=extract, note="read", comparison_answer="No."
    )
    assert "a second person" in refused.sentence


def test_a_release_is_of_the_day_of_the_deed(ready: Stage) -> None:
    office, notes = ready
    extract = notes["extract"]
    office.do("extract.approve", extract=extract, decision=office.decide(extract, DAY))
    then = act_as(office.register, KEEPER, day=date(2026, 10, 20))
    office.do("extract.release", acting=then, extract=extract, recipients=(RecipientGiven(name="All Parties"),), **REAL)
    assert office.row(ExtractVersion).released_on == date(2026, 10, 20)
    assert documents.extract(office.register, extract, TODAY).dated == date(2026, 10, 20)
    office.do("extract.recall", extract=extract, recalled_on=date(2026, 10, 21), reason="a rack number")


def test_a_version_that_is_not_the_current_one_is_refused(released: Stage) -> None:
    office, notes = released
    extract = notes["extract"]
    office.do("extract.correct", extract=f"{extract}/1", correction="It replaces version 1.", reason="misread")
    marking = {"passages": ("2",), "marking": Marking.COMMERCIAL}
    assert f"{extract}/2" in office.refuse("extract.mark", extract=f"{extract}/1", **marking).sentence
    office.do("extract.mark", extract=f"{extract}/2", **marking)
    recall = {"recalled_on": TODAY, "reason": "a rack number"}
    assert office.refuse("extract.recall", extract=f"{extract}/2", **recall).field == "extract"
    office.do("extract.recall", extract=f"{extract}/1", **recall)
    assert office.row(ExtractVersion, number=1).state == ExtractState.RECALLED


def test_the_newest_released_bytes_stand_while_a_correction_is_made(released: Stage) -> None:
    office, notes = released
    extract = notes["extract"]
    before = documents.stored(office.register, extract, "pdf")
    assert before is not None
    office.do("extract.correct", extract=extract, correction="It replaces version 1.", reason="misread")
    assert documents.stored(office.register, extract, "pdf") == before
    assert documents.stored(office.register, f"{extract}/2", "pdf") is None
    with pytest.raises(Refused):
        documents.approved_extract(office.register, f"{extract}/2", TODAY)
