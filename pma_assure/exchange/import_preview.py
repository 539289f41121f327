"""What taking in a workbook would do, row by row, before anything is written; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pma_assure.exchange import workbook_reading
from pma_assure.records import import_tables
from pma_assure.register.register import Register
from pma_assure.rules import importing
from pma_assure.values.importing import ImportPlan, SheetMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The plan, and its fingerprint: ``import.take_in`` that is given it does exactly this, or nothing."""

    plan: ImportPlan
    fingerprint: str


def preview(
    register: Register,
    as_of: date,
    content: bytes,
    name: str,
    *,
    mapping: str | None = None,
    may_give_capacities: bool = True,
    progress: Callable[[int, int, str], None] | None = None,
) -> Preview:
    """Look at a workbook against what the register holds. ``mapping`` is the name of one that is kept.

    Raises Refused for what is no plain workbook or does not fit the mapping, NotFound for no such mapping.
    """
    workbook = workbook_reading.read(content, name, progress=progress)
    if progress is not None:
        progress(0, 0, f"Comparing {name} with the register")
    with register.reading() as session:
        mappings = None if mapping is None else import_tables.mapping_named(session, mapping)
        source = import_tables.source_of(workbook.register, mapping)
        held = import_tables.holdings(session, source, workbook.register)
    planned = importing.plan(
        workbook,
        held,
        mappings=mappings,
        source=source,
        today=as_of,
        may_give_capacities=may_give_capacities,
    )
    return Preview(plan=planned, fingerprint=importing.fingerprint_of(planned))


def mapping_names(register: Register) -> list[str]:
    """The names under which mappings are kept."""
    with register.reading() as session:
        return import_tables.mapping_names(session)


def mapping_kept(register: Register, name: str) -> dict[str, SheetMapping]:
    """What a mapping says of each kind. Raises NotFound."""
    with register.reading() as session:
        return import_tables.mapping_named(session, name)
