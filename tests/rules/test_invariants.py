"""The invariants of domain.md 5.10, one by one: what holds says nothing, what does not is named with its rule."""

from __future__ import annotations

import enum
from dataclasses import replace
from datetime import date

import pytest

from pma_assure.rules import invariants, vocabulary
from pma_assure.rules.invariants import (
    AdviceFact,
    Company,
    DecisionFact,
    ExtractFact,
    InQuorum,
    IrregularityFact,
    MilestoneFact,
    PassageFact,
    PlanVersionFact,
    ReleaseFact,
    VoteFact,
)
from pma_assure.values.quorum import Affiliation, Employment, Term
from pma_assure.values.soundness import Problem

DAY = date(2026, 6, 16)
SEATS = ("CH", "LS-A", "LS-B", "NW")
NOBODY = Company(employments=(), affiliations=(), terms=(), names={})


def sitting(seat: str, person: str = "", standing: str = "member", counted: bool = True) -> InQuorum:
    who = person or f"P-{seat}"
    return InQuorum(person=who, name=who, seat=seat, standing=standing, counted=counted)


def vote(person: str, cast: str = "for", casting: bool = False, counted: bool = True) -> VoteFact:
    return VoteFact(person=person, cast=cast, casting=casting, counted=counted)


SOUND = DecisionFact(
    reference="DEC-2026-0031",
    state="recorded",
    manner="vote",
    decided_on=DAY,
    quorate=True,
    quorum_count=4,
    quorum_needed=4,
    votes_for=2,
    votes_against=1,
    casting=None,
    reevaluate=False,
    subject_kind="plan_version",
    fingerprint="f",
    copy_fingerprint="f",
    people=tuple(sitting(seat) for seat in SEATS),
    votes=(vote("P-LS-A"), vote("P-LS-B"), vote("P-NW", "against")),
)


def codes(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(problem.code, problem.severity) for problem in problems}


def test_a_sound_decision() -> None:
    assert invariants.decision(SOUND, NOBODY) == []


FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "recorded as inquorate": ({"quorate": False}, "invariant_1"),
    "three counted": ({"quorum_count": 3, "people": SOUND.people[:3] if SOUND.people else ()}, "invariant_1"),
    "count and people differ": ({"quorum_count": 5}, "invariant_1"),
    "no Chair": ({"people": tuple(sitting(seat) for seat in ("SS", "LS-A", "LS-B", "NW"))}, "invariant_1"),
    "unreadable": ({"people": None}, "invariant_1"),
    "one person in two seats": (
        {"people": (*(sitting(seat) for seat in SEATS), sitting("SS", "P-NW"))},
        "invariant_2",
    ),
    "casting vote without a tie": ({"casting": "for"}, "invariant_4"),
    "a casting vote counted without a tie": ({"votes": (*SOUND.votes, vote("P-CH", casting=True))}, "invariant_4"),
    "the Chair among the others": (
        {"votes_for": 3, "votes": (*SOUND.votes, vote("P-CH"))},
        "invariant_4",
    ),
    "more votes than kept": ({"votes_for": 3}, "invariant_4"),
    "about a Panel outcome": ({"subject_kind": "panel_outcome"}, "invariant_5"),
    "another copy": ({"copy_fingerprint": "g"}, "invariant_10"),
}


@pytest.mark.parametrize("how", FAULTS)
def test_a_decision_that_is_not(how: str) -> None:
    changes, code = FAULTS[how]
    problems = invariants.decision(replace(SOUND, **changes), NOBODY)  # type: ignore[arg-type]  # fields by name
    assert (code, "fault") in codes(problems)
    assert all(problem.reference == "DEC-2026-0031" for problem in problems)
    assert all(f"invariant {code.split('_')[1]}" in each.sentence for each in problems if each.code == code)


def test_a_sentence_says_rule_and_paragraph() -> None:
    (problem,) = invariants.quorate(replace(SOUND, quorate=False))
    assert problem.sentence == (
        "DEC-2026-0031: it stands as valid, and its quorum was recorded as not there"
        " (invariant 1 and R30, paragraph 35)."
    )


def test_a_purported_decision_may_be_inquorate() -> None:
    kept = replace(SOUND, state="purported", quorate=False, quorum_count=3)
    assert invariants.quorate(kept) == []


def test_a_casting_vote_in_a_tie() -> None:
    tied = replace(
        SOUND, votes_for=1, casting="for", votes=(vote("P-LS-A"), vote("P-NW", "against"), vote("P-CH", casting=True))
    )
    assert invariants.decision(tied, NOBODY) == []


def test_an_irregular_vote_is_kept_and_does_not_count() -> None:
    assert invariants.decision(replace(SOUND, votes=(*SOUND.votes, vote("P-CH", counted=False))), NOBODY) == []


BOUGHT = date(2026, 5, 1)
COMPANY = Company(
    employments=(
        Employment(person="P-LS-A", organisation="ORG-0001", first_day=date(2020, 1, 1), last_day=None),
        Employment(person="P-ALT", organisation="ORG-0002", first_day=date(2020, 1, 1), last_day=None),
    ),
    affiliations=(
        Affiliation(organisation="ORG-0001", group="Brightwater", first_day=date(2020, 1, 1), last_day=None),
        Affiliation(organisation="ORG-0002", group="Brightwater", first_day=BOUGHT, last_day=None),
    ),
    terms=(Term(seat="LS-A", person="P-LS-A", first_day=date(2025, 1, 1), last_day=None),),
    names={"P-ALT": "Elin Ŵyn"},
)
WITH_ALTERNATE = replace(
    SOUND, people=(sitting("CH"), sitting("LS-A", "P-ALT", "alternate"), sitting("LS-B"), sitting("NW"))
)


def test_an_alternate_of_an_affiliate_counts_before_the_purchase_only() -> None:
    (problem,) = invariants.alternates_apart(WITH_ALTERNATE, COMPANY)
    assert (problem.code, problem.severity) == ("invariant_3", "fault")
    assert "R27, paragraph 35" in problem.sentence
    assert "Elin Ŵyn" in problem.sentence
    assert invariants.alternates_apart(replace(WITH_ALTERNATE, decided_on=date(2026, 4, 30)), COMPANY) == []


def test_a_fact_that_became_known_later_is_a_warning() -> None:
    (problem,) = invariants.alternates_apart(replace(WITH_ALTERNATE, reevaluate=True), COMPANY)
    assert problem.severity == "warning"


def test_no_vocabulary_has_a_word_for_a_sanction() -> None:
    """Invariant 5 holds because the codes of what the PMA may decide, view or advise name no sanction."""
    codes_of = {
        name: [member.value for member in each]
        for name, each in vars(vocabulary).items()
        if isinstance(each, type) and issubclass(each, enum.StrEnum) and each is not enum.StrEnum
    }
    assert len(codes_of) > 20
    assert invariants.sanctions_among(codes_of) == []
    assert invariants.sanctions_among({"view": ["meets", "sanctioned", "penalty_charge"]}) == [
        "view.sanctioned",
        "view.penalty_charge",
    ]


CLEARED = PassageFact(number=1, disposition="publish", ground=None, necessity=True, summarised=False)
WITHHELD = PassageFact(number=2, disposition="withhold", ground="security", necessity=False, summarised=False)
RELEASED = ExtractFact(
    reference="EXT-2026-0001/1",
    state="released",
    decision_state="recorded",
    decision_asks="publish",
    passages=(CLEARED, WITHHELD),
    releases=(ReleaseFact(pdf_sha256="a", workbook_sha256="b", withheld_texts=1, places=True),),
    issued=frozenset({"a", "b"}),
)


def test_a_sound_release() -> None:
    assert invariants.released_extract(RELEASED) == []
    assert invariants.released_extract(replace(RELEASED, state="drafting", passages=(), releases=())) == []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RELEASED, passages=(replace(CLEARED, necessity=False), WITHHELD)),
        replace(RELEASED, passages=(CLEARED, replace(WITHHELD, ground=None))),
        replace(RELEASED, passages=(replace(CLEARED, disposition="undecided"), WITHHELD)),
        replace(RELEASED, passages=(replace(CLEARED, disposition="rubbish"), WITHHELD)),
        replace(RELEASED, decision_state=None),
        replace(RELEASED, decision_state="purported"),
        replace(RELEASED, decision_asks="withhold_entirely"),
        replace(RELEASED, releases=()),
        replace(RELEASED, issued=frozenset({"a"})),
        replace(RELEASED, releases=(replace(RELEASED.releases[0], places=False),)),
        replace(RELEASED, releases=(replace(RELEASED.releases[0], withheld_texts=0),)),
    ],
)
@pytest.mark.parametrize("state", ["released", "corrected", "recalled"])
def test_a_release_that_is_not(wrong: ExtractFact, state: str) -> None:
    assert codes(invariants.released_extract(replace(wrong, state=state))) == {("invariant_6", "fault")}


VERIFIED = MilestoneFact(
    reference="PLAN-2026-0009/M1",
    state="verified",
    baseline_due="2026-09-30",
    first_baseline="2026-09-30",
    owner="P-1",
    owner_words="Wren Valley Power, Operations",
    participant="O-1",
    verifier="P-2",
    verified_on=date(2026, 10, 2),
    evidence=1,
)


STRANGERS = Company(employments=(), affiliations=(), terms=(), names={"P-2": "C. Vale"})


def test_milestones() -> None:
    assert invariants.milestone(VERIFIED, STRANGERS) == []
    moved = replace(VERIFIED, baseline_due="2026-10-30")
    assert codes(invariants.milestone(moved, STRANGERS)) == {("invariant_7", "fault")}
    for wrong in (
        replace(VERIFIED, evidence=0),
        replace(VERIFIED, verifier=None),
        replace(VERIFIED, verifier="P-1"),
        replace(VERIFIED, owner_words="C. Vale, Operations"),
    ):
        assert codes(invariants.milestone(wrong, STRANGERS)) == {("invariant_8", "fault")}
        assert codes(invariants.milestone(replace(wrong, irregular=True), STRANGERS)) == {("invariant_8", "warning")}
        assert invariants.milestone(replace(wrong, state="in_progress"), STRANGERS) == []


def test_a_verifier_who_turns_out_to_work_for_the_participant_is_a_warning() -> None:
    works = Employment(person="P-2", organisation="O-1", first_day=date(2026, 1, 1), last_day=None)
    known = replace(STRANGERS, employments=(works,))
    assert codes(invariants.milestone(VERIFIED, known)) == {("invariant_8", "warning")}
    assert invariants.milestone(replace(VERIFIED, verified_on=date(2025, 10, 2)), known) == []


def test_advice_and_plan_versions() -> None:
    issued = AdviceFact(
        reference="ADV-2026-0005/1.0", state="issued", decision_state="recorded", issued_on=True, issued_documents=1
    )
    assert invariants.advice(issued) == []
    for wrong in (
        replace(issued, decision_state=None),
        replace(issued, decision_state="purported"),
        replace(issued, issued_on=False),
        replace(issued, issued_documents=0),
    ):
        assert codes(invariants.advice(wrong)) == {("invariant_10", "fault")}
        assert invariants.advice(replace(wrong, state="draft")) == []
    frozen = PlanVersionFact(reference="PLAN-2026-0009/1", state="frozen", frozen="f", content="f")
    assert invariants.plan_version(frozen) == []
    for altered in (replace(frozen, content="g"), replace(frozen, content=None), replace(frozen, frozen=None)):
        assert codes(invariants.plan_version(altered)) == {("invariant_10", "fault")}
        assert invariants.plan_version(replace(altered, state="draft")) == []


def test_nothing_is_deleted() -> None:
    assert invariants.nothing_deleted(["insert", "update", "insert"]) == []
    assert codes(invariants.nothing_deleted(["insert", "delete"])) == {("invariant_12", "fault")}


def test_irregular_facts_are_listed_while_they_are_open() -> None:
    fact = IrregularityFact(
        reference="DEC-2026-0031",
        table="decision",
        rule="R30",
        paragraph="35",
        sentence="Three members count and four are needed.",
        settled=False,
    )
    (problem,) = invariants.irregularity(fact)
    assert (problem.code, problem.severity, problem.table) == ("irregular", "warning", "decision")
    assert problem.sentence.endswith("Three members count and four are needed (R30, paragraph 35).")
    assert invariants.irregularity(replace(fact, settled=True)) == []
    assert codes(invariants.irregularity(replace(fact, rule="R91"))) == {("invariant_13", "fault")}
