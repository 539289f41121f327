"""``show`` for every reference there is, the history in words, search and the pickers."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from pma_assure.register.register import Register
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.values.screens import HistoryLine
from pma_assure.views import choices, history, lists, records, search

TODAY = date(2026, 11, 23)


def every_reference(demo: Register) -> list[str]:
    """Each reference that the audit trail names, and the parts that have no row of their own."""
    named = {str(item["reference"]) for item in lists.items(demo, TODAY, "audit") if item["reference"]}
    return sorted(named)


def shown(demo: Register, reference: str) -> dict[str, object]:
    return records.show(demo, TODAY, reference)


def fields(demo: Register, reference: str) -> dict[str, object]:
    answer = shown(demo, reference)["fields"]
    assert isinstance(answer, dict)
    return answer


def one_of(demo: Register, kind: str, **equal: object) -> str:
    for item in lists.items(demo, TODAY, kind):
        if all(item[name] == value for name, value in equal.items()):
            return str(item["reference"])
    raise AssertionError(f"the demonstration has no such {kind}: {equal}")


def test_every_reference_can_be_shown_and_every_link_followed(demo: Register) -> None:
    kinds: set[str] = set()
    linked: set[str] = set()
    references = every_reference(demo)
    for reference in references:
        answer = shown(demo, reference)
        assert list(answer) == ["kind", "reference", "version", "fields", "links", "why", "history"]
        assert answer["reference"] == reference
        assert json.loads(json.dumps(answer)) == answer
        kinds.add(str(answer["kind"]))
        links = answer["links"]
        assert isinstance(links, list)
        for link in links:
            assert set(link) == {"role", "reference"}
            linked.add(link["reference"])
        assert answer["history"], f"{reference} was made by a deed"
    assert kinds >= {
        "advice", "advice_version", "breach", "case", "decision", "document", "evidence", "extension", "extract",
        "extract_version", "finding", "issued_document", "item", "meeting", "milestone", "organisation",
        "panel_outcome", "person", "plan", "plan_version", "requirement",
    }  # fmt: skip
    for reference in linked - set(references):
        assert shown(demo, reference)["reference"] == reference


def test_an_extract_shows_its_passages(demo: Register) -> None:
    answer = fields(demo, one_of(demo, "extracts", state="released"))
    passages = answer["passages"]
    assert isinstance(passages, list)
    assert passages
    for passage in passages:
        assert set(passage) >= {"reference", "disposition", "ground", "text", "necessity", "summary"}
        assert passage["disposition"] in ("publish", "withhold")
        assert (passage["ground"] is None) == (passage["disposition"] == "publish")
        if passage["disposition"] == "publish":
            assert passage["necessity"]
    one = shown(demo, str(passages[0]["reference"]))
    assert one["kind"] == "passage"
    assert isinstance(one["fields"], dict)
    assert one["fields"]["text"] == passages[0]["text"]
    assert one["history"]


def test_a_meeting_shows_the_quorum_of_each_item(demo: Register) -> None:
    for meeting in lists.items(demo, TODAY, "meetings"):
        items = fields(demo, str(meeting["reference"]))["items"]
        assert isinstance(items, list)
        assert len(items) == meeting["items"]
        for item in items:
            quorum = item["quorum"]
            assert set(quorum) >= {"count", "needed", "quorate", "people"}
            assert quorum["count"] == sum(person["counted"] for person in quorum["people"])
            assert quorum["quorate"] == (quorum["count"] >= quorum["needed"] and quorum["chair_filled"])


def test_a_decision_shows_what_was_frozen(demo: Register) -> None:
    for decision in lists.items(demo, TODAY, "decisions"):
        answer = fields(demo, str(decision["reference"]))
        quorum, votes = answer["quorum"], answer["votes"]
        assert isinstance(quorum, dict)
        assert isinstance(votes, list)
        assert quorum["count"] == decision["quorum_count"]
        deliberative = [vote for vote in votes if vote["counted"] and not vote["casting"]]
        assert sum(vote["cast"] == "for" for vote in deliberative) == decision["votes_for"]
        assert isinstance(answer["frozen_copy"], dict)
        assert answer["changed_since_decision"] in (True, False)


def test_an_extended_milestone_keeps_its_first_date(demo: Register) -> None:
    extended = next(item for item in lists.items(demo, TODAY, "milestones") if item["slippage"])
    answer = fields(demo, str(extended["reference"]))
    assert answer["baseline_due"] != answer["due"]
    extensions = answer["extensions"]
    assert isinstance(extensions, list)
    assert extensions[0]["from_due"] == answer["baseline_due"]
    assert extensions[-1]["to_due"] == answer["due"]
    assert shown(demo, str(extended["reference"]))["why"]


def test_a_version_of_a_document_can_be_shown(demo: Register) -> None:
    document = lists.items(demo, TODAY, "documents")[0]
    answer = shown(demo, f"{document['reference']}/{document['label']}")
    assert answer["kind"] == "document_version"


def test_a_reference_may_be_typed_carelessly(demo: Register) -> None:
    assert shown(demo, " case-2025-0001 ")["reference"] == "CASE-2025-0001"


@pytest.mark.parametrize(
    "reference",
    ["CASE-2026-9999", "PLAN-2026-0001/M99", "PLAN-2026-0001/Q1", "EXT-2026-0001/1.999", "EXT-2099-0001/1.1",
     "DOC-0001/99", "EXT-2026-0001/9.pdf", "ASMT-2026-0099", "SUSP-2026-0099"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(demo: Register, reference: str) -> None:
    with pytest.raises(NotFound):
        records.show(demo, TODAY, reference)


@pytest.mark.parametrize("reference", ["", "nonsense", "CASE", "' OR 1=1", "CASE-2026-0001\x00", "Ŵ" * 5000])
def test_what_is_no_reference_is_refused(demo: Register, reference: str) -> None:
    with pytest.raises(Refused):
        records.show(demo, TODAY, reference)


# --- history --------------------------------------------------------------------------------------------------------


def sentences(lines: tuple[HistoryLine, ...]) -> str:
    return "\n".join(sentence for line in lines for sentence in line.sentences)


def test_the_history_says_what_changed_in_words(demo: Register) -> None:
    extended = next(item for item in lists.items(demo, TODAY, "milestones") if item["slippage"])
    lines = history.of(demo, str(extended["reference"]), titles={"milestone.extend": "Record an extension"})
    assert "Record an extension" in [line.title for line in lines]
    said = sentences(lines)
    assert "due date: " in said
    assert " → " in said
    assert "20" in said
    assert "_id" not in said
    assert "[null" not in said


def test_the_history_of_a_case_has_everything_in_it(demo: Register) -> None:
    (plan,) = [item for item in lists.items(demo, TODAY, "plans") if item["case"] == "CASE-2025-0001"]
    of_case = {line.number for line in history.of(demo, "CASE-2025-0001", limit=2000)}
    of_plan = {line.number for line in history.of(demo, str(plan["reference"]), limit=2000)}
    assert of_plan
    assert of_plan <= of_case


def test_the_history_of_a_case_has_every_kind_of_record_in_it(demo: Register) -> None:
    in_a_case = ("assessments", "findings", "breaches", "plans", "advice", "extracts", "letters", "caps", "reliance")
    looked_at = set()
    for kind in in_a_case:
        for item in lists.items(demo, TODAY, kind):
            whole = {line.number for line in history.of(demo, str(item["case"]), limit=5000)}
            of_it = {line.number for line in history.of(demo, str(item["reference"]), limit=5000)}
            assert of_it
            assert of_it <= whole, item["reference"]
            looked_at.add(kind)
    assert looked_at == set(in_a_case)


def test_the_history_of_a_case_names_the_record_that_each_deed_is_about(demo: Register) -> None:
    named: dict[str, set[str]] = {}
    for item in lists.items(demo, TODAY, "cases"):
        for line in history.of(demo, str(item["reference"]), limit=5000):
            assert line.reference
            named.setdefault(line.deed, set()).add(line.reference.split("-")[0])
    for deed, prefixes in named.items():
        noun = deed.partition(".")[0]
        assert "CASE" not in prefixes or noun == "case", deed
        assert "EVID" not in prefixes or noun == "evidence", deed
    assert named["action.report_done"] == named["cap.accept"] == {"CAP"}
    assert named["caveat.meet"] == named["assessment.record_report"] == {"ASMT"}
    assert named["decision.record"] == {"DEC"}


def test_the_history_says_what_evidence_supports_and_what_a_note_says(demo: Register) -> None:
    said = "\n".join(
        sentence
        for item in lists.items(demo, TODAY, "cases")
        for line in history.of(demo, str(item["reference"]), limit=5000, sentences=1000)
        for sentence in line.sentences
    )
    assert re.search(r"^EVID-\d{4}-\d{4} supports FIND-\d{4}-\d{4}$", said, re.MULTILINE)
    assert "Evidence link" not in said
    assert re.search(r"^Note: \w+", said, re.MULTILINE)
    assert "Case note" not in said


def test_a_letter_that_was_drafted_is_named_by_its_subject(demo: Register) -> None:
    for letter in lists.items(demo, TODAY, "letters"):
        (line,) = [one for one in history.of(demo, str(letter["reference"])) if one.deed == "letter.draft"]
        assert line.sentences[0].startswith(f"{letter['reference']} added: {str(letter['title'])[:60]}")
        assert not any(sentence.startswith("text: none") for sentence in line.sentences)


def test_the_history_is_newest_first_and_limited(demo: Register) -> None:
    lines = history.of(demo, "CASE-2025-0001", limit=5)
    numbers = [line.number for line in lines]
    assert len(lines) == 5
    assert numbers == sorted(numbers, reverse=True)
    assert all(len(line.sentences) <= history.MOST_SENTENCES + 1 for line in lines)


def test_what_the_history_leaves_out_is_counted(demo: Register) -> None:
    whole = {line.number: line.sentences for line in history.of(demo, "CASE-2025-0001", sentences=1000)}
    assert any(len(sentences) > history.MOST_SENTENCES + 1 for sentences in whole.values())
    for most in (2, 6, history.MOST_SENTENCES):
        for line in history.of(demo, "CASE-2025-0001", sentences=most):
            said, left = whole[line.number], len(whole[line.number]) - most
            more = (f"and {left} more change{'' if left == 1 else 's'}",) if left > 0 else ()
            assert line.sentences == (*said[:most], *more)


def test_no_sentence_of_any_history_is_a_raw_value(demo: Register) -> None:
    for kind in ("organisations", "people", "documents", "evidence", "meetings", "extracts", "breaches", "findings"):
        for item in lists.items(demo, TODAY, kind):
            lines = history.of(demo, str(item["reference"]))
            assert lines
            for line in lines:
                assert line.title
                for sentence in line.sentences:
                    assert sentence.strip()
                    assert "T00:" not in sentence
                    assert "None" not in sentence.split()


# --- search and choices ---------------------------------------------------------------------------------------------


def test_search_gives_one_hit_a_record_and_the_page_it_opens(demo: Register) -> None:
    hits = search.find(demo, "ceremony")
    assert hits
    assert len({hit.reference for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.kind
        assert hit.title
        assert records.show(demo, TODAY, hit.opens)["kind"] in (
            "case", "meeting", "extract", "person", "organisation", "document", "requirement",
        )  # fmt: skip


def test_a_reference_that_is_typed_stands_first(demo: Register) -> None:
    for kind in ("cases", "plans", "milestones", "decisions", "evidence", "people"):
        reference = str(lists.items(demo, TODAY, kind)[0]["reference"])
        assert search.find(demo, reference.lower())[0].reference == reference


@pytest.mark.parametrize("words", ["", "   ", '"', "*", "AND", "a OR", "x" * 5000, "NEAR(", "ŵ"])
def test_nothing_typed_breaks_the_search(demo: Register, words: str) -> None:
    assert isinstance(search.find(demo, words), tuple)


def test_search_keeps_to_its_limit(demo: Register) -> None:
    assert len(search.find(demo, "the", limit=3)) == 3


def test_every_kind_a_deed_takes_is_offered(demo: Register) -> None:
    from pma_assure.workflows.every import DEEDS

    taken = {
        kind
        for deed in DEEDS.values()
        for parameter in (*deed.parameters, *(column for rows in deed.parameters for column in rows.columns))
        for kind in parameter.record_kinds
    }
    assert taken <= set(choices.OFFERED)


@pytest.mark.parametrize("kind", choices.OFFERED)
def test_choices_are_found_by_their_words(demo: Register, kind: str) -> None:
    offered = choices.offered(demo, (kind,), "", limit=500)
    assert offered, "the demonstration has some of everything"
    one = offered[-1]
    assert one in choices.offered(demo, (kind,), one.reference.lower(), limit=500)
    assert records.show(demo, TODAY, one.reference)["reference"] == one.reference
    assert choices.offered(demo, (kind,), "no such word as this") == ()
    assert len(choices.offered(demo, (kind, kind), "", limit=1)) == 1


def test_an_unknown_kind_offers_nothing(demo: Register) -> None:
    assert choices.offered(demo, ("sanction",), "") == ()
