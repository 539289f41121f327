"""The item in hand: what changed since, the motion as it is put, the reasons, and the decision."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtWidgets import QWidget

from pma_assure.rules.vocabulary import (
    Asked,
    DecisionManner,
    DecisionResult,
    DecisionState,
    ItemState,
    MeetingState,
    VoteCast,
)
from pma_assure.rules.wording import short_day
from pma_assure.values.documents import Changed
from pma_assure.values.meeting_page import DecisionView, ItemView, MeetingPage
from pma_assure.values.readiness import Missing
from ui.desktop.meeting_vote import VotePanel, VoteState
from ui.desktop.pieces import Badge, Card, button, column, held, marked, notice, rich, row, words
from ui.desktop.screen import Guide, next_buttons
from ui.desktop.spoken import said, tone_of
from ui.desktop.typed_days import show_instant


def item_parts(page: MeetingPage, item: ItemView, votes: VoteState, guide: Guide) -> list[QWidget]:
    about = [one for one in (item.case, item.organisation, item.subject_title or item.subject) if one]
    if item.asks != Asked.OTHER.value:
        about.append(said(Asked, item.asks).lower())
    if item.circulated_on is not None:
        late = ", late" if item.late_paper else ""
        since = ", changed since" if item.changed_since_circulated else ", unchanged since"
        about.append(f"circulated {short_day(item.circulated_on)}{late}{since}")
    offered = [one for one in item.actions if one.deed != "decision.record"]
    parts: list[QWidget] = [
        words(f"{item.number}  {item.title}", "title"),
        words(" · ".join(about), "soft", select=True),
    ]
    if offered:
        line = row(next_buttons(offered, guide, most=3))
        line.addStretch(1)
        parts.append(held(line))
    parts += [_missing(one, guide) for one in item.missing]
    if item.late_paper:
        parts.append(
            notice("attention", [f"The paper was circulated late: papers were due on {short_day(page.papers_due)}."])
        )
    if item.against_organisation and item.organisation:
        parts.append(words(f"Action against {item.organisation} is considered; its people are excused.", "soft"))
    elif item.not_against_because:
        not_against = f"Not held to be action against {item.organisation}, because {item.not_against_because}"
        parts.append(words(f"{not_against.rstrip('. ')}.", "soft", select=True))
    if item.changes:
        parts += [words("What changed since the paper before", "heading"), changes_card(item.changes)]
    parts += [_heading("Motion", "as amended" if _amended(item) else ""), _motion(item)]
    if item.reasons:
        parts += [words("Reasons, and why this is proportionate", "heading"), _boxed(item.reasons)]
    parts.append(words("Decision", "heading"))
    if item.decision is not None:
        parts += decision_parts(item.decision)
    elif item.state == ItemState.UNDER_DISCUSSION:
        parts.append(VotePanel(item, votes, guide))
    else:
        parts.append(words(_why_not(page, item), "soft"))
    return parts


def _missing(one: Missing, guide: Guide) -> QWidget:
    """What the case lacks before the members are asked, and the way there."""
    there = button("Go there", partial(guide.go, one.reference), kind="link", name=f"Go to {one.reference}")
    return notice("attention", [f"Not ready: {one.sentence}"], there)


def _why_not(page: MeetingPage, item: ItemView) -> str:
    if item.state in (ItemState.NOTED, ItemState.DEFERRED, ItemState.WITHDRAWN):
        return f"None: the item was {said(ItemState, item.state).lower()}."
    if page.state == MeetingState.IN_SESSION:
        return "None yet: take the item first."
    return f"None yet: the meeting is {said(MeetingState, page.state).lower()}."


def _amended(item: ItemView) -> bool:
    return bool(item.motion_as_first_put) and item.motion_as_first_put != item.motion


def _heading(text: str, soft: str) -> QWidget:
    line = row(words(text, "heading", wrap=False), words(soft, "soft", wrap=False), gap=6)
    line.addStretch(1)
    return held(line)


def _motion(item: ItemView) -> QWidget:
    if not item.motion:
        return words("No motion has been put.", "soft")
    if _amended(item):
        label = rich(marked(item.motion_as_first_put, item.motion))
        return Card(column(label, margins=(12, 10, 12, 10)), name="Motion as amended")
    return _boxed(item.motion)


def _boxed(text: str) -> QWidget:
    return Card(column(words(text, select=True), margins=(12, 10, 12, 10)))


def changes_card(changes: tuple[Changed, ...]) -> QWidget:
    lines = []
    for change in changes:
        lines.append(rich(f"<b>{escape(change.where)}</b><br>{marked(change.before, change.after)}"))
    return Card(column(*lines, margins=(12, 10, 12, 10), gap=8), name="What changed")


def decision_parts(decision: DecisionView) -> list[QWidget]:
    result = Badge(said(DecisionResult, decision.result), tone_of(DecisionResult, decision.result))
    badges: list[QWidget] = [result]
    if decision.state != DecisionState.RECORDED:
        badges.append(Badge(said(DecisionState, decision.state), tone_of(DecisionState, decision.state)))
    line = row(*badges)
    line.addStretch(1)
    asked = "" if decision.asks == Asked.OTHER else f"{said(Asked, decision.asks)}. "
    how = f"{asked}{said(DecisionManner, decision.manner)}"
    if decision.manner == DecisionManner.VOTE:
        how += f": {decision.votes_for} for, {decision.votes_against} against, {decision.abstentions} abstained"
        how += f"; the Chair cast {said(VoteCast, decision.casting).lower()}" if decision.casting else ""
    counted = f"{decision.quorum_count} counted, {decision.quorum_needed} needed"
    parts: list[QWidget] = [
        held(line),
        words(f"{decision.reference} · {show_instant(decision.decided_at)} · {counted}", "soft", select=True),
        words(f"{how}.", select=True),
    ]
    if decision.votes:
        votes = "; ".join(f"{name} ({seat}) {said(VoteCast, cast).lower()}" for name, seat, cast in decision.votes)
        parts.append(words(f"{votes}.", "soft"))
    if decision.dissent:
        parts.append(words(f"Dissent: {decision.dissent}", select=True))
    if decision.reevaluate:
        parts.append(
            notice(
                "attention", ["Re-evaluate: facts recorded later would change who counted. The decision itself stands."]
            )
        )
    if decision.changed_since:
        parts += [
            notice("attention", ["What was decided on has changed since the decision."]),
            changes_card(decision.changed_since),
        ]
    parts.append(words(f"Fingerprint of what was decided on: {_grouped(decision.fingerprint)}", "soft", select=True))
    return parts


def _grouped(fingerprint: str) -> str:
    """In eights: words of 64 letters cannot be wrapped, and would push the whole column out of sight."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
