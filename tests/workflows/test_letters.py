"""Letters: drafted from a template about one record or many, changed, sent for good, withdrawn (R12)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from pma_assure.records.assessments import Assessment, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.house import Setting
from pma_assure.records.letters import Letter, LetterTemplate
from pma_assure.records.organisations import OrganisationContact
from pma_assure.records.papers import IssuedBytes, IssuedDocument
from pma_assure.register.check import check
from pma_assure.rules.letter_names import LISTS, NAMES
from pma_assure.rules.letter_texts import TEXTS
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    AssessmentState,
    BreachState,
    CaseState,
    Classification,
    EvidenceRequestState,
    ExtractState,
    FindingState,
    LetterKind,
    LetterState,
    PlanState,
)
from pma_assure.rules.whose_word import lent_to_the_pma
from pma_assure.rules.wording import label
from pma_assure.values.documents import LetterPaper
from pma_assure.views import documents, duties
from pma_assure.workflows.deeds import DEEDS
from tests.workflows.conftest import Bench
from tests.workflows.desk import PARTICIPANT, Office, at
from tests.workflows.letter_subjects import (
    ALLEGATION,
    OFFICER,
    add_assessment,
    add_breach,
    add_finding,
    add_officer,
    add_report,
    add_request,
    prepare,
    return_plan,
)

TODAY = date(2026, 11, 23)


def render(paper: LetterPaper) -> bytes:
    return repr(paper).encode()


def draft(office: Office, kind: LetterKind, about: str, **more: Any) -> Letter:
    return office.row(Letter, reference=office.ref("letter.draft", kind=kind, about=about, **more))


def send(office: Office, letter: str, **more: Any) -> Any:
    return office.do("letter.send", letter=letter, channel="Secure e-mail", renderer=render, **more)


def limit(office: Office, name: str, value: str, adopted_by: str | None) -> None:
    office.writing(lambda session: session.add(Setting(key=f"limit.{name}", value=value, adopted_by=adopted_by)))


@pytest.fixture
def planned(office: Office) -> tuple[Office, str]:
    """An office with an assessment that is planned."""
    return office, add_assessment(office, office.case())


@pytest.fixture
def prepared(bench: Bench) -> Iterator[tuple[Office, dict[LetterKind, str]]]:
    """Something for each kind of letter, and an officer to write to."""
    with bench.at("approved") as (office, notes):
        add_officer(office)
        yield office, prepare(office, notes)


# --- drafted --------------------------------------------------------------------------------------------------------


def test_every_kind_is_drafted_from_what_is_kept(prepared: tuple[Office, dict[LetterKind, str]]) -> None:
    office, about = prepared
    answers = {
        LetterKind.EVIDENCE_REQUEST: date(2026, 12, 7),
        LetterKind.REPORT: date(2026, 12, 14),
        LetterKind.REPRESENTATIONS: date(2026, 12, 10),
        LetterKind.PLAN_RETURN: date(2026, 12, 18),
    }
    told = {
        LetterKind.NOTIFICATION: ("11 January 2027", "Registration Authority Policies, version 2.1", "UK Government"),
        LetterKind.EVIDENCE_REQUEST: ("who was present", "Coldharbour Key Services", "RAPP 2.1, clause 5.2"),
        LetterKind.REPORT: ("as the assessor classed it; Minor, as the PMA", "“Approved with caveats”", "18 November"),
        LetterKind.REPRESENTATIONS: (ALLEGATION, "3 March 2026: One officer signed", "has formed no view"),
        LetterKind.PLAN_RETURN: ("On 17 November 2026 the SEC Panel returned", "Panel minutes 66, item 4"),
        LetterKind.EXTRACT_CONSULTATION: ("Passage 3 (security): The HSM", "does not name your organisation"),
        LetterKind.CLOSURE: ("was closed on 20 November 2026", "finding FIND-2026-0072"),
    }
    for kind, reference in about.items():
        letter = draft(office, kind, reference)
        assert letter.state == LetterState.DRAFT
        assert letter.subject_reference.split("/")[0] == reference.split("/")[0]
        assert letter.addressee == f"{OFFICER}, Responsible Officer"
        assert letter.text.startswith(f"Dear {OFFICER}\n")
        assert letter.text.endswith("R. Sharma\nfor the SMKI Policy Management Authority")
        assert letter.answer_by == answers.get(kind)
        assert letter.classification == Classification.RESTRICTED
        assert not re.search(r"[{}]|^\?", letter.text, re.MULTILINE)
        for words in told[kind]:
            assert words in letter.text + letter.title, (kind, words)
    # The finding was put to its end by force, without the evidence that a closing rests on: that alone is a fault.
    faults = [one for one in check(office.register).problems if one.severity != "warning"]
    assert {(one.code, one.reference) for one in faults} == {("invariant_8", "FIND-2026-0072")}


def test_values_are_known_for_exactly_the_names_of_each_kind(prepared: tuple[Office, dict[LetterKind, str]]) -> None:
    from pma_assure.records import letter_facts

    office, about = prepared
    with office.register.reading() as session:
        for kind, reference in about.items():
            found = letter_facts.values(
                session,
                kind,
                letter_facts.subject_of(session, reference),
                reference="LTR-2026-0001",
                dated=TODAY,
                answer_by=None,
                addressee="A. Person",
                sender="R. Sharma",
            )
            assert set(found) == set(NAMES[kind])
            assert {name for name, value in found.items() if isinstance(value, tuple)} == LISTS[kind]


def test_a_letter_is_to_the_organisation_where_no_officer_is_entered(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    done = office.do("letter.draft", kind=LetterKind.NOTIFICATION, about=assessment)
    letter = office.row(Letter)
    assert letter.addressee == PARTICIPANT
    assert letter.text.startswith(f"Dear {PARTICIPANT}\n")
    assert any("no responsible officer" in note for note in done.notes)


def test_an_officer_that_was_withdrawn_is_not_written_to(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    office.force(OrganisationContact, add_officer(office), withdrawn_on=TODAY)
    assert draft(office, LetterKind.NOTIFICATION, assessment).addressee == PARTICIPANT


def test_somebody_may_be_named_and_the_matter_goes_to_nobody_else(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    named = draft(office, LetterKind.NOTIFICATION, assessment, addressee="J. Llŷr, Head of Compliance")
    assert (named.addressee, named.text[:12]) == ("J. Llŷr, Head of Compliance", "Dear J. Llŷr")
    assert draft(office, LetterKind.NOTIFICATION, assessment, addressee=f"The Board, {PARTICIPANT}")
    for other in ("Halden Power", "A. Whitcombe, HALDEN  Power", "Mârrick Networks Ltd"):
        refused = office.refuse("letter.draft", kind=LetterKind.NOTIFICATION, about=assessment, addressee=other)
        assert (refused.field, refused.rule) == ("addressee", "R74")
    refused = office.refuse("letter.edit", letter=named.reference, addressee="Halden Power")
    assert refused.field == "addressee"


def test_an_addressee_who_works_for_somebody_else_is_said(planned: tuple[Office, str]) -> None:
    office, about = planned
    letter = draft(office, LetterKind.NOTIFICATION, about).reference
    done = office.do("letter.edit", letter=letter, addressee="A. Whitcombe, Head of Compliance")
    (note,) = [one for one in done.notes if "works for" in one]
    assert f"A. Whitcombe works for Halden Power on 23 November 2026, and the letter is about {PARTICIPANT}" in note
    own = {"name": "L. Brook", "employer": PARTICIPANT, "first_day": date(2024, 1, 1)}
    office.do("person.add", **own)
    done = office.do("letter.edit", letter=letter, addressee="L. Brook, Responsible Officer")
    assert not any("works for" in one for one in done.notes)
    done = office.do("letter.draft", kind=LetterKind.NOTIFICATION, about=about, addressee="A. Whitcombe")
    assert any("works for Halden Power" in one for one in done.notes)


def test_words_of_the_panel_in_the_mouth_of_the_pma_are_said(planned: tuple[Office, str]) -> None:
    office, about = planned
    letter = draft(office, LetterKind.NOTIFICATION, about).reference
    lent = "The PMA has determined the matter.\n\nIt was sanctioned by the PMA."
    done = office.do("letter.edit", letter=letter, text=lent)
    (note,) = [one for one in done.notes if "says of the PMA" in one]
    assert "“determined and sanctioned”" in note
    assert "R69, paragraph 60" in note
    assert note in send(office, letter).notes


def test_no_template_of_the_program_lends_the_pma_the_words_of_the_panel(
    prepared: tuple[Office, dict[LetterKind, str]],
) -> None:
    office, about = prepared
    for kind, reference in about.items():
        letter = draft(office, kind, reference)
        assert lent_to_the_pma(f"{letter.title}\n{letter.text}") == ()


def test_a_letter_that_names_another_participant_says_so(planned: tuple[Office, str]) -> None:
    office, about = planned
    letter = draft(office, LetterKind.NOTIFICATION, about).reference
    plain = office.do("letter.edit", letter=letter, text=f"To {PARTICIPANT}, and nobody else.")
    assert not any("names" in note for note in plain.notes)
    done = office.do("letter.edit", letter=letter, text="HALDEN  POWER was found alone with both cards.")
    said = f"{letter} names Halden Power, and it goes to {PARTICIPANT}. See that it tells nothing of another's matter."
    assert said in done.notes
    assert said in send(office, letter).notes


def test_what_a_letter_is_about_may_name_others(prepared: tuple[Office, dict[LetterKind, str]]) -> None:
    office, about = prepared
    for kind, reference in about.items():
        letter = draft(office, kind, reference)
        assert not any("names" in note for note in office.do("letter.edit", letter=letter.reference).notes)


def test_a_letter_names_a_limit_only_if_it_was_adopted_or_entered(office: Office) -> None:
    assessment = add_assessment(office, office.case(), state=AssessmentState.IN_PROGRESS)
    request = add_request(office, assessment, due=None)
    given = {"kind": LetterKind.EVIDENCE_REQUEST, "about": request}
    done = office.do("letter.draft", **given)
    assert office.row(Letter, reference=done.reference).answer_by is None
    assert any("names no day to answer by" in note for note in done.notes)
    limit(office, "evidence_request", "10", None)
    assert draft(office, **given).answer_by is None, "a setting that nobody adopted is no limit"
    office.force(Setting, office.row(Setting, key="limit.evidence_request").id, adopted_by="DEC-2026-0001")
    counted = draft(office, **given)
    assert counted.answer_by == date(2026, 12, 7), "ten Working Days after 23 November"
    assert "by 7 December 2026" in counted.text
    entered = draft(office, answer_by=date(2026, 12, 2), **given)
    assert "by 2 December 2026" in entered.text
    assert "By when" not in office.row(Letter, reference=done.reference).text


def test_a_day_of_the_record_that_has_passed_is_not_asked_for_again(office: Office) -> None:
    assessment = add_assessment(office, office.case(), state=AssessmentState.IN_PROGRESS)
    request = add_request(office, assessment, due=date(2026, 11, 20))
    done = office.do("letter.draft", kind=LetterKind.EVIDENCE_REQUEST, about=request)
    assert office.row(Letter).answer_by is None
    assert any("20 November 2026" in note for note in done.notes)


def test_an_answer_before_the_letter_is_refused(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    given = {"kind": LetterKind.NOTIFICATION, "about": assessment, "answer_by": date(2026, 11, 22)}
    assert office.refuse("letter.draft", **given).field == "answer_by"
    letter = draft(office, LetterKind.NOTIFICATION, assessment).reference
    assert office.refuse("letter.edit", letter=letter, answer_by=date(2026, 11, 22)).field == "answer_by"


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_is_about_a_record_of_its_kind(office: Office, kind: LetterKind) -> None:
    case = office.case()
    for about in (case, "MTG-2026-0001", "CASE-2026-9999", "nonsense"):
        refused = office.refuse("letter.draft", kind=kind, about=about)
        assert refused.sentence


STATES: dict[LetterKind, tuple[type[Any], dict[Any, bool]]] = {
    LetterKind.NOTIFICATION: (
        Assessment,
        {state: state in (AssessmentState.PLANNED, AssessmentState.NOTIFIED) for state in AssessmentState},
    ),
    LetterKind.EVIDENCE_REQUEST: (
        EvidenceRequest,
        {state: state.value in ("issued", "partly_provided", "refused") for state in EvidenceRequestState},
    ),
    LetterKind.REPORT: (
        Assessment,
        {
            state: state.value in ("draft_report_received", "final_report_received", "under_review")
            for state in AssessmentState
        },
    ),
    LetterKind.REPRESENTATIONS: (
        BreachConsideration,
        {state: state.value in ("gathering_facts", "representations_sought", "reopened") for state in BreachState},
    ),
    LetterKind.EXTRACT_CONSULTATION: (
        ExtractVersion,
        {state: state.value in ("drafting", "participant_consulted") for state in ExtractState},
    ),
    LetterKind.CLOSURE: (Finding, {state: state == FindingState.CLOSED for state in FindingState}),
}


@pytest.mark.parametrize("kind", STATES)
def test_a_letter_tells_only_what_is_so(prepared: tuple[Office, dict[LetterKind, str]], kind: LetterKind) -> None:
    """Drafted and sent only in the states in which what it says is true."""
    office, about = prepared
    record, states = STATES[kind]
    reference = about[kind] + ("/1" if record is ExtractVersion else "")
    key = office.row(record, reference=reference).id
    letter = draft(office, kind, about[kind])
    for state, fitting in states.items():
        if record is ExtractVersion and state in (ExtractState.APPROVED, *list(ExtractState)[6:]):
            continue  # the words are fixed then: the database lets no test bring the version back
        office.force(record, key, state=state)
        if fitting:
            assert draft(office, kind, about[kind])
        else:
            refused = office.refuse("letter.draft", kind=kind, about=about[kind])
            assert label(state) in refused.sentence
            refused = office.refuse("letter.send", letter=letter.reference, channel="Post", renderer=render)
            assert refused.field == "letter"


def test_a_plan_is_returned_by_the_panel_and_by_nobody_else(submitted: tuple[Office, dict[str, str]]) -> None:
    office, notes = submitted
    refused = office.refuse("letter.draft", kind=LetterKind.PLAN_RETURN, about=notes["plan"])
    assert "record first what it decided" in refused.sentence
    returned = return_plan(office)
    letter = draft(office, LetterKind.PLAN_RETURN, returned)
    assert "The decision is the Panel's" in letter.text
    from pma_assure.records.plans import Plan

    office.force(Plan, office.row(Plan, reference=returned).id, state=PlanState.SUBMITTED)
    office.refuse("letter.send", letter=letter.reference, channel="Post", renderer=render)


def test_a_report_is_not_sent_before_there_is_one(office: Office) -> None:
    assessment = add_assessment(office, office.case(), state=AssessmentState.UNDER_REVIEW)
    refused = office.refuse("letter.draft", kind=LetterKind.REPORT, about=assessment)
    assert "{report.kind}" in refused.sentence
    add_report(office, assessment)
    assert "(ASMT-2026-0001/P1)" in draft(office, LetterKind.REPORT, assessment).text


def test_a_closed_case_is_told_with_its_findings(office: Office) -> None:
    case = office.case()
    assessment = add_assessment(office, case)
    add_finding(office, case, assessment, FindingState.CLOSED, 71)
    add_finding(office, case, assessment, FindingState.DISCARDED, 72)
    refused = office.refuse("letter.draft", kind=LetterKind.CLOSURE, about=case)
    assert "close it first" in refused.sentence
    office.force(Case, office.row(Case, reference=case).id, state=CaseState.CLOSED, closed_on=date(2026, 11, 21))
    letter = draft(office, LetterKind.CLOSURE, case)
    assert f"The case {case}, “Key ceremony by one officer”, was closed on 21 November 2026." in letter.text
    assert "- FIND-2026-0071: One officer alone holds both cards, closed" in letter.text
    assert "FIND-2026-0072" not in letter.text


def test_a_call_for_representations_says_nothing_of_the_pmas_view(office: Office) -> None:
    case = office.case()
    finding = add_finding(office, case, add_assessment(office, case))
    breach = add_breach(office, case, finding, represent_by=None)
    letter = draft(office, LetterKind.REPRESENTATIONS, breach)
    assert letter.answer_by is None
    assert "Whether anything follows is for the Panel to decide" in letter.text
    assert not re.search(r"material breach(?! of the)|recommend", letter.text)


def test_a_call_that_names_another_day_than_the_record_has_come_to_is_said_before_it_goes(office: Office) -> None:
    case = office.case()
    breach = add_breach(office, case, add_finding(office, case, add_assessment(office, case)), represent_by=None)
    limit(office, "representations", "12", "DEC-2026-0001")
    letter = draft(office, LetterKind.REPRESENTATIONS, breach).reference
    assert office.row(Letter).answer_by == date(2026, 12, 9)
    rehearse = partial(DEEDS["letter.send"].rehearse, office.keeper, letter=letter, channel="Post")
    office.force(BreachConsideration, office.row(BreachConsideration).id, represent_by=date(2026, 12, 9))
    assert rehearse().notes == ()
    office.force(BreachConsideration, office.row(BreachConsideration).id, represent_by=date(2026, 12, 10))
    said = f"{letter} asks for an answer by 9 December 2026; {breach} says 10 December 2026."
    assert any(note.startswith(said) for note in rehearse().notes)
    office.do("letter.edit", letter=letter, answer_by=date(2026, 12, 10), anew=True)
    assert send(office, letter).notes == ()


# --- many -----------------------------------------------------------------------------------------------------------


def test_the_notifications_of_a_year_are_drafted_at_once(office: Office) -> None:
    named = ("Halden Power", "Marrick Networks", "Ondine Metering", PARTICIPANT)
    assessments = [add_assessment(office, office.case(name), number) for number, name in enumerate(named, 1)]
    add_officer(office, "Halden Power", "A. Whitcombe")
    draft(office, LetterKind.NOTIFICATION, assessments[2])
    done = office.do(
        "letter.draft_many",
        kind=LetterKind.NOTIFICATION,
        about=(*assessments, assessments[0].lower()),
        answer_by=date(2026, 12, 11),
    )
    letters = {row.subject_reference: row for row in office.rows(Letter) if row.answer_by is not None}
    assert set(letters) == {assessments[0], assessments[1], assessments[3]}
    assert letters[assessments[0]].text.startswith("Dear A. Whitcombe\n\n")
    assert "Halden Power is to be assessed" in letters[assessments[0]].text
    assert {row.reference for row in letters.values()} <= set(done.changed)
    assert "3 letters drafted." in done.notes
    assert any(note.startswith(f"{assessments[2]} was left out") for note in done.notes)
    for reference, letter in letters.items():
        others = [name for name in named if name != letter.text.split(" is to be assessed")[0].rpartition("that ")[2]]
        assert not any(name in letter.text for name in others), f"{reference} tells of somebody else"
    office.sound()


def test_of_several_letters_all_are_drafted_or_none(office: Office) -> None:
    case = office.case()
    good = add_assessment(office, case)
    over = add_assessment(office, case, 2, AssessmentState.CANCELLED)
    given = {"kind": LetterKind.NOTIFICATION}
    refused = office.refuse("letter.draft_many", about=(good, over), **given)
    assert over in refused.sentence
    assert refused.sentence.endswith("No letter was drafted.")
    assert office.count(Letter) == 0
    assert office.refuse("letter.draft_many", about=(), **given).field == "about"
    office.do("letter.draft_many", about=(good,), **given)
    assert office.refuse("letter.draft_many", about=(good,), **given).field == "about"


# --- changed --------------------------------------------------------------------------------------------------------


def test_a_draft_is_changed_and_not_over_somebody_elses_change(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    letter = draft(office, LetterKind.NOTIFICATION, assessment)
    office.do("letter.edit", letter=letter.reference, text="Dear all\n\nOne thing.", version=letter.version)
    refused = office.refuse("letter.edit", letter=letter.reference, text="Another.", version=letter.version)
    assert "One thing." in refused.sentence
    assert "Another." in refused.sentence
    changed = office.row(Letter)
    assert (changed.text, changed.title) == ("Dear all\n\nOne thing.", letter.title)


def test_the_day_in_the_text_and_beside_it_do_not_part(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    reference = draft(office, LetterKind.NOTIFICATION, assessment, answer_by=date(2026, 12, 4)).reference
    refused = office.refuse("letter.edit", letter=reference, answer_by=date(2026, 12, 9))
    assert "4 December 2026" in refused.sentence
    office.do("letter.edit", letter=reference, answer_by=date(2026, 12, 9), anew=True)
    assert "by 9 December 2026" in office.row(Letter).text
    text = office.row(Letter).text.replace("9 December", "10 December")
    office.do("letter.edit", letter=reference, answer_by=date(2026, 12, 10), text=text)
    assert office.row(Letter).answer_by == date(2026, 12, 10)


def test_a_draft_is_written_anew_from_what_is_kept_now(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    reference = draft(office, LetterKind.NOTIFICATION, assessment).reference
    office.force(Assessment, office.row(Assessment).id, title="Routine assessment, moved")
    office.do("letter.edit", letter=reference, anew=True)
    assert "Routine assessment, moved" in office.row(Letter).title
    assert "“Routine assessment, moved”" in office.row(Letter).text
    assert office.refuse("letter.edit", letter=reference, anew=True, text="x").field == "anew"
    office.force(Assessment, office.row(Assessment).id, state=AssessmentState.CANCELLED)
    office.refuse("letter.edit", letter=reference, anew=True)


# --- sent -----------------------------------------------------------------------------------------------------------


def test_a_letter_is_sent_for_good(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    letter = draft(office, LetterKind.NOTIFICATION, assessment)
    send(office, letter.reference, sent_at=at(TODAY, 8))
    sent = office.row(Letter)
    assert (sent.state, sent.sent_at, sent.channel) == (LetterState.SENT, at(TODAY, 8), "Secure e-mail")
    document = office.row(IssuedDocument, record_id=letter.id)
    content = office.row(IssuedBytes, document_id=document.id).content
    assert (document.reference, document.media_type) == (f"{letter.reference}.pdf", "application/pdf")
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert b"state='sent'" in content
    assert documents.stored(office.register, letter.reference.lower(), "pdf") == content
    for deed, more in (
        ("letter.edit", {"text": "Other words."}),
        ("letter.withdraw", {"reason": "a slip"}),
        ("letter.send", {"channel": "Post", "renderer": render}),
    ):
        office.refuse(deed, letter=letter.reference, **more)
    with pytest.raises(Refused, match="letter was issued and never changes"):
        office.force(Letter, letter.id, text="Other words.")
    assert office.row(Letter).text == letter.text
    office.sound()


def test_without_a_time_it_was_sent_now(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    send(office, draft(office, LetterKind.NOTIFICATION, assessment).reference)
    sent = office.row(Letter).sent_at
    assert sent is not None
    assert sent.date() == TODAY


@pytest.mark.parametrize(
    ("sent_at", "dated", "field"),
    [
        (at(date(2026, 11, 24)), None, "sent_at"),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), None, "sent_at"),
        (None, date(2026, 11, 24), "letter"),
    ],
)
def test_a_letter_bears_and_leaves_on_no_day_ahead(
    planned: tuple[Office, str], sent_at: datetime | None, dated: date | None, field: str
) -> None:
    office, assessment = planned
    letter = draft(office, LetterKind.NOTIFICATION, assessment, dated=dated).reference
    given = {"letter": letter, "channel": "Post", "renderer": render, "sent_at": sent_at}
    assert office.refuse("letter.send", **given).field == field


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "Dear all\n\nPlease answer by {answer_by}."}, "Line 3 of LTR-2026-0001 still holds {answer_by}"),
        ({"text": "See {assessment.refrence}."}, "{assessment.refrence}"),
        ({"subject": "About {case.title}"}, "The subject of LTR-2026-0001 still holds {case.title}"),
        ({"addressee": ""}, "does not say for whom"),
    ],
)
def test_a_letter_that_is_not_finished_is_not_sent(
    planned: tuple[Office, str], change: dict[str, str], said: str
) -> None:
    office, assessment = planned
    letter = draft(office, LetterKind.NOTIFICATION, assessment).reference
    office.do("letter.edit", letter=letter, **change)
    refused = office.refuse("letter.send", letter=letter, channel="Post", renderer=render)
    assert said in refused.sentence


def test_braces_in_what_a_letter_is_about_are_its_own_words(office: Office) -> None:
    case = office.case()
    assessment = add_assessment(office, case)
    office.force(Assessment, office.row(Assessment).id, title="Form {answer_by} of {organisation}")
    letter = draft(office, LetterKind.NOTIFICATION, assessment, answer_by=date(2026, 12, 4))
    assert "“Form {answer_by} of {organisation}”" in letter.text
    send(office, letter.reference)
    assert office.row(Letter).state == LetterState.SENT


def test_a_consultation_is_on_the_newest_version_alone(approved: tuple[Office, dict[str, str]]) -> None:
    office, notes = approved
    extract = office.ready(notes["plan"])
    version = office.row(ExtractVersion, reference=f"{extract}/1")
    office.force(ExtractVersion, version.id, state=ExtractState.DRAFTING)
    letter = draft(office, LetterKind.EXTRACT_CONSULTATION, extract).reference
    office.force(ExtractVersion, version.id, state=ExtractState.READY_FOR_DECISION)
    office.force(Extract, office.row(Extract).id, state=ExtractState.READY_FOR_DECISION)
    office.do("extract.approve", extract=extract, decision=office.decide(extract, date(2026, 10, 6)))
    office.release(extract)
    office.do("extract.correct", extract=extract, correction="A passage was put right.", reason="A slip.")
    office.refuse("letter.draft", kind=LetterKind.EXTRACT_CONSULTATION, about=f"{extract}/1")
    for deed, more in (("letter.send", {"channel": "Post", "renderer": render}), ("letter.edit", {"anew": True})):
        refused = office.refuse(deed, letter=letter, **more)
        assert f"{extract}/1 is not the newest version any more: that is {extract}/2." in refused.sentence


def test_a_draft_is_withdrawn_with_its_reason(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    letter = draft(office, LetterKind.NOTIFICATION, assessment).reference
    office.do("letter.withdraw", letter=letter, reason="The dates were moved.")
    held = office.row(Letter)
    assert (held.state, held.state_reason) == (LetterState.WITHDRAWN, "The dates were moved.")
    office.refuse("letter.send", letter=letter, channel="Post", renderer=render)
    assert office.refuse("letter.edit", letter=letter, text="x").field == "letter"


# --- templates ------------------------------------------------------------------------------------------------------


def test_an_office_adopts_its_own_words_and_keeps_the_older_ones(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    before = draft(office, LetterKind.NOTIFICATION, assessment)
    for number in (1, 2):
        office.do(
            "letter_template.adopt",
            kind=LetterKind.NOTIFICATION,
            subject=f"Wording {number}: {{assessment.reference}}",
            text="To {organisation}.\n\n- {criteria}\n\n?Not said: {answer_by}",
        )
    assert [(row.number, row.adopted_on) for row in office.rows(LetterTemplate)] == [(1, TODAY), (2, TODAY)]
    letter = draft(office, LetterKind.NOTIFICATION, assessment)
    assert letter.title == f"Wording 2: {assessment}"
    assert letter.text == f"To {PARTICIPANT}.\n\n- Registration Authority Policies, version 2.1"
    assert office.row(Letter, id=before.id).text == before.text
    assert office.refuse(
        "letter_template.adopt",
        kind=LetterKind.NOTIFICATION,
        subject="Wording 2: {assessment.reference}",
        text="To {organisation}.\n\n- {criteria}\n\n?Not said: {answer_by}",
    ).field == "text"  # fmt: skip
    office.sound()


@pytest.mark.parametrize(
    ("subject", "text", "field", "said"),
    [
        ("S", "One\nTwo {breach.title}", "text", "Line 2: {breach.title} is no name of this kind of letter. There are"),
        ("S", "One\n\nThree {organisation", "text", "Line 3: an opening brace"),
        ("S", "One {organisation.__class__}", "text", "Line 1: {organisation.__class__} is no name"),
        ("S", "One\n- {scope}: {criteria}", "text", "Line 2: {scope} and {criteria} are both lists"),
        ("S {plan.title}", "One", "subject", "The subject: {plan.title}"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_its_line(
    office: Office, subject: str, text: str, field: str, said: str
) -> None:
    refused = office.refuse("letter_template.adopt", kind=LetterKind.NOTIFICATION, subject=subject, text=text)
    assert refused.field == field
    assert refused.sentence.startswith(said)


def test_the_words_of_the_program_can_be_adopted_again(office: Office) -> None:
    words = TEXTS[LetterKind.CLOSURE]
    given = {"kind": LetterKind.CLOSURE, "subject": words.subject}
    office.refuse("letter_template.adopt", text=words.text, **given)
    office.do("letter_template.adopt", text="Closed on {closed.on}.", **given)
    office.do("letter_template.adopt", text=words.text, **given)
    assert office.count(LetterTemplate) == 2


def test_a_template_that_says_nothing_of_a_record_writes_no_letter(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    office.do("letter_template.adopt", kind=LetterKind.NOTIFICATION, subject="S", text="?By {answer_by}.")
    assert office.refuse("letter.draft", kind=LetterKind.NOTIFICATION, about=assessment).field == "about"


# --- owed -----------------------------------------------------------------------------------------------------------


def test_a_letter_that_lies_is_owed_until_it_is_sent_or_withdrawn(planned: tuple[Office, str]) -> None:
    office, assessment = planned
    letter = draft(office, LetterKind.NOTIFICATION, assessment).reference

    def owed(day: date) -> list[str]:
        return [duty.reference for duty in duties.owed(office.register, day) if duty.deed == "letter.send"]

    assert owed(date(2026, 11, 27)) == []
    assert owed(date(2026, 11, 28)) == [letter]
    duty = next(one for one in duties.owed(office.register, date(2026, 11, 30)) if one.reference == letter)
    assert (duty.elapsed_days, duty.due, duty.case) == (7, None, office.row(Case).reference)
    assert "drafted and not sent" in duty.detail
    other = draft(office, LetterKind.NOTIFICATION, assessment).reference
    send(office, letter)
    assert owed(date(2026, 12, 30)) == [other]
    office.do("letter.withdraw", letter=other, reason="twice")
    assert owed(date(2026, 12, 30)) == []
