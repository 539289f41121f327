"""Every list: its columns, its order, its words, and the items scripts read (design.md 5)."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import or_, select

from pma_assure.records.house import Counter
from pma_assure.register.register import Register, open_register
from pma_assure.register.session import AuditContext
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import DocumentType, PartyCategory
from pma_assure.views import choices, duties, lists
from pma_assure.views.list_kinds import KINDS as KINDS_OF_RECORDS
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.document_set import Clause
from pma_assure.workflows.every import DEEDS
from tests import demonstrated

TODAY = date(2026, 11, 23)
KINDS = lists.LIST_KINDS
KEPT = tuple(kind for kind in KINDS if kind != "duties")
CONTRACT = {
    "cases", "findings", "breaches", "advice", "plans", "extracts", "meetings", "decisions", "members",
    "organisations", "people", "documents", "evidence", "duties", "audit", "assessments", "suspensions",
}  # fmt: skip
OF_ITS_KIND = {
    "cases": {"category", "classification", "owner", "opened_on", "closed_on", "open_findings"},
    "findings": {
        *("finding_class", "pma_class", "impact_level", "requirement", "began_on", "identified_on", "ended_on"),
        *("response_due", "baseline_due", "recurrence_of", "days_late", "standing", "overdue_history"),
    },
    "assessments": {
        *("kind", "assessor", "policy_clause", "planned_from", "begun_on", "report_due", "final_report", "set_status"),
        *("recommended_status", "opinion", "concluded_on", "scope_items", "scope_covered", "open_caveats"),
    },
    "evidence_requests": {"assessment", "kind", "contractor", "requirement", "issued_on", "answered_on", "narrows"},
    "fieldwork": {"assessment", "requirement", "initials", "tested_on"},
    "observations": {"assessment", "requirement", "observer", "seen_on", "finding"},
    "finding_patterns": {"finding_class", "document", "clause", "statement", "criterion"},
    "caps": {"submitted_on", "accepted_on", "supersedes", "findings", "actions", "verified"},
    "actions": {"cap", "number", "kind", "owner", "planned_for", "reported_on", "verified_on"},
    "breaches": {"trigger", "view", "opened_on", "considered_on"},
    "advice": {"purpose", "label", "plan", "plan_version", "view", "decision", "issued_on"},
    "plans": {"required_on", "submit_by", "resubmit_by", "approved_version", "milestones", "overdue_milestones"},
    "milestones": {"plan", "baseline_due", "current_due", "due_state", "slippage", "days_late", "overdue_history"},
    "extracts": {"number", "plan", "plan_version", "decision", "published", "withheld", "undecided", "released_at"},
    "suspensions": {
        *("target", "ordered_at", "effective_at", "review_on", "lifted_at", "decision", "decision_state"),
        *("notices_owed", "notices_withheld"),
    },
    "notices": {"suspension", "addressee", "about_scope", "sent_at", "channel"},
    "appeals": {"suspension", "lodged_on", "heard_on", "outcome_on"},
    "crl_instructions": {"suspension", "decision", "certificates", "decided_at", "issued_at", "confirmed_at"},
    "meetings": {"number", "starts_at", "place", "mode", "urgent", "items"},
    "decisions": {"meeting", "item", "subject", "result", "quorate", "quorum_count", "votes_for", "fingerprint"},
    "meeting_actions": {"meeting", "item", "owner", "done_on"},
    "elections": {"constituency", "seats", "nominations", "contested", "nominations_closed_on", "reported_on"},
    "members": {"seat", "seat_name", "vote", "first_day", "last_day", "computed_last_day", "route"},
    "organisations": {"category", "groups", "open_cases"},
    "people": {"represents", "capacities", "seat", "email"},
    "documents": {"short_name", "document_type", "label", "effective_from", "requirements", "review_months"},
    "requirements": {"document", "label", "clause", "applies_to"},
    "reviews": {"document", "planned_for", "done_on", "recommendation", "concluded_on", "decision"},
    "modifications": {
        *("document", "concerns", "raised_on", "decision", "review", "external_reference", "reported_status"),
        *("comments_from", "comments_to", "effective_on", "explicit_charge"),
    },
    "support_requests": {"direction", "kind", "body", "received_on", "answered_on", "modification", "decision"},
    "charges": {
        *("assessment", "ordered_on", "cost", "basis", "fault", "fault_decision", "recommended"),
        *("modification", "limited_purpose"),
    },
    "evidence": {"source", "received_on", "sha256", "size", "classification", "verifiable"},
    "reliance": {"certificate", "issued_by", "valid_from", "valid_to", "invalid_from", "decision", "covers_in_part"},
    "letters": {"kind", "about", "addressee", "dated", "answer_by", "sent_at", "channel", "classification"},
    "irregular": {"rule", "paragraph", "noted_on", "settled_on"},
    "audit": {"number", "at", "day", "deed", "person", "capacity", "operation", "previous", "digest"},
}


def in_numbers(value: object) -> list[tuple[str, int]]:
    """Text as what stands before each number in it and the number, so that L2 comes before L10."""
    return [(words, int(number or 0)) for words, number in re.findall(r"(\D*)(\d*)", str(value))]


def test_the_kinds_of_the_contract_are_listed() -> None:
    assert set(KINDS) >= CONTRACT


@pytest.mark.parametrize("kind", KEPT)
def test_items_hold_what_the_contract_says(demo: Register, kind: str) -> None:
    items = lists.items(demo, TODAY, kind)
    assert items, "the demonstration has some of everything"
    for item in items:
        if kind != "audit":
            assert set(item) >= set(lists.USUAL)
        assert set(item) >= OF_ITS_KIND[kind]
        assert "id" not in item
    assert json.loads(json.dumps(items)) == items, "plain JSON: codes, not objects"


@pytest.mark.parametrize("kind", [kind for kind in KEPT if kind != "audit"])
def test_items_are_sorted_by_reference(demo: Register, kind: str) -> None:
    references = [str(item["reference"]) for item in lists.items(demo, TODAY, kind)]
    assert references == sorted(references, key=in_numbers)


def test_the_ten_thousandth_of_a_year_comes_after_all_before_it(tmp_path: Path) -> None:
    register = open_register(Path(shutil.copy(demonstrated.register(), tmp_path / "many.pma")))
    acting = act_as(register, "PERS-0001", day=TODAY)
    context = AuditContext(
        deed="tests.force",
        person_id=None,
        person="A. Tester",
        capacity="tests",
        day=TODAY,
        at=register.clock(),
    )
    with register.writing(context) as session:
        session.scalars(select(Counter).where(Counter.prefix == "ORG")).one().last = 9_997
    for name in ("Ash", "Birch", "Cedar", "Alder"):
        DEEDS["organisation.add"].run(acting, name=f"{name} Networks", category=PartyCategory.GAS_NETWORK)

    def listed(sort: str, *, descending: bool = False) -> list[str]:
        keys = lists.ids(register, TODAY, "organisations", words="Networks", sort=sort, descending=descending)
        rows = lists.rows(register, TODAY, "organisations", keys)
        return [row.reference for row in rows if row.reference in wanted]

    wanted = ["ORG-9998", "ORG-9999", "ORG-10000", "ORG-10001"]
    items = lists.items(register, TODAY, "organisations")
    assert [item["reference"] for item in items][-4:] == wanted
    assert listed("") == wanted
    assert listed("reference", descending=True) == wanted[::-1]
    assert listed("category") == wanted, "what is equal too"
    assert listed("title") == ["ORG-10001", "ORG-9998", "ORG-9999", "ORG-10000"]
    assert lists.ids(register, TODAY, "organisations", words="no such words", sort="", descending=False) == []
    register.close()


def test_clauses_are_in_their_order_beside_a_version_without_a_point(tmp_path: Path) -> None:
    register = open_register(Path(shutil.copy(demonstrated.register(), tmp_path / "clauses.pma")))
    acting = act_as(register, "PERS-0001", day=TODAY)
    for name, version, clauses in (("AAA", "1", ("1", "2", "10")), ("ZZZ", "2.1", ("9.2", "9.10"))):
        given = {"title": f"{name} document", "short_name": name, "document_type": DocumentType.CPS}
        DEEDS["document.add"].run(acting, **given)
        rows = tuple(Clause(clause=one, title=f"Clause {one}") for one in clauses)
        DEEDS["document.add_version"].run(acting, document=name, version_label=version, requirements=rows)
    keys = lists.ids(register, TODAY, "requirements", words="", sort="", descending=False)
    shown = [row.reference for row in lists.rows(register, TODAY, "requirements", keys)]
    assert shown == [row.reference for row in lists.every_row(register, TODAY, "requirements")]
    assert shown[:3] == ["REQ-AAA-1-1", "REQ-AAA-1-2", "REQ-AAA-1-10"]
    assert shown[-2:] == ["REQ-ZZZ-2.1-9.2", "REQ-ZZZ-2.1-9.10"]
    register.close()


@pytest.mark.parametrize(
    "word", ["%" * 40_000, "\N{EURO SIGN}" * 32_767, "a" * 100_000], ids=["escaped", "wide", "long"]
)
def test_a_page_pasted_into_the_filter_finds_nothing(demo: Register, word: str) -> None:
    for kind in KINDS:
        assert lists.ids(demo, TODAY, kind, words=word, sort="", descending=False) == []
    assert choices.offered(demo, ["case", "finding"], word) == ()


TITLES = {"case.open": "Open a case", "finding.draft": "Raise a finding", "letter.send": "Dispatch a letter"}


def test_the_audit_trail_is_read_in_words(demo: Register) -> None:
    rows = lists.every_row(demo, TODAY, "audit", titles=TITLES)
    assert lists.rows(demo, TODAY, "audit", [rows[0].id], titles=TITLES) == rows[:1]
    assert rows[0].cells[3:] == ("Begin the register", "", "Register", "added")
    deeds = {row.cells[3] for row in rows}
    assert set(TITLES.values()) <= deeds
    assert not any("." in said or "_" in said for said in deeds)
    assert not any("_" in row.cells[5] for row in rows)
    assert {row.cells[6] for row in rows} == {"added", "changed"}
    codes = lists.items(demo, TODAY, "audit")
    assert {"register.begin", "finding.draft"} <= {str(item["deed"]) for item in codes}
    assert {item["operation"] for item in codes} == {"insert", "update"}


def test_the_audit_trail_is_found_and_sorted_by_the_words_that_are_read(demo: Register) -> None:
    def cells(place: int, **asked: Any) -> list[str]:
        keys = lists.ids(
            demo, TODAY, "audit", **({"words": "", "sort": "", "descending": False} | asked), titles=TITLES
        )
        return [row.cells[place] for row in lists.rows(demo, TODAY, "audit", keys, titles=TITLES)]

    assert set(cells(3, words="DISPATCH a")) == {"Dispatch a letter"}
    assert set(cells(3, words="finding.draft")) == {"Raise a finding"}
    assert set(cells(5, words="employment")) == {"Employment"}
    for descending in (False, True):
        nouns = cells(5, sort="table", descending=descending)
        assert nouns == sorted(nouns, key=str.lower, reverse=descending)
        known = [said for said in cells(3, sort="deed", descending=descending) if said in TITLES.values()]
        assert known == sorted(known, reverse=descending)


def test_the_audit_trail_stands_in_the_order_of_its_chain(demo: Register) -> None:
    items = lists.items(demo, TODAY, "audit")
    assert [item["number"] for item in items] == list(range(1, len(items) + 1))
    assert all(later["previous"] == earlier["digest"] for earlier, later in pairwise(items))


def test_duties_say_who_owes_what_by_when_and_why(demo: Register) -> None:
    items = lists.items(demo, TODAY, "duties")
    owed = sorted(duties.owed(demo, TODAY), key=lambda duty: in_numbers(duty.reference))
    assert [(item["reference"], item["what"]) for item in items] == [(duty.reference, duty.what) for duty in owed]
    wanted = {"reference", "who", "what", "due", "elapsed_days", "rule", "paragraph", "blocked_by"}
    for item in items:
        assert set(item) >= wanted
        assert (item["due"] is None) or (item["elapsed_days"] is None)
        assert isinstance(item["blocked_by"], list)


def test_codes_and_days_are_for_scripts(demo: Register) -> None:
    (finished,) = [item for item in lists.items(demo, TODAY, "extracts") if item["state"] == "released"]
    assert str(finished["released_at"]).endswith("Z")
    for item in lists.items(demo, TODAY, "plans"):
        assert item["case"]
        assert str(item["organisation"]).startswith("ORG-")
        assert date.fromisoformat(str(item["required_on"]))


def test_a_milestone_is_as_late_as_its_clock_says(demo: Register) -> None:
    running = [item for item in lists.items(demo, TODAY, "milestones") if item["due_state"] in ("due", "overdue")]
    assert running
    for item in running:
        due = date.fromisoformat(str(item["due"]))
        assert item["days_overdue"] == max((TODAY - due).days, 0)
        later = next(
            one for one in lists.items(demo, date(2027, 6, 1), "milestones") if one["reference"] == item["reference"]
        )
        assert later["days_overdue"] == (date(2027, 6, 1) - due).days


def test_an_extension_is_not_known_before_the_day_it_was_decided(demo: Register) -> None:
    extended = next(item for item in lists.items(demo, TODAY, "milestones") if item["slippage"])
    before = next(
        item for item in lists.items(demo, date(2026, 5, 1), "milestones") if item["reference"] == extended["reference"]
    )
    assert before["due"] == extended["baseline_due"]
    assert extended["due"] != extended["baseline_due"]


def test_a_case_is_due_when_its_first_duty_is(demo: Register) -> None:
    owed = duties.owed(demo, TODAY)
    for item in lists.items(demo, TODAY, "cases"):
        days = [duty.due for duty in owed if duty.case == item["reference"] and duty.due is not None]
        assert item["due"] == (min(days).isoformat() if days else None)


def test_seven_members_sit_on_the_day(demo: Register) -> None:
    sitting = [item for item in lists.items(demo, TODAY, "members") if item["state"] == "in_office"]
    assert sorted(str(item["seat"]) for item in sitting) == sorted(["CH", "LS-A", "LS-B", "SS", "NW", "SSC", "TSC"])


@pytest.mark.parametrize("kind", KINDS)
def test_rows_come_in_the_order_of_their_keys(demo: Register, kind: str) -> None:
    keys = lists.ids(demo, TODAY, kind, words="", sort="", descending=False)
    assert len(keys) == len(set(keys)) == len(lists.items(demo, TODAY, kind))
    page = list(reversed(keys[:30]))
    rows = lists.rows(demo, TODAY, kind, page)
    assert [row.id for row in rows] == page
    assert all(len(row.cells) == len(lists.columns(kind)) for row in rows)
    assert lists.rows(demo, TODAY, kind, []) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_sorts_both_ways(demo: Register, kind: str) -> None:
    whole = set(lists.ids(demo, TODAY, kind, words="", sort="", descending=False))
    for column in lists.columns(kind):
        up = lists.ids(demo, TODAY, kind, words="", sort=column.key, descending=False)
        down = lists.ids(demo, TODAY, kind, words="", sort=column.key, descending=True)
        assert set(up) == set(down) == whole


@pytest.mark.parametrize("kind", sorted(KINDS_OF_RECORDS))
def test_a_sorted_list_has_numbers_as_numbers_and_the_unknown_last(demo: Register, kind: str) -> None:
    described = KINDS_OF_RECORDS[kind](TODAY)
    usual = "reference" if kind != "audit" else "number"
    for name in described.fields:
        column = described.sorted_by(name)
        chosen = described.joined(select(described.key, column, described.fields[usual]))
        with demo.reading() as session:
            held = [tuple(row) for row in session.execute(chosen.where(*described.criteria).order_by(described.key))]
        held.sort(key=lambda row: in_numbers(row[2]))
        for descending in (False, True):
            known = [row for row in held if row[1] is not None]
            known.sort(key=lambda row: in_numbers(row[1]), reverse=descending)
            told = [row[0].hex for row in (*known, *(row for row in held if row[1] is None))]
            assert lists.ids(demo, TODAY, kind, words="", sort=name, descending=descending) == told, name


@pytest.mark.parametrize("kind", sorted(KINDS_OF_RECORDS))
def test_filtering_looks_in_each_field_of_the_row_and_of_what_it_belongs_to(demo: Register, kind: str) -> None:
    described = KINDS_OF_RECORDS[kind](TODAY)
    for item in lists.items(demo, TODAY, kind)[:3]:
        for name in described.words:
            said = str(item[name] or "").split()[-1:]
            if not said:
                continue
            wanted = or_(*(described.fields[each].contains(said[0], autoescape=True) for each in described.words))
            statement = described.joined(select(described.key)).where(*described.criteria, wanted)
            with demo.reading() as session:
                told = {key.hex for key in session.scalars(statement)}
            found = lists.ids(demo, TODAY, kind, words=said[0], sort="", descending=False)
            assert told == set(found) != set(), name


def test_sorting_puts_the_unknown_last(demo: Register) -> None:
    for descending in (False, True):
        keys = lists.ids(demo, TODAY, "plans", words="", sort="due", descending=descending)
        place = [column.key for column in lists.columns("plans")].index("due")
        cells = [row.cells[place] for row in lists.rows(demo, TODAY, "plans", keys)]
        assert cells == sorted(cells, key=lambda cell: cell == "")


@pytest.mark.parametrize("kind", KINDS)
def test_filtering_finds_a_row_by_its_own_words(demo: Register, kind: str) -> None:
    keys = lists.ids(demo, TODAY, kind, words="", sort="", descending=False)
    row = lists.rows(demo, TODAY, kind, keys[-1:])[0]
    found = lists.ids(demo, TODAY, kind, words=row.reference.lower(), sort="", descending=False)
    assert keys[-1] in found
    assert lists.ids(demo, TODAY, kind, words="no such word as this", sort="", descending=False) == []


@pytest.mark.parametrize("words", ["100%", "_", "%", "\\", "'", '" OR 1=1 --', "ŵ" * 300])
def test_signs_of_sql_are_words_like_others(demo: Register, words: str) -> None:
    assert lists.ids(demo, TODAY, "organisations", words=words, sort="", descending=False) == []


def test_a_row_that_is_gone_is_left_out(demo: Register) -> None:
    assert lists.rows(demo, TODAY, "cases", ["0" * 32]) == []


def test_an_unknown_kind_or_column_is_refused(demo: Register) -> None:
    with pytest.raises(NotFound, match="no list"):
        lists.items(demo, TODAY, "nonsense")
    for kind in ("cases", "duties"):
        with pytest.raises(Refused, match="sorted"):
            lists.ids(demo, TODAY, kind, words="", sort="nonsense", descending=False)


def test_long_texts_are_fetched_apart(demo: Register) -> None:
    for kind in lists.TEXTS:
        texts = lists.texts(demo, kind)
        assert set(texts) == {str(item["reference"]) for item in lists.items(demo, TODAY, kind)}
    assert lists.texts(demo, "people") == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_list_is_what_its_pages_are(demo: Register, kind: str) -> None:
    keys = lists.ids(demo, TODAY, kind, words="", sort="", descending=False)
    assert lists.every_row(demo, TODAY, kind) == lists.rows(demo, TODAY, kind, keys)


def test_people_read_how_late_a_duty_is_and_the_worst_first(demo: Register) -> None:
    rows = lists.every_row(demo, date(2027, 6, 1), "duties")
    dated = [duty for duty in duties.owed(demo, date(2027, 6, 1)) if duty.due is not None]
    assert dated[0].days_overdue > 1
    assert rows[0].cells[0].endswith(f", {dated[0].days_overdue} days late")
    assert rows[0].reference == dated[0].reference
