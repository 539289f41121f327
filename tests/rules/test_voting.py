"""Votes: the rows of domain.md 6.2, and votes by people who have none."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.quorum import decide
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import DecisionResult
from pma_assure.rules.voting import Ballot, tally
from tests.rules import pma
from tests.rules.pma import ask, attends, sits

MEMBERS = ("P-LS-A", "P-LS-B", "P-SS", "P-NW", "P-SSC", "P-TSC")
QUORUM = decide(ask(*(sits(seat) for seat in pma.HOLDERS), attends(pma.SPECIALIST)))


def votes(votes_for: int, against: int, abstain: int = 0, chair: str | None = None) -> list[Ballot]:
    casts = ["for"] * votes_for + ["against"] * against + ["abstain"] * abstain
    cast = [Ballot(person, each) for person, each in zip(MEMBERS, casts, strict=False)]
    return cast + ([Ballot("P-CH", chair, casting=True)] if chair else [])


@pytest.mark.parametrize(
    ("ballots", "result", "sentence"),
    [
        (votes(4, 2), DecisionResult.CARRIED, "Carried: 4 for, 2 against."),
        (votes(3, 3, chair="for"), DecisionResult.CARRIED_ON_CASTING_VOTE,
         "Carried on casting vote: 3 for, 3 against; the Chair cast for."),
        (votes(2, 2, 2, "against"), DecisionResult.LOST_ON_CASTING_VOTE,
         "Lost on casting vote: 2 for, 2 against, 2 abstained; the Chair cast against."),
        (votes(1, 0, 2), DecisionResult.CARRIED, "Carried by one vote: 1 for, 0 against, 2 abstained."),
        (votes(2, 3), DecisionResult.LOST, "Lost by one vote: 2 for, 3 against."),
    ],
)  # fmt: skip
def test_worked_examples(ballots: list[Ballot], result: DecisionResult, sentence: str) -> None:
    answer = tally(ballots, quorum=QUORUM)
    assert (answer.result, answer.sentence, answer.irregular) == (result, sentence, ())


def test_tie_without_casting_vote_stays_tied() -> None:
    for ballots in (votes(3, 3), votes(2, 2, chair="abstain")):
        answer = tally(ballots, quorum=QUORUM)
        assert (answer.result, answer.tied, answer.casting) == (DecisionResult.TIED, True, None)


@pytest.mark.parametrize("casting", [True, False])
def test_chair_without_a_tie_is_irregular_and_not_counted(casting: bool) -> None:
    answer = tally([*votes(4, 2), Ballot("P-CH", "against", casting)], quorum=QUORUM)
    assert (answer.votes_for, answer.votes_against, answer.casting) == (4, 2, None)
    assert answer.result is DecisionResult.CARRIED
    assert [(each.rule, each.paragraph) for each in answer.irregular] == [("R16", "17, 29")]


@pytest.mark.parametrize(
    ("ballot", "rule"),
    [
        (Ballot(pma.SPECIALIST, "for"), "R17"),
        (Ballot("P-NOBODY", "against"), "R30"),
        (Ballot("P-TSC", "for", casting=True), "R16"),
    ],
)
def test_a_vote_without_a_vote_is_kept_and_not_counted(ballot: Ballot, rule: str) -> None:
    answer = tally([*votes(2, 2), ballot], quorum=QUORUM)
    assert (answer.votes_for, answer.votes_against, answer.result) == (2, 2, DecisionResult.TIED)
    assert [each.rule for each in answer.irregular] == [rule]


def test_excused_member_who_votes_is_irregular() -> None:
    quorum = decide(ask(*(sits(seat) for seat in pma.HOLDERS), excused=frozenset({"P-LS-A"})))
    answer = tally(votes(2, 1), quorum=quorum)
    assert (answer.votes_for, answer.votes_against) == (1, 1)
    assert [each.rule for each in answer.irregular] == ["R29"]


@pytest.mark.parametrize("ballots", [[], votes(0, 0, 3), [Ballot("P-CH", "for", casting=True)]])
def test_no_vote_cast_is_refused(ballots: list[Ballot]) -> None:
    with pytest.raises(Refused, match="for or against"):
        tally(ballots, quorum=QUORUM)


@pytest.mark.parametrize("ballots", [[], votes(0, 0, 3), [Ballot("P-CH", "for", casting=True)]])
def test_where_it_happened_no_vote_that_counts_carries_nothing(ballots: list[Ballot]) -> None:
    answer = tally(ballots, quorum=decide(ask()), even_if_none_counts=True)
    assert (answer.result, answer.votes_for, answer.votes_against) == (DecisionResult.TIED, 0, 0)
    assert answer.sentence.startswith("No vote that was cast for or against counts")


def test_voting_twice_is_refused() -> None:
    with pytest.raises(Refused, match="voting twice"):
        tally([Ballot("P-SS", "for"), Ballot("P-SS", "against")], quorum=QUORUM)


def test_order_of_ballots_does_not_matter() -> None:
    ballots = [*votes(2, 1), Ballot("P-CH", "for", casting=True), Ballot(pma.SPECIALIST, "against")]
    answers = {repr(tally(order, quorum=QUORUM)) for order in permutations(ballots)}
    assert len(answers) == 1


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from((None, "for", "against", "abstain")))
def test_majority_and_casting_vote(votes_for: int, against: int, chair: str | None) -> None:
    if votes_for + against > 6 or votes_for + against == 0:
        return
    answer = tally(votes(votes_for, against, chair=chair), quorum=QUORUM)
    assert (answer.votes_for, answer.votes_against) == (votes_for, against)
    assert answer.tied == (votes_for == against)
    assert (answer.casting is not None) == (answer.tied and chair in ("for", "against"))
    carried = (DecisionResult.CARRIED, DecisionResult.CARRIED_ON_CASTING_VOTE)
    assert (answer.result in carried) == (votes_for > against or answer.casting == "for")
