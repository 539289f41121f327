"""When a document of the set is to be reviewed, and what the Compliance Policy has to set out (R04, R46, R54).

Everything is a function of values; the day is an argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.calendar import add_months
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import PolicyPart, PolicyPresence, ReviewRecommendation
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day

LONGEST_INTERVAL = 120
"""Months. A review that comes once in more than ten years is none "from time to time" (paragraph 16)."""


# --- when (R04) ------------------------------------------------------------------------------------------------------


def check_interval(months: int) -> None:
    """Refuse an interval that is none."""
    if not 1 <= months <= LONGEST_INTERVAL:
        raise Refused(
            f"Give a number of months from 1 to {LONGEST_INTERVAL}: the PMA reviews the documents from time to time.",
            rule="R04",
            paragraph=paragraph("R04"),
            field="months",
        )


def next_due(*, months: int | None, last_done: date | None, in_force_since: date | None) -> date | None:
    """The day by which the document is next reviewed (6.4 h); None: undated, never "on time" (6.4 l).

    Counted from the last review that was done; before the first one, from the day the document first took effect.
    """
    since = last_done or in_force_since
    return None if months is None or since is None else add_months(since, months)


def elapsed_since(incorporated_on: date | None, as_of: date) -> int | None:
    """Days since a document became part of the Code: "as soon as reasonably practicable" has no day (R54; 6.4 k)."""
    return None if incorporated_on is None or incorporated_on > as_of else (as_of - incorporated_on).days


def check_record(*, findings: str, recommendation: ReviewRecommendation, actions: str) -> None:
    """Refuse a review that says nothing of the document, or recommends what nobody is to do."""
    if not findings.strip():
        raise Refused(
            "Say whether the document is effective, and whether it still contributes to the SEC's objectives.",
            rule="R04",
            paragraph=paragraph("R04"),
            field="findings",
        )
    if recommendation != ReviewRecommendation.NO_CHANGE and not actions.strip():
        raise Refused(
            f"The review recommends “{label(recommendation)}”: say what is to be done.",
            rule="R04",
            paragraph=paragraph("R04"),
            field="actions",
        )


# --- the Compliance Policy (R46) -------------------------------------------------------------------------------------

_COMPLETE = (PolicyPresence.SET_OUT, PolicyPresence.NOT_NEEDED)
MAY_BE_LEFT_OUT = (PolicyPart.SUBSCRIBER_RULES,)
"""Paragraph 55 has rules for Subscribers "if any"; the other three parts are always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLack:
    """A part that a version does not set out: ``presence`` None: nobody has looked."""

    part: PolicyPart
    presence: PolicyPresence | None

    @property
    def sentence(self) -> str:
        """ "What the DCC must do: missing", "...: not looked at yet"."""
        said = "not looked at yet" if self.presence is None else label(self.presence).lower()
        return f"{label(self.part)}: {said}"


def check_part(part: PolicyPart, presence: PolicyPresence, *, clause: str, note: str) -> None:
    """Refuse a judgement that says too little, or calls a part not needed that paragraph 55 always wants."""
    if presence == PolicyPresence.NOT_NEEDED and part not in MAY_BE_LEFT_OUT:
        raise Refused(
            f"“{label(part)}” is always needed; only rules for Subscribers may be left out.",
            rule="R46",
            paragraph=paragraph("R46"),
            field="parts",
        )
    if presence in (PolicyPresence.SET_OUT, PolicyPresence.IN_PART) and not clause.strip():
        raise Refused(
            f"“{label(part)}”: name the clause that sets it out.", rule="R46", paragraph=paragraph("R46"), field="parts"
        )
    if presence in (PolicyPresence.IN_PART, PolicyPresence.NOT_NEEDED) and not note.strip():
        wants = "what it lacks" if presence == PolicyPresence.IN_PART else "why no rule for Subscribers is needed"
        raise Refused(f"“{label(part)}”: say {wants}.", rule="R46", paragraph=paragraph("R46"), field="parts")


def lacking(checked: Mapping[PolicyPart, PolicyPresence]) -> tuple[PolicyLack, ...]:
    """What a version of the Compliance Policy lacks of its four parts, in their order; nobody looked: that too."""
    return tuple(
        PolicyLack(part=part, presence=checked.get(part)) for part in PolicyPart if checked.get(part) not in _COMPLETE
    )


def say_lacking(version: str, lacks: tuple[PolicyLack, ...]) -> str:
    """What is noted where an assessment is planned under such a version; "" where it lacks nothing."""
    known = [lack for lack in lacks if lack.presence is not None]
    if not known:
        return ""
    return (
        f"Version {version} of the Compliance Policy lacks {count(len(known), 'part')} of four (R46, paragraph"
        f" {paragraph('R46')}): {'; '.join(lack.sentence for lack in known)}."
    )


def say_due(due: date | None, months: int | None) -> str:
    """The next review in words: "by 1 March 2027, every 12 months", "no interval chosen"."""
    if months is None:
        return "no interval chosen"
    every = f"every {count(months, 'month')}"
    return f"undated: it is not in force yet; {every}" if due is None else f"by {say_day(due)}, {every}"
