"""The suspension tab of a case: what is suspended and why, its scopes, calls, notices, appeals, CRL instructions."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from pma_assure.rules import vocabulary as v
from pma_assure.rules.certificates import serial_in_octets
from pma_assure.rules.notices import signed
from pma_assure.rules.wording import count, instant, short_day, short_instant
from pma_assure.values.case_page import CasePage
from pma_assure.values.emergency_page import CrlLine, NoticeLine, SuspensionView
from ui.desktop.line_deeds import about_row
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.pieces import Badge, button, column, held, notice, row, rule, words
from ui.desktop.screen import Guide, about_menu
from ui.desktop.spoken import said, tone_of

NOT_IN_EFFECT_YET = (v.SuspensionState.CONSIDERED, v.SuspensionState.ORDERED, v.SuspensionState.INSTRUCTED)
WRITTEN = (
    ("How it threatens the SMKI Service", "effect_on_service"),
    ("Reasons", "reasons"),
    ("No dialogue with the participant, because", "no_dialogue_because"),
    ("Why it is proportionate", "proportionality"),
    ("Impact on the participant's obligations", "impact"),
)


def suspensions(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    parts: list[QWidget] = []
    for one in page.suspensions:
        if parts:
            parts.append(rule())
        parts += _suspension(one, guide)
    alone = [
        one for one in page.crl if one.reference not in {each.reference for s in page.suspensions for each in s.crl}
    ]
    if alone:
        parts += [words("CRL instructions", "heading"), _crl(alone, page.reference, guide)]
    if not parts:
        parts.append(words("Nothing was suspended in this case, and no certificate was put on the CRL.", "soft"))
    return parts


def _suspension(one: SuspensionView, guide: Guide) -> list[QWidget]:
    parts: list[QWidget] = [_head(one, guide), *_standing(one, guide)]
    parts += [words("Scope", "heading"), _scopes(one)]
    parts += [words("Notices", "heading"), *_notices(one, guide)]
    for title, name in WRITTEN:
        text = getattr(one, name).strip()
        if text:
            parts += [words(title, "heading"), words(text, select=True)]
    if one.calls:
        parts += [words("Calls", "heading"), _calls(one)]
    if one.appeals:
        parts += [words("Appeals to the Authority", "heading"), *_appeals(one, guide)]
    if one.crl:
        parts += [words("CRL instructions", "heading"), _crl(list(one.crl), one.reference, guide)]
    return parts


def _head(one: SuspensionView, guide: Guide) -> QWidget:
    said_of = [one.reference, said(v.SuspensionTarget, one.target), one.organisation_name]
    said_of += [f"review {short_day(one.review_on)}"] if one.review_on and one.lifted_at is None else []
    more = button("Do", lambda: None, name=f"What can be done to {one.reference}")
    more.setMenu(about_menu(one.reference, guide, more))
    go_on = button("Go on with the night…", lambda: guide.form("suspension.go_on", {"suspension": one.reference}))
    head = row(
        column(words(one.title, "heading"), words(" · ".join(said_of), "soft"), gap=2),
        *([go_on] if one.state in NOT_IN_EFFECT_YET else []),
        *([Badge("Purported, not valid", "late")] if one.purported else []),
        Badge(said(v.SuspensionState, one.state), tone_of(v.SuspensionState, one.state)),
        more,
    )
    head.setStretch(0, 1)
    return held(head)


def _standing(one: SuspensionView, guide: Guide) -> list[QWidget]:
    """Why it is not valid where it is not; its grounds, its times in order, how long it lasted, what is missing."""
    parts: list[QWidget] = []
    if one.purported:
        counted = "" if one.quorum_count is None else f" {count(one.quorum_count, 'member')} counted of"
        counted += "" if one.quorum_needed is None else f" {one.quorum_needed} needed."
        sentences = [f"Kept as purported: nothing rests on it until a quorate meeting has decided on it.{counted}"]
        if one.could_make_quorum:
            names = "; ".join(
                f"{each.name} {each.place}{' (called, not reached)' if each.not_reached else ''}"
                for each in one.could_make_quorum
            )
            sentences.append(f"Who else could make the quorum: {names}.")
        parts.append(notice("late", sentences))
    if one.grounds:
        parts.append(words(f"{one.grounds[:1].upper()}{one.grounds[1:]}", "strong"))
    times = [
        f"{name} {_time(at)}"
        for name, at in (
            ("considered", one.considered_at),
            ("ordered", one.ordered_at),
            ("DCC instructed", one.instructed_at),
            ("effective", one.effective_at),
            ("lifted", one.lifted_at),
        )
        if at is not None
    ]
    parts.append(words(" · ".join(times), select=True))
    lasted = [f"in full {one.full_duration}"] if one.full_duration else []
    lasted += [f"in part {one.partial_duration}"] if one.partial_duration else []
    by = [f"by {one.decision}"] if one.decision else []
    by += [f"lifted by {one.lift_decision}"] if one.lift_decision else []
    if lasted or by:
        parts.append(words(" · ".join([*lasted, *by]), "soft"))
    if one.missing:
        write = button("Write it down…", lambda: guide.form("suspension.give_reasons", {"suspension": one.reference}))
        parts.append(
            notice("attention", [f"Still to be written down: {'; '.join(what for _, what in one.missing)}."], write)
        )
    return parts


def _time(at: datetime | None) -> str:
    return "—" if at is None else instant(at)


def _scopes(one: SuspensionView) -> QWidget:
    if not one.scopes:
        proposed = ", ".join(one.proposed_services)
        return words(f"Put to the members: {proposed}." if proposed else "No scope is entered yet.", "soft")
    rows = [
        [
            str(scope.number),
            said(v.ScopeChange, scope.change),
            _time(scope.from_at),
            ", ".join(scope.services) or "nothing",
            scope.appeal or scope.decision or "—",
            scope.reason or "—",
        ]
        for scope in one.scopes
    ]
    titles = ("", "Change", "From", "Suspended", "By", "Reason")
    return PageTable(f"Scopes of {one.reference}", titles, rows, (4, 14, 22, 34, 16, 26))


def _notices(one: SuspensionView, guide: Guide) -> list[QWidget]:
    if not one.notices:
        return [words("None is owed before the order.", "soft")]
    rows: list[list[str | Badged]] = [_notice(each) for each in one.notices]
    titles = ("Notice", "To", "Of", "State", "Sent", "Margin", "Reason")
    table = PageTable(f"Notices of {one.reference}", titles, rows, (7, 14, 14, 25, 17, 12, 18))
    return [table, about_row(table, [each.reference for each in one.notices], guide)]


def _notice(each: NoticeLine) -> list[str | Badged]:
    why = each.late_reason or each.state_reason
    if each.owes_reason:
        why = f"owed: why it was not {each.test} before"
    margin: str | Badged = "—"
    if each.margin_minutes is not None:
        margin = Badged(signed(each.margin_minutes), "good" if each.prior else "attention")
    until = f"until {short_day(each.review_on)}" if each.review_on else ""
    return [
        each.reference.rpartition("/")[2],
        said(v.NoticeTo, each.addressee),
        said(v.ScopeChange, each.change),
        Badged(said(v.NoticeState, each.state), tone_of(v.NoticeState, each.state), until),
        "—" if each.sent_at is None else f"{short_instant(each.sent_at)}, {each.channel}",
        margin,
        why or "—",
    ]


def _calls(one: SuspensionView) -> QWidget:
    rows: list[list[str | Badged]] = [
        [
            instant(call.at),
            call.whom,
            Badged("reached", "good") if call.reached else Badged("not reached", "attention"),
            "dialogue" if call.dialogue else "—",
            call.said or "—",
        ]
        for call in one.calls
    ]
    return PageTable(f"Calls of {one.reference}", ("At", "Whom", "", "", "Said"), rows, (22, 24, 12, 10, 32))


def _appeals(one: SuspensionView, guide: Guide) -> list[QWidget]:
    rows: list[list[str | Badged]] = [
        [
            each.reference.rpartition("/")[2],
            short_day(each.lodged_on),
            "—" if each.heard_on is None else short_day(each.heard_on),
            Badged(said(v.AppealState, each.state), tone_of(v.AppealState, each.state)),
            each.outcome or each.grounds,
            ", ".join(f"scope {number}" for number in each.led_to) or "—",
        ]
        for each in one.appeals
    ]
    titles = ("Appeal", "Lodged", "Heard", "Outcome, as reported", "In words", "Led to")
    table = PageTable(f"Appeals against {one.reference}", titles, rows, (8, 12, 12, 22, 36, 10))
    return [table, about_row(table, [each.reference for each in one.appeals], guide)]


def _crl(lines: list[CrlLine], of: str, guide: Guide) -> QWidget:
    rows: list[list[str | Badged]] = [
        [
            each.reference,
            Badged(said(v.CrlState, each.state), tone_of(v.CrlState, each.state)),
            "; ".join(f"{one.issuer} {serial_in_octets(one.serial)}" for one in each.certificates) or "none yet",
            _time(each.issued_at),
            "—" if each.minutes is None else f"{_time(each.confirmed_at)}, {each.minutes} min later",
        ]
        for each in lines
    ]
    titles = ("Instruction", "State", "Certificates", "Issued", "Confirmed by the DCC")
    table = PageTable(f"CRL instructions of {of}", titles, rows, (16, 16, 36, 22, 28))
    return held(column(table, about_row(table, [each.reference for each in lines], guide)))
