"""The letter by which a participant is consulted on an extract is the consultation; each knows of the other (R74)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pma_assure.records.extracts import ExtractVersion, Passage
from pma_assure.records.letters import Letter
from pma_assure.rules.vocabulary import ExtractState, LetterKind, Marking
from pma_assure.values.documents import LetterPaper
from pma_assure.values.outcome import Done
from pma_assure.values.screens import NextDeed
from pma_assure.views import about, extracts, records
from pma_assure.workflows.deeds import DEEDS
from tests.workflows.desk import TODAY, Office, at

Stage = tuple[Office, dict[str, str]]
ANSWER_BY = date(2026, 12, 11)
SEVENTH = {"passages": ("7",), "marking": Marking.PUBLISH, "necessity": "Parties rely on it."}


def render(paper: LetterPaper) -> bytes:
    return repr(paper).encode()


def write(office: Office, extract: str, **more: Any) -> Done:
    given = {"kind": LetterKind.EXTRACT_CONSULTATION, "about": extract, "answer_by": ANSWER_BY}
    return office.do("letter.draft", **(given | more))


def send(office: Office, letter: str | None, **more: Any) -> Done:
    return office.do("letter.send", letter=letter, channel="Secure e-mail", renderer=render, **more)


def rehearse(office: Office, letter: str | None) -> Done:
    return DEEDS["letter.send"].rehearse(office.keeper, letter=letter, channel="Post")


def version_of(office: Office, extract: str) -> ExtractVersion:
    return office.row(ExtractVersion, reference=f"{extract}/1")


def to_consult(office: Office, extract: str) -> list[int]:
    key = version_of(office, extract).id
    return [row.number for row in office.rows(Passage, extract_version_id=key, needs_consultation=True)]


def offered(office: Office, extract: str) -> list[NextDeed]:
    page = extracts.page(office.register, TODAY, extract)
    return [one for one in page.actions if one.deed in ("letter.draft", "letter.send", "extract.consult")]


def primary_on(office: Office, extract: str, day: date) -> list[str]:
    return [one.deed for one in extracts.page(office.register, day, extract).actions if one.primary]


@pytest.fixture
def drafted(approved: Stage) -> tuple[Office, str]:
    office, notes = approved
    return office, office.extract(notes["plan"])


def test_the_letter_that_is_sent_records_the_consultation(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract).reference
    assert version_of(office, extract).state == ExtractState.DRAFTING
    done = send(office, letter)
    version = version_of(office, extract)
    assert version.state == ExtractState.PARTICIPANT_CONSULTED
    assert (version.consulted_on, version.respond_by) == (TODAY, ANSWER_BY)
    assert to_consult(office, extract) == []
    assert f"{extract}/1" in done.changed
    assert any(f"consultation on {extract}/1 is recorded with it" in note for note in done.notes)
    assert extracts.page(office.register, TODAY, extract).letters == (letter,)
    links: Any = records.show(office.register, TODAY, extract)["links"]
    assert {"role": "letter", "reference": letter} in links
    office.sound()


def test_one_step_leads_to_the_next(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    first, by_hand = offered(office, extract)
    assert (first.deed, first.primary, by_hand.deed) == ("letter.draft", True, "extract.consult")
    assert dict(first.given) == {"kind": "extract_consultation", "about": extract}
    letter = write(office, extract).reference
    first = offered(office, extract)[0]
    assert (first.deed, first.given, first.primary) == ("letter.send", (("letter", letter),), True)
    send(office, letter)
    assert offered(office, extract) == []
    assert primary_on(office, extract, TODAY) == ["extract.record_representation"]
    assert primary_on(office, extract, ANSWER_BY + timedelta(days=1)) == ["extract.send_to_review"]
    office.do("extract.record_representation", extract=extract, words_given="No comments.", received_on=TODAY)
    assert primary_on(office, extract, TODAY) == ["extract.answer_representation"]
    office.do("extract.answer_representation", extract=extract, number=1, answer="Noted.")
    assert primary_on(office, extract, TODAY) == ["extract.send_to_review"]


def test_a_letter_that_names_no_day_leads_to_the_record_with_its_own(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract, answer_by=None, dated=date(2026, 11, 19)).reference
    done = send(office, letter, sent_at=at(date(2026, 11, 20), 9))
    assert any("names no day for representations" in note for note in done.notes)
    assert version_of(office, extract).consulted_on is None
    first = offered(office, extract)[0]
    assert (first.deed, first.primary) == ("extract.consult", True)
    assert first.title == f"Record the consultation by {letter}…"
    given: dict[str, Any] = dict(first.given)
    assert given == {"extract": extract, "consulted_on": date(2026, 11, 20)}
    assert office.do("extract.consult", **given, respond_by=ANSWER_BY).notes == ()
    assert version_of(office, extract).consulted_on == date(2026, 11, 20)


def test_what_is_undecided_is_said_before_the_letter_goes_out(approved: Stage) -> None:
    office, notes = approved
    extract = office.ref("extract.prepare", plan=notes["plan"], title="Dual control")
    office.do("extract.mark", extract=extract, passages=("3", "4", "5", "6", "7", "8"), marking=Marking.SECURITY)
    letter = write(office, extract)
    said = f"Passages 1, 2, 9, 10 of {extract}/1 are still undecided."
    assert not any(one.primary for one in offered(office, extract)), "first each passage is decided"
    assert any(note.startswith(said) for note in letter.notes)
    (beside,) = about.of(office.register, {"letter": letter.reference}, TODAY)
    assert beside.lines[0] == ("Still undecided", f"4 passages of {extract}/1: 1, 2, 9, 10")
    assert any(note.startswith(said) for note in rehearse(office, letter.reference).notes)
    assert office.row(Letter).sent_at is None
    assert any(note.startswith(said) for note in send(office, letter.reference).notes)
    office.do("extract.mark", extract=extract, passages=("1", "2", "9", "10"), marking=Marking.NOT_NECESSARY)
    consulted = office.do("extract.consult", extract=extract, consulted_on=TODAY, respond_by=ANSWER_BY)
    assert not any("undecided" in note for note in consulted.notes)


def test_what_changed_after_the_letter_was_written_is_still_to_be_consulted_upon(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract).reference
    office.do("extract.mark", extract=extract, **SEVENTH)
    said = f"Passage 7 of {extract}/1 changed after {letter} was written, and it tells of it as before."
    assert any(note.startswith(said) for note in rehearse(office, letter).notes)
    send(office, letter)
    assert to_consult(office, extract) == [7]
    assert offered(office, extract)[0].deed == "letter.draft"


def test_a_letter_that_was_written_anew_tells_of_all(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract).reference
    office.do("extract.mark", extract=extract, **SEVENTH)
    office.do("letter.edit", letter=letter, anew=True)
    assert not any("changed after" in note for note in send(office, letter).notes)
    assert to_consult(office, extract) == []


def test_other_words_do_not_make_a_letter_tell_of_what_changed(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract).reference
    kept = office.row(Letter).text
    reworded = {"letter": letter, "text": kept.replace("Dear", "Dear all at")}
    office.do("letter.edit", **reworded)
    office.do("extract.mark", extract=extract, **SEVENTH)
    refused = office.refuse("letter.edit", letter=letter, text=kept)
    assert (refused.rule, refused.field) == ("R74", "text")
    assert refused.sentence.startswith(f"Passage 7 of {extract}/1 changed after {letter} was written.")
    office.do("letter.edit", **reworded, addressee="The company secretary")
    assert office.do("letter.edit", letter=letter, subject="The draft extract").notes == ()
    for passage in ("7", "8", "7"):
        office.do("letter.edit", letter=letter, anew=True)
        office.do("extract.mark", extract=extract, **(SEVENTH | {"passages": (passage,)}))
    office.do("extract.mark", extract=extract, passages=("7",), marking=Marking.NOT_NECESSARY)
    office.do("extract.mark", extract=extract, **SEVENTH)
    office.do("letter.edit", letter=letter, text=office.row(Letter).text.replace("Dear", "Dear all at"))
    send(office, letter)
    assert to_consult(office, extract) == []


def test_a_letter_whose_day_is_past_when_it_goes_consults_nobody(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract, dated=date(2026, 11, 2), answer_by=date(2026, 11, 13)).reference
    said = f"{letter} asks for representations by 13 November 2026 and was sent on 23 November 2026, after that"
    assert any(note.startswith(said) for note in rehearse(office, letter).notes)
    assert any(note.startswith(said) for note in send(office, letter).notes)
    version = version_of(office, extract)
    assert (version.state, version.consulted_on) == (ExtractState.DRAFTING, None)
    office.refuse("extract.send_to_review", extract=extract)
    first = offered(office, extract)[0]
    assert (first.deed, first.title) == ("extract.consult", f"Record the consultation by {letter}…")


def test_a_letter_recorded_late_does_not_take_a_later_consultation_back(drafted: tuple[Office, str]) -> None:
    office, extract = drafted
    letter = write(office, extract, dated=date(2026, 11, 16)).reference
    done = office.do("extract.consult", extract=extract, consulted_on=TODAY, respond_by=ANSWER_BY)
    assert any(f"{letter}, the letter of consultation on {extract}/1, is drafted" in note for note in done.notes)
    sent = send(office, letter, sent_at=at(date(2026, 11, 17), 9))
    assert any("is recorded already and stands" in note for note in sent.notes)
    assert version_of(office, extract).consulted_on == TODAY
    again = office.do("extract.consult", extract=extract, consulted_on=TODAY, respond_by=ANSWER_BY)
    assert any(f"{letter} was sent on 17 November 2026" in note for note in again.notes)


def test_a_letter_does_not_consult_on_words_that_quote_what_is_withheld(approved: Stage) -> None:
    office, notes = approved
    extract = office.ref("extract.prepare", plan=notes["plan"], title="The HSM stands in rack 14 at Ipswich.")
    office.do("extract.mark", extract=extract, passages=("3",), marking=Marking.SECURITY)
    letter = write(office, extract).reference
    refused = office.refuse("letter.send", letter=letter, channel="Post", renderer=render)
    assert "the title quotes passage 3" in refused.sentence
    assert office.row(Letter).sent_at is None
