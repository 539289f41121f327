"""How a record is mapped: keys, versions, instants, codes; what is searchable, what is issued.

Three class attributes steer the register room, so that a new record needs no new code there:

``__searchable__``
    names of the columns whose words full-text search finds;
``__frozen_when__``
    None: rows may change. "always": a row never changes once written. Otherwise an SQL condition on ``OLD`` and
    ``NEW``: an UPDATE for which it is true is refused by the database itself, not only by the program;
``__closed_when__``
    None: rows may be added. Otherwise an SQL condition on ``NEW``: an INSERT for which it is true is refused likewise,
    because what the row would belong to was issued.
"""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import Date, DateTime, Dialect, Enum, ForeignKey, Integer, MetaData, String, Text, Uuid, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC. A naive one is a programming error and is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Money(TypeDecorator[Decimal]):
    """Pounds as a Decimal of two places, kept as whole pence: SQLite has no decimal numbers and would round."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        pence = value * 100
        if pence != pence.to_integral_value():
            raise ValueError(f"money has two decimal places: {value}")
        return int(pence)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


E_ = TypeVar("E_", bound=enum.Enum)


def code_of(vocabulary: type[E_]) -> Enum:
    """A column that holds a code of ``vocabulary``. No CHECK: a new code must not need a table rebuild."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


_key_source: ContextVar[Callable[[], UUID] | None] = ContextVar("key_source", default=None)


@contextmanager
def keys_from(source: Callable[[], UUID]) -> Iterator[None]:
    """Within this block new records take their keys from ``source`` (a register's own UUIDv7 generator)."""
    token = _key_source.set(source)
    try:
        yield
    finally:
        _key_source.reset(token)


def new_key() -> UUID:
    source = _key_source.get()
    if source is None:
        raise RuntimeError("a record is made inside a deed, which supplies its key")
    return source()


class Record(DeclarativeBase):
    """Everything that is kept. ``version`` rises by one with each change; a change on an older one is refused."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        date: Date,
        str: String(200),
        UUID: Uuid,
    }
    __searchable__: ClassVar[tuple[str, ...]] = ()
    __frozen_when__: ClassVar[str | None] = None
    __closed_when__: ClassVar[str | None] = None
    __owner_column__: ClassVar[str | None] = None
    """For a row that belongs to a record people know by reference: its column that holds that record's key."""

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(default=1, sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        # Raised by the session itself (register.session), so that the audit entry holds the very value written.
        return {"version_id_col": cls.version, "version_id_generator": False}

    def __init__(self, **given: Any) -> None:
        given.setdefault("id", new_key())
        given.setdefault("version", 1)
        for name, value in _plain_defaults(type(self)).items():
            given.setdefault(name, value)
        unknown = given.keys() - _kept(type(self))
        if unknown:
            raise TypeError(f"{type(self).__name__} keeps no {min(unknown)!r}")
        # Nothing was there before, so there is no history to keep: each of these would cost what a change does.
        self.__dict__.update(given)


@cache
def _kept(class_: type[Record]) -> frozenset[str]:
    return frozenset(attribute.key for attribute in inspect(class_).column_attrs)


@cache
def _plain_defaults(class_: type[Record]) -> dict[str, Any]:
    """Column defaults, set at once rather than at the flush, so that the audit entry is written from what is set.

    What may be missing is set to None: a deed that changes it after the flush then knows what it was before.
    """
    missing = {column.key: None for column in class_.__table__.columns if column.nullable and column.default is None}
    return missing | {
        column.key: column.default.arg
        for column in class_.__table__.columns
        if column.default is not None and column.default.is_scalar
    }


def reference_column() -> Mapped[str]:
    """What people say: allotted by the register, never reused."""
    return mapped_column(String(60), unique=True)


def long_text(default: str = "") -> Mapped[str]:
    return mapped_column(Text, default=default)


def added_text() -> Mapped[str]:
    """A long text that a later schema added to a table: the database itself gives earlier rows the empty one."""
    return mapped_column(Text, default="", server_default="")


def link(target: str, *, index: bool = True) -> Mapped[Any]:
    """A foreign key to ``target`` ("plan.id"). Nothing is deleted, so it has no ON DELETE."""
    return mapped_column(ForeignKey(target), index=index)
