"""``import``: what a workbook would change, row by row, and taking it in."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Capacity
from ui.commands.deeds import who_acts
from ui.commands.opening import day_of, register_at
from ui.commands.plain_text import one_line, print_json
from ui.commands.usage import Usage

if TYPE_CHECKING:
    from pma_assure.exchange.import_preview import Preview
    from pma_assure.register.register import Register
    from pma_assure.values.importing import PlannedRow
    from pma_assure.workflows.acting import Acting


def take_in(
    file: Path,
    path: Path,
    *,
    dry_run: bool,
    mapping: str | None,
    acting_as: str | None,
    as_json: bool,
    today: date | None,
) -> int:
    """Take a workbook in, or with ``dry_run`` say what it would change.

    0 when rows were taken in or stand in the register already, also where others were refused; 1 when the file as a
    whole, or every row of it, is refused.
    """
    from pma_assure.exchange.import_preview import preview
    from pma_assure.values.importing import Outcome

    content = _content(file)
    as_of = day_of(today)
    with register_at(path) as register:
        acting = _acting(register, acting_as, as_of, needed=not dry_run)
        may_give = acting is None or acting.capacity == Capacity.PKI_SPECIALIST
        seen = preview(register, as_of, content, file.name, mapping=mapping, may_give_capacities=may_give)
        if not dry_run:
            assert acting is not None
            _do(acting, file.name, content, mapping, seen)
    if as_json:
        print_json(_as_json(file, mapping, dry_run, seen))
    else:
        _say(file, dry_run, seen)
    stopped = seen.plan.count(Outcome.REFUSED) + seen.plan.count(Outcome.CONFLICT)
    return 1 if stopped and stopped == len(seen.plan.rows) else 0


def _content(file: Path) -> bytes:
    from pma_assure.exchange.workbook_reading import LARGEST_FILE

    if not file.is_file():
        raise NotFound(f"There is no file {file}.")
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"{file.name} is larger than {LARGEST_FILE // 1024 // 1024} MB. Split it.")
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror or error}.") from error


def _acting(register: Register, given: str | None, as_of: date, *, needed: bool) -> Acting | None:
    """Who takes it in: the one named, or the only PKI Specialist, or the one called as the system's user is."""
    from pma_assure.views import lists
    from pma_assure.workflows.acting import act_as

    if given is not None:
        person, capacity = who_acts(given)
        return act_as(register, person, capacity=capacity, day=as_of)
    people = [one for one in lists.items(register, as_of, "people") if one["state"] == "active"]
    keepers = [one for one in people if Capacity.PKI_SPECIALIST.value in _listed(one["capacities"])]
    if len(keepers) > 1:
        keepers = [one for one in keepers if one["title"] == _user()]
    if len(keepers) == 1:
        return act_as(register, str(keepers[0]["reference"]), capacity=Capacity.PKI_SPECIALIST, day=as_of)
    if not needed:
        return None
    raise Usage("Say with --as PERSON[:CAPACITY] who takes it in: there is more than one PKI Specialist, or none.")


def _listed(codes: object) -> list[str]:
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without a user of that number
        return ""


def _do(acting: Acting, name: str, content: bytes, mapping: str | None, seen: Preview) -> None:
    from pma_assure.workflows.parameters import FileGiven
    from ui.deed_services import deed_named, services_for

    deed = deed_named("import.take_in")
    deed.run(
        acting,
        file=FileGiven(name=name, content=content),
        mapping=mapping,
        preview=seen.fingerprint,
        **services_for(deed),
    )


def _as_json(file: Path, mapping: str | None, dry_run: bool, seen: Preview) -> dict[str, object]:
    from pma_assure.values.importing import Outcome

    return {
        "file": file.name,
        "mapping": mapping,
        "dry_run": dry_run,
        "source": seen.plan.source,
        "counts": {outcome.value: seen.plan.count(outcome) for outcome in Outcome},
        "rows": [_row(row) for row in seen.plan.rows if row.outcome != Outcome.SAME],
        "notes": list(seen.plan.notes),
    }


def _row(row: PlannedRow) -> dict[str, object]:
    return {
        "sheet": row.sheet,
        "row": row.number,
        "kind": row.kind,
        "outcome": row.outcome.value,
        "title": row.title,
        "reference": row.reference or None,
        "reason": row.reason or None,
    }


def _say(file: Path, dry_run: bool, seen: Preview) -> None:
    from pma_assure.values.importing import Outcome

    for row in seen.plan.rows:
        if row.outcome in (Outcome.REFUSED, Outcome.CONFLICT):
            print(one_line(f"{row.outcome.value}: {row.sheet}, row {row.number}: {row.reason}"))
    for note in seen.plan.notes:
        print(one_line(note))
    counts = ", ".join(f"{seen.plan.count(outcome):,} {outcome.value}" for outcome in Outcome)
    print(one_line(f"{file.name}: {counts}.{' Nothing was written.' if dry_run else ''}"))
