"""Taking in a workbook: in one transaction, exactly what the preview said; and mappings kept under a name.

Rows are written through the session like everything else, so that each has its audit entry and can be found. What is
written was decided by ``rules.importing``; nothing is decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated

from pma_assure.records import import_tables
from pma_assure.records.imports import ImportMapping, ImportRun
from pma_assure.rules import import_mapping, importing
from pma_assure.rules.fingerprint import canonical
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import count
from pma_assure.values.importing import ImportPlan, Outcome, SourceWorkbook
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.import_rows import RowWriter
from pma_assure.workflows.independence import specialist_stays_independent
from pma_assure.workflows.parameters import FileGiven, Service, line, plain, words
from pma_assure.workflows.reevaluation import flag_those_with

ProgressTold = Callable[[int, int, str], None]
"""Is told (rows written, rows in all, what is written); whoever raises from it stops the deed, and nothing is saved."""
WorkbookReader = Callable[[bytes, str], SourceWorkbook]


@deed(
    "import.take_in",
    "Take in a workbook",
    refuses=(
        "a file that is no plain workbook: locked, torn, with macros, or too large",
        "the register or the workbook is not what the preview saw any more",
        "row by row: what is unknown, ambiguous, impossible or there twice; the other rows are taken in",
    ),
)
def take_in(
    desk: Desk,
    *,
    file: Annotated[FileGiven, plain("Workbook", "An .xlsx file.")],
    mapping: Annotated[
        str | None, line("Mapping", "The name of a mapping; without one the program's own headings are looked for.")
    ] = None,
    preview: Annotated[
        str | None, line("Preview", "The fingerprint of the preview; what it did not say is not done.")
    ] = None,
    reader: Annotated[WorkbookReader, Service()],
    progress: Annotated[ProgressTold, Service()],
) -> str | None:
    """Take in organisations, people, the document set, and assessments and findings of earlier years."""
    mappings = None if mapping is None else import_tables.mapping_named(desk.session, mapping)
    workbook = reader(file.content, file.name)
    source = import_tables.source_of(workbook.register, mapping)
    with desk.session.no_autoflush:
        planned = importing.plan(
            workbook,
            import_tables.holdings(desk.session, source, workbook.register),
            mappings=mappings,
            source=source,
            today=desk.day,
            may_give_capacities=desk.acting.capacity == Capacity.PKI_SPECIALIST,
        )
    if preview and preview.strip() != importing.fingerprint_of(planned):
        raise Refused(
            "The register or the workbook has changed since the preview was made. Look at the preview again.",
            field="preview",
        )
    desk.notes += [summary(planned), *planned.notes]
    if any(row.outcome in (Outcome.NEW, Outcome.CHANGED) for row in planned.rows):
        _write(desk, planned, file, progress)
    return None


def summary(planned: ImportPlan) -> str:
    """How many rows became what, in a sentence."""
    said = ", ".join(f"{planned.count(outcome):,} {outcome.value}" for outcome in Outcome)
    return f"{count(len(planned.rows), 'row')}: {said}."


def _write(desk: Desk, planned: ImportPlan, file: FileGiven, progress: ProgressTold) -> None:
    with desk.session.no_autoflush:
        writer = RowWriter(desk, planned, file.name, progress)
        writer.write()
        desk.add(
            ImportRun(
                source=planned.source,
                file_name=file.name[:200],
                sha256=hashlib.sha256(file.content).hexdigest(),
                imported_at=desk.now,
                imported_on=desk.day,
                new=planned.count(Outcome.NEW),
                changed=planned.count(Outcome.CHANGED),
                same=planned.count(Outcome.SAME),
                conflicts=planned.count(Outcome.CONFLICT),
                refused=planned.count(Outcome.REFUSED),
            )
        )
    desk.session.flush()
    if writer.people or writer.organisations:
        flag_those_with(desk, since=writer.since, people=writer.people, organisations=writer.organisations)
        specialist_stays_independent(desk)


# --- mappings -------------------------------------------------------------------------------------------------------


@deed(
    "import_mapping.save",
    "Save a mapping",
    refuses=("a kind, a field or an order of the day that there is not",),
)
def save(
    desk: Desk,
    *,
    name: Annotated[str, line("Name", "Under which it is found again: “Tracker of the old office”.")],
    mapping: Annotated[
        str,
        words(
            "Mapping",
            'As JSON: kind -> {"sheet": title, "columns": {field: heading}, "day_order": "dmy", "mdy", "ymd" or null,'
            ' "fixed": {field: value}, "words": {field: {word: code}}}.',
        ),
    ],
) -> str | None:
    """Keep under a name which column of a workbook is which field, and in which order it writes its days."""
    text = canonical(import_mapping.as_json(import_mapping.read_mapping(mapping)))
    held = desk.all(ImportMapping, name=name.strip())
    if held:
        held[0].mapping = text
    else:
        desk.add(ImportMapping(name=name.strip(), mapping=text))
    return None
