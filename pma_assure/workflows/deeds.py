"""What makes a function a deed: one transaction, its guard against bad input, its description.

``@deed(...)`` turns ``verb(desk, *, ...)`` into ``verb(acting, *, ...) -> Done`` and enters it in ``DEEDS``, from which
the command line (``deeds``, ``do``), the window's forms and the tests all read what a deed takes and refuses.
"""

from __future__ import annotations

import builtins
import dataclasses
import functools
import inspect
import re
import types
import typing
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Concatenate, ParamSpec, get_args, get_origin

from sqlalchemy import bindparam, select

from pma_assure.records.people import CapacityHeld
from pma_assure.register.session import AuditContext, RegisterSession
from pma_assure.rules.legible import what_is_wrong
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Done
from pma_assure.workflows.acting import Acting, Desk
from pma_assure.workflows.parameters import (
    TITLE_LENGTH,
    WORDS_LENGTH,
    FileGiven,
    Kind,
    Line,
    Plain,
    Ref,
    Refs,
    Rows,
    Service,
    Words,
)

P = ParamSpec("P")
_held = CapacityHeld.__table__.c
_HELD = select(_held.first_day, _held.last_day).where(
    _held.person_id == bindparam("person"), _held.capacity == bindparam("capacity")
)
LARGEST_NUMBER = 1_000_000
"""Versions, months, numbers of parts: nothing a person counts here goes further."""
LARGEST_AMOUNT = Decimal(999_999_999)
PENNY = Decimal("0.01")
KEEPERS = (Capacity.PKI_SPECIALIST, Capacity.ASSESSOR)
"""Who keeps the register. A reader reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One argument. ``type``: line, words, day, instant, number, money, yes_no, choice, reference(s), rows, file."""

    name: str
    type: str
    required: bool
    label: str
    help: str
    choices: tuple[str, ...] = ()
    choice_labels: tuple[str, ...] = ()
    record_kinds: tuple[str, ...] = ()
    columns: tuple[Parameter, ...] = ()
    row_class: builtins.type[Any] | None = None
    choice_class: builtins.type[StrEnum] | None = None
    usually_today: bool = False


@dataclass(frozen=True, kw_only=True)
class Deed:
    """``name`` is "noun.verb". ``refuses`` are the sentences of ``deeds``: when it says no, with rule and paragraph.

    What it takes is read from ``function`` when somebody asks first: a program that starts has two hundred deeds, and
    asks after a handful.
    """

    name: str
    title: str
    function: Callable[..., Any]
    refuses: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    run: Callable[..., Done]
    rehearse: Callable[..., Done]
    """As ``run``, and undone: what would come of it, or the Refused that would. Nothing of it is kept."""

    @property
    def noun(self) -> str:
        return self.name.split(".")[0]

    @functools.cached_property
    def help(self) -> str:
        # Where the specification says it is for who reads the code; a form and ``deeds`` say it to who uses the
        # program.
        help_text = _SOURCES.sub("", inspect.getdoc(self.function) or "")
        return help_text.split("\n\n")[0].replace("\n", " ")

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return self._taken[0]

    @property
    def services(self) -> tuple[str, ...]:
        """The names of what is given besides what a person types."""
        return tuple(self._taken[1])

    @property
    def stand_ins(self) -> dict[str, object]:
        """What stands in for its services in a rehearsal, by their names; those that nothing stands in for are left
        out."""
        return {name: kind.rehearsed for name, kind in self._taken[1].items() if kind.rehearsed is not None}

    @functools.cached_property
    def _taken(self) -> tuple[tuple[Parameter, ...], dict[str, Service]]:
        hints = typing.get_type_hints(self.function, include_extras=True)
        parameters: list[Parameter] = []
        services: dict[str, Service] = {}
        for parameter in list(inspect.signature(self.function).parameters.values())[1:]:
            described = describe_parameter(
                parameter.name, hints[parameter.name], required=parameter.default is inspect.Parameter.empty
            )
            if described is None:
                services[parameter.name] = get_args(hints[parameter.name])[1]
            else:
                parameters.append(described)
        return tuple(parameters), services

    @property
    def can_be_rehearsed(self) -> bool:
        """Whether a rehearsal costs little: nothing is rendered, checked or read from a file for it."""
        unsupplied = self._taken[1].keys() - self.stand_ins.keys()
        return not unsupplied and all(parameter.type != "file" for parameter in self.parameters)


DEEDS: dict[str, Deed] = {}
_TITLES: dict[str, str] = {}
_SOURCES = re.compile(r"\s*\((?:[^()]*\b(?:states\.md|domain\.md|invariants?|Q\d+|\d\.\d)[^()]*)\)")


def deed(
    name: str, title: str, *, refuses: tuple[str, ...] = (), capacities: tuple[Capacity, ...] = KEEPERS
) -> Callable[[Callable[Concatenate[Desk, P], str | None]], Callable[Concatenate[Acting, P], Done]]:
    """Make a deed of a function. ``name`` "noun.verb", ``title`` as a button says it, ``capacities`` who may."""

    def make(function: Callable[Concatenate[Desk, P], str | None]) -> Callable[Concatenate[Acting, P], Done]:
        def done_in(
            opened: Callable[[AuditContext], AbstractContextManager[RegisterSession]],
            acting: Acting,
            *args: P.args,
            **arguments: P.kwargs,
        ) -> Done:
            described = DEEDS[name]
            if acting.capacity not in described.capacities:
                allowed = " or ".join(label(capacity) for capacity in described.capacities)
                raise Refused(f"{title}: this is for the {allowed}; {acting.name} acts as {label(acting.capacity)}.")
            for parameter in described.parameters:
                if parameter.name in arguments:
                    check_value(parameter, arguments[parameter.name])
            now = acting.register.clock()
            context = AuditContext(
                deed=name,
                person_id=acting.person_id,
                person=acting.name,
                capacity=acting.capacity.value,
                day=acting.day,
                at=now,
                reason=str(arguments.get("reason") or ""),
            )
            with opened(context) as session:
                desk = Desk(session=session, acting=acting, now=now, titles=_TITLES)
                _still_held(desk)
                reference = function(desk, *args, **arguments)
            return Done(
                deed=name,
                reference=reference,
                changed=tuple(sorted(session.touched)),
                irregular=tuple(desk.irregularities),
                notes=tuple(desk.notes),
            )

        @functools.wraps(function)
        def run(acting: Acting, *args: P.args, **arguments: P.kwargs) -> Done:
            return done_in(acting.register.writing, acting, *args, **arguments)

        def rehearse(acting: Acting, *args: P.args, **arguments: P.kwargs) -> Done:
            given: dict[str, Any] = {**DEEDS[name].stand_ins, **arguments}
            return done_in(acting.register.rehearsing, acting, *args, **given)

        _TITLES[name] = title
        DEEDS[name] = Deed(
            name=name,
            title=title,
            function=function,
            refuses=refuses,
            capacities=capacities,
            run=run,
            rehearse=rehearse,
        )
        return run  # type: ignore[return-value]  # functools.wraps hides that ``desk`` became ``acting``

    return make


def _still_held(desk: Desk) -> None:
    """A window stays open for days: whoever acts must still hold the capacity when the deed is done."""
    acting = desk.acting
    given = {"person": acting.person_id, "capacity": acting.capacity}
    for first_day, last_day in desk.session.on.execute(_HELD, given):
        if first_day <= acting.day and (last_day is None or last_day >= acting.day):
            return
    raise Refused(
        f"{acting.name} does not hold the capacity {label(acting.capacity)} any more. Let the PKI Specialist add it.",
        field="as",
    )


def as_part(desk: Desk, name: str, **arguments: Any) -> str:
    """Do a whole deed as a part of another, in its transaction, with the same guard; the reference it was about.

    For the deed that records a night in one go: what it makes is made by the very deeds one would do one by one.
    """
    described = DEEDS[name]
    for parameter in described.parameters:
        if parameter.name in arguments:
            check_value(parameter, arguments[parameter.name])
    reference: str | None = described.function(desk, **arguments)
    assert reference is not None
    return reference


def describe_parameter(name: str, hint: Any, *, required: bool) -> Parameter | None:
    """What a parameter's annotation says; None for a service. Raises TypeError for an annotation we cannot offer."""
    kind: Kind = Plain()
    if get_origin(hint) is Annotated:
        hint, kind = get_args(hint)[0], get_args(hint)[1]
    if isinstance(kind, Service):
        return None
    hint = _without_none(hint)
    described = Parameter(
        name=name, type="", required=required, label=kind.label or name.replace("_", " ").capitalize(), help=kind.help
    )
    if isinstance(kind, Rows):
        (row_class,) = get_args(hint)[:1]
        return dataclasses.replace(described, type="rows", columns=row_columns(row_class), row_class=row_class)
    if isinstance(kind, Ref):
        return dataclasses.replace(described, type="reference", record_kinds=kind.kinds)
    if isinstance(kind, Refs):
        return dataclasses.replace(described, type="references", record_kinds=kind.kinds)
    if isinstance(kind, Words):
        return dataclasses.replace(described, type="words")
    if isinstance(kind, Line):
        return dataclasses.replace(described, type="line")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return dataclasses.replace(
            described,
            type="choice",
            choices=tuple(member.value for member in hint),
            choice_labels=tuple(label(member) for member in hint),
            choice_class=hint,
        )
    plain = {
        date: "day",
        datetime: "instant",
        int: "number",
        Decimal: "money",
        bool: "yes_no",
        FileGiven: "file",
        str: "line",
    }
    if hint not in plain:
        raise TypeError(f"{name}: a deed cannot take {hint!r}")
    usually_today = isinstance(kind, Plain) and kind.usually_today
    return dataclasses.replace(described, type=plain[hint], usually_today=usually_today)


def row_columns(row_class: type[Any]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(row_class, include_extras=True)
    columns = []
    for column in dataclasses.fields(row_class):
        required = column.default is dataclasses.MISSING and column.default_factory is dataclasses.MISSING
        described = describe_parameter(column.name, hints[column.name], required=required)
        assert described is not None
        columns.append(described)
    return tuple(columns)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = [option for option in get_args(hint) if option is not type(None)]
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return hint


def check_value(parameter: Parameter, value: object) -> None:
    """Guard against input that would hurt the register: too long, empty where it is needed, control characters."""
    if parameter.type in ("line", "words", "reference") and isinstance(value, str):
        _check_text(parameter, value)
    elif parameter.type == "references" and isinstance(value, (list, tuple)):
        for reference in value:
            _check_text(parameter, str(reference))
    elif parameter.type == "file" and isinstance(value, FileGiven):
        _check_text(parameter, value.name)
    elif parameter.type == "number" and isinstance(value, int) and not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
        raise Refused(f"{parameter.label}: this number is too large.", field=parameter.name)
    elif parameter.type == "money" and isinstance(value, Decimal):
        _check_amount(parameter, value)
    elif parameter.type == "rows" and isinstance(value, (list, tuple)):
        for row in value:
            for column in parameter.columns:
                check_value(column, getattr(row, column.name))
    elif parameter.type in ("day", "instant") and isinstance(value, date) and not 1990 <= value.year <= 2200:
        raise Refused(
            f"{parameter.label}: {value.isoformat()[:10]} is not a day this register can mean.", field=parameter.name
        )


def _check_amount(parameter: Parameter, value: Decimal) -> None:
    if not value.is_finite() or not 0 <= value <= LARGEST_AMOUNT:
        raise Refused(f"{parameter.label}: this is no amount that an assessment can cost.", field=parameter.name)
    if value != value.quantize(PENNY):
        raise Refused(f"{parameter.label}: give pounds and whole pence.", field=parameter.name)


def _check_text(parameter: Parameter, value: str) -> None:
    words = parameter.type == "words"
    needed = parameter.required or (not words and value != "")
    wrong = what_is_wrong(value, most=WORDS_LENGTH if words else TITLE_LENGTH, needed=needed, one_line=not words)
    if wrong:
        raise Refused(f"{parameter.label}: {wrong}", field=parameter.name)
