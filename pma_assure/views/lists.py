"""Plain lists: ids in order, pages of rows as they scroll into view, and the items of ``list KIND`` for scripts.

Filtering and sorting are SQL on the columns of ``views.list_kinds``; only duties, which are computed and not kept, are
filtered here.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, AssessmentText
from pma_assure.records.cases import BreachConsideration, BreachText, Case, CaseText, Finding, FindingText
from pma_assure.records.emergency import Suspension, SuspensionText
from pma_assure.records.fieldwork import FieldLine, FieldLineText
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.records.organisations import GroupAffiliation, Organisation
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion
from pma_assure.records.people import CapacityHeld
from pma_assure.records.plans import Milestone, MilestoneText
from pma_assure.register.ordered_keys import keys_by, keys_by_reference, keys_of
from pma_assure.register.register import Register
from pma_assure.rules.references import by_number
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.trail_words import WITHOUT_A_FORM, deed_in_words
from pma_assure.rules.vocabulary import PlanState
from pma_assure.rules.wording import count
from pma_assure.values.duties import Duty
from pma_assure.values.screens import ListColumn, ListRow
from pma_assure.views import clocks, duties, finding_clocks, record_corrective
from pma_assure.views.in_words import as_code, as_words
from pma_assure.views.list_kind import ListKind, typed
from pma_assure.views.list_kinds import KINDS

DUTIES = "duties"
LIST_KINDS = (*KINDS, DUTIES)
USUAL = ("reference", "title", "state", "organisation", "case", "due", "days_overdue")
"""What every item has, null where it means nothing (design.md 5)."""
IN_ITS_OWN_ORDER = ("audit",)
SOON = timedelta(days=7)
PAGE = 500
"""How many keys one statement names."""
DUTY_COLUMNS = (
    ("due", "Due", 26),
    ("who", "Who", 22),
    ("what", "What must happen", 60),
    ("reference", "Reference", 18),
    ("organisation", "Organisation", 26),
    ("rule", "Rule", 6),
    ("paragraph", "Paragraph", 9),
)


def columns(kind: str) -> tuple[ListColumn, ...]:
    """The columns people see, left to right."""
    shown = DUTY_COLUMNS if kind == DUTIES else _kind(kind, date.min).shown
    return tuple(ListColumn(key=key, title=title, width=width) for key, title, width in shown)


def ids(
    register: Register,
    as_of: date,
    kind: str,
    *,
    words: str,
    sort: str,
    descending: bool,
    titles: Mapping[str, str] | None = None,
) -> list[str]:
    """The keys of all rows that have every word, in order. ``sort`` is the key of a column, "" for the usual order.

    ``titles`` says each deed as its button does, here as in :func:`rows` and :func:`every_row`.
    """
    if kind == DUTIES:
        return list(_sorted_duties(register, as_of, words, sort, descending))
    described = _kind(kind, as_of, titles)
    by = sort or described.order
    if by not in described.fields:
        raise Refused(f"{kind.capitalize()} cannot be sorted by {by}.", field="sort")
    having = [described.having(word) for word in typed(words)]
    statement = described.joined(select(described.key)).where(*described.criteria, *having)
    reference = described.fields["reference"]
    with register.reading() as session:
        if by == described.order and by != "reference":
            return keys_of(session, statement.order_by(*_order(described, by, descending)))
        if not _has_an_index(reference):
            usual = None if described.order != "reference" else reference
            statement = statement.order_by(*_order(described, described.order, descending=False))
            return keys_by(session, statement, described.sorted_by(by), usual, descending=descending)
        statement = statement.order_by(*_order(described, "reference", descending=False))
        if by == "reference":
            return keys_by_reference(session, statement, reference, descending=descending)
        return keys_by(session, statement, described.sorted_by(by), reference, descending=descending)


def _has_an_index(reference: Any) -> bool:
    """Whether the rows stand in the order of their references already: some kinds take theirs from elsewhere."""
    return bool(getattr(reference, "unique", False))


def _order(described: ListKind, by: str, descending: bool) -> list[Any]:
    """What a list is ordered by: the column, then the reference."""
    column = described.sorted_by(by)
    reference = described.fields["reference"]
    order = [column.desc() if descending else column.asc()] if by != "reference" else []
    if order:
        order.insert(0, column.is_(None))  # what is not known stands last, whichever way the list is sorted
    return [*order, reference.desc() if descending and by == "reference" else reference.asc(), described.key.asc()]


def rows(
    register: Register, as_of: date, kind: str, ids: Sequence[str], *, titles: Mapping[str, str] | None = None
) -> list[ListRow]:
    """One page, in the order of ``ids``; a row that is no longer there is left out."""
    if kind == DUTIES:
        owed = _duties_by_id(register, as_of)
        return [_duty_row(key, owed[key]) for key in ids if key in owed]
    described = _kind(kind, as_of, titles)
    names = _names_shown(described)
    found: dict[str, dict[str, Any]] = {}
    with register.reading() as session:
        for start in range(0, len(ids), PAGE):
            page = [UUID(key) for key in ids[start : start + PAGE]]
            for item in _select(session, described, names, described.key.in_(page)):
                found[item["id"].hex] = item
        _settle_due(session, as_of, kind, list(found.values()))
    return [_row(described, found[key], as_of) for key in ids if key in found]


def every_row(register: Register, as_of: date, kind: str, *, titles: Mapping[str, str] | None = None) -> list[ListRow]:
    """The whole list in its usual order, read at once: for a reader without a window to scroll."""
    if kind == DUTIES:
        return [_duty_row(key, duty) for key, duty in _duties_by_id(register, as_of).items()]
    described = _kind(kind, as_of, titles)
    order = _order(described, described.order, descending=False)
    with register.reading() as session:
        found = _select(session, described, _names_shown(described), and_(True, *described.criteria), *order)
        _settle_due(session, as_of, kind, found)
    if described.order == "reference":
        found.sort(key=_place)
    return [_row(described, item, as_of) for item in found]


def _names_shown(described: ListKind) -> list[str]:
    names = list(dict.fromkeys(("reference", *(key for key, _, _ in described.shown))))
    if "due" in described.fields and "state" not in names:
        names.append("state")
    return names


def _row(described: ListKind, item: dict[str, Any], as_of: date) -> ListRow:
    return ListRow(
        id=item["id"].hex,
        reference=item["reference"] or "",
        cells=tuple(_in_words(described, column, item[column]) for column, _, _ in described.shown),
        tone=_tone(item, as_of),
    )


def _in_words(described: ListKind, column: str, value: Any) -> str:
    said = described.spoken.get(column, {}).get(value) if isinstance(value, str) else None
    if said is None and column == described.deeds:
        return deed_in_words(value)  # of a newer program
    return as_words(value) if said is None else said


def items(register: Register, as_of: date, kind: str) -> list[dict[str, object]]:
    """The JSON items of ``list KIND``: codes, ISO days, null where nothing is; sorted by reference.

    Only the audit trail is sorted by number: its entries are a chain, and many of them share a reference.
    """
    if kind == DUTIES:
        return _duty_items(register, as_of)
    described = _kind(kind, as_of)
    with register.reading() as session:
        found = _select(session, described, list(described.fields), and_(True, *described.criteria))
        _settle_due(session, as_of, kind, found)
        _complete(session, as_of, kind, found)
    if kind in IN_ITS_OWN_ORDER:
        found.sort(key=lambda item: item[described.order])
    else:
        found.sort(key=lambda item: (_place(item), item["id"]))
    if kind == "cases":
        _due_of_cases(found, duties.owed(register, as_of))
    return [_item(item, usual=kind not in IN_ITS_OWN_ORDER) for item in found]


def _place(item: dict[str, Any]) -> str:
    """Where an item stands by its reference: L2 before L10."""
    return by_number(item["reference"] or "")


TEXTS: dict[str, tuple[Any, Any, Any]] = {
    "cases": (Case, CaseText, CaseText.case_id == Case.id),
    "assessments": (Assessment, AssessmentText, AssessmentText.assessment_id == Assessment.id),
    "findings": (Finding, FindingText, FindingText.finding_id == Finding.id),
    "breaches": (BreachConsideration, BreachText, BreachText.breach_id == BreachConsideration.id),
    "milestones": (Milestone, MilestoneText, MilestoneText.milestone_id == Milestone.id),
    "decisions": (Decision, DecisionText, DecisionText.decision_id == Decision.id),
    "suspensions": (Suspension, SuspensionText, SuspensionText.suspension_id == Suspension.id),
    "fieldwork": (FieldLine, FieldLineText, FieldLineText.field_line_id == FieldLine.id),
    "advice": (
        Advice,
        AdviceText,
        AdviceText.advice_version_id.in_(
            select(AdviceVersion.id)
            .where(AdviceVersion.advice_id == Advice.id, AdviceVersion.label == Advice.label)
            .correlate(Advice)
        ),
    ),
}
"""Kind of list -> (record, the row with its long text, how they belong together)."""
NO_TEXT_FOR_READERS = frozenset({"id", "version", "frozen_copy", "quorum"})


def texts(register: Register, kind: str) -> dict[str, dict[str, str]]:
    """The long texts that lists leave out: reference -> name of the text -> text. Empty for kinds without any."""
    if kind not in TEXTS:
        return {}
    record, text, together = TEXTS[kind]
    names = [
        column.key
        for column in text.__table__.columns
        if column.key not in NO_TEXT_FOR_READERS and not column.foreign_keys
    ]
    statement = select(record.reference.label("of"), *(getattr(text, name) for name in names)).join(text, together)
    with register.reading() as session:
        return {row.of: {name: as_words(getattr(row, name)) for name in names} for row in session.execute(statement)}


def _kind(kind: str, as_of: date, titles: Mapping[str, str] | None = None) -> ListKind:
    if kind not in KINDS:
        raise NotFound(f"There is no list of {kind[:40]!r}. There are {', '.join(LIST_KINDS)}.", field="kind")
    described = KINDS[kind](as_of)
    if not described.deeds or titles is None:
        return described
    of_deeds = {**WITHOUT_A_FORM, **titles}
    return dataclasses.replace(described, spoken={**described.spoken, described.deeds: of_deeds})


def _select(
    session: Session, described: ListKind, names: Iterable[str], criterion: Any, *order: Any
) -> list[dict[str, Any]]:
    chosen = select(described.key.label("id"), *(described.fields[name].label(name) for name in names))
    statement = described.joined(chosen).where(criterion).order_by(*order)
    return [dict(row._mapping) for row in session.execute(statement)]


def _item(found: dict[str, Any], *, usual: bool) -> dict[str, object]:
    usual_names = USUAL if usual else ()
    item: dict[str, object] = {name: as_code(found.get(name)) for name in usual_names}
    item.update({name: as_code(value) for name, value in found.items() if name != "id"})
    return item


# --- what is due --------------------------------------------------------------------------------------------------


def _settle_due(session: Session, as_of: date, kind: str, found: list[dict[str, Any]]) -> None:
    """Fill ``due`` and ``days_overdue`` for the day: milestones and plans by their clocks (6.4), others by the date."""
    if kind == "milestones":
        _by_clock(session, as_of, found)
    elif kind == "plans":
        _by_worst_milestone(session, as_of, found)
    elif kind == "findings":
        _by_finding_clock(session, as_of, found)
    for item in found:
        if "due" in item and "days_overdue" not in item:
            due = item["due"]
            item["days_overdue"] = None if due is None else max((as_of - due).days, 0)


def _by_clock(session: Session, as_of: date, found: list[dict[str, Any]]) -> None:
    keys = {item["id"]: item for item in found}
    plan_ids = list(session.scalars(select(Milestone.plan_id).where(Milestone.id.in_(keys)).distinct()))
    for running in clocks.of_plans(session, as_of, plan_ids).values():
        for row, clock in running:
            if row.id in keys:
                keys[row.id].update(
                    due=clock.current_due,
                    days_overdue=clock.days_overdue,
                    due_state=clock.state_of_due.state,
                    slippage=clock.slippage,
                    days_late=clock.closed_late_days,
                    overdue_history=[spell.sentence for spell in clock.overdue_history],
                    weekend=clock.state_of_due.weekend,
                )


def _by_finding_clock(session: Session, as_of: date, found: list[dict[str, Any]]) -> None:
    running = finding_clocks.of(session, as_of, [item["id"] for item in found])
    for item in found:
        item.update(record_corrective.clock_fields(running[item["id"]]), due=running[item["id"]].current_due)


def _by_worst_milestone(session: Session, as_of: date, found: list[dict[str, Any]]) -> None:
    """A plan under way is due when its next milestone is, and as late as its worst one."""
    under_way = [
        item for item in found if item["state"] in (PlanState.APPROVED, PlanState.VARIATION_PROPOSED, PlanState.FAILED)
    ]
    if not under_way:
        return
    running = clocks.of_plans(session, as_of, [item["id"] for item in under_way])
    for item in under_way:
        open_clocks = [
            clock
            for _, clock in running.get(item["id"], [])
            if clock.met_on is None and not clock.cancelled and not clock.provisional
        ]
        item["due"] = min((clock.current_due for clock in open_clocks), default=None)
        worst = max((clock.days_overdue for clock in open_clocks), default=None)
        item["days_overdue"] = worst if item["due"] is not None else None
        item["overdue_milestones"] = sum(1 for clock in open_clocks if clock.days_overdue)


def _due_of_cases(found: list[dict[str, Any]], owed: Iterable[Duty]) -> None:
    """A case is due when the first of its duties is, and as late as the worst."""
    by_case: dict[str, list[Duty]] = defaultdict(list)
    for duty in owed:
        if duty.case is not None and duty.due is not None:
            by_case[duty.case].append(duty)
    for item in found:
        mine = by_case.get(item["reference"], [])
        item["due"] = min((duty.due for duty in mine if duty.due is not None), default=None)
        item["days_overdue"] = max((duty.days_overdue for duty in mine), default=None)


def _tone(item: dict[str, Any], as_of: date) -> str:
    if item.get("days_overdue"):
        return "late"
    if item.get("due_state", "due") not in ("due", "due_today"):
        return "quiet"
    if item.get("due") is not None and item["due"] - as_of <= SOON:
        return "attention"
    return "quiet"


# --- what an item has beyond its columns ----------------------------------------------------------------------------


def _complete(session: Session, as_of: date, kind: str, found: list[dict[str, Any]]) -> None:
    if kind == "requirements":
        for item in found:
            item["applies_to"] = [code for code in item["applies_to"].split(",") if code]
    elif kind == "people":
        held = _on_the_day(session, as_of, CapacityHeld, CapacityHeld.person_id, CapacityHeld.capacity)
        for item in found:
            item["capacities"] = sorted(held[item["id"]])
    elif kind == "organisations":
        groups = _on_the_day(
            session, as_of, GroupAffiliation, GroupAffiliation.organisation_id, GroupAffiliation.group_name
        )
        for item in found:
            item["groups"] = sorted(groups[item["id"]])
    elif kind == "plans":
        counted = select(Milestone.plan_id, func.count()).group_by(Milestone.plan_id)
        held_by = dict(session.execute(counted).all())
        for item in found:
            item["milestones"] = held_by.get(item["id"], 0)
            item.setdefault("overdue_milestones", 0)


def _on_the_day(session: Session, as_of: date, record: Any, whose: Any, what: Any) -> dict[UUID, set[Any]]:
    held: dict[UUID, set[Any]] = defaultdict(set)
    statement = select(whose, what).where(
        record.first_day <= as_of, or_(record.last_day.is_(None), record.last_day >= as_of)
    )
    for key, value in session.execute(statement):
        held[key].add(value)
    return held


# --- duties ---------------------------------------------------------------------------------------------------------


def _duty_items(register: Register, as_of: date) -> list[dict[str, object]]:
    with register.reading() as session:
        owed = duties.of_session(session, as_of)
        organisation = dict(
            session.execute(
                select(Case.reference, Organisation.reference).join(
                    Organisation, Organisation.id == Case.organisation_id
                )
            ).all()
        )
    return [
        {
            "reference": duty.reference,
            "who": duty.who,
            "what": duty.what,
            "due": as_code(duty.due),
            "elapsed_days": duty.elapsed_days,
            "days_overdue": duty.days_overdue,
            "rule": duty.rule,
            "paragraph": duty.paragraph,
            "blocked_by": list(duty.blocked_by),
            "detail": duty.detail,
            "case": duty.case,
            "organisation": organisation.get(duty.case or ""),
            "organisation_name": duty.organisation,
            "deed": duty.deed,
            "inputs": dict(duty.inputs),
        }
        # Within one reference: the most urgent first.
        for duty in sorted(owed, key=lambda duty: by_number(duty.reference))
    ]


def _duties_by_id(register: Register, as_of: date) -> dict[str, Duty]:
    """A duty has no key of its own: what it is about, what is owed and by whom name it while it is owed."""
    return {f"{duty.reference}|{duty.who}|{duty.what}": duty for duty in duties.owed(register, as_of)}


def _sorted_duties(register: Register, as_of: date, words: str, sort: str, descending: bool) -> dict[str, Duty]:
    owed = _duties_by_id(register, as_of)
    wanted = words.casefold().split()
    kept = [
        (key, duty)
        for key, duty in owed.items()
        if all(word in " ".join((key, duty.organisation or "", duty.case or "")).casefold() for word in wanted)
    ]
    if sort and sort not in {key for key, _, _ in DUTY_COLUMNS}:
        raise Refused(f"Duties cannot be sorted by {sort}.", field="sort")
    if sort:
        known = [pair for pair in kept if getattr(pair[1], sort) is not None]
        unknown = [pair for pair in kept if getattr(pair[1], sort) is None]
        known.sort(key=lambda pair: by_number(str(getattr(pair[1], sort))), reverse=descending)
        kept = [*known, *unknown]
    return dict(kept)


def _duty_row(key: str, duty: Duty) -> ListRow:
    cells = []
    for name, _, _ in DUTY_COLUMNS:
        value = getattr(duty, name)
        if name == "due" and value is None:
            value = "as soon as practicable"
        late = f", {count(duty.days_overdue, 'day')} late" if name == "due" and duty.days_overdue else ""
        cells.append(f"{as_words(value)}{late}")
    tone = "late" if duty.days_overdue else "attention" if duty.due is not None else "quiet"
    return ListRow(id=key, reference=duty.reference, cells=tuple(cells), tone=tone)
