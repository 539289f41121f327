"""``list``, ``show`` and ``check``: what a register says, for people or as JSON."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from pma_assure.rules.wording import count
from ui.commands.opening import day_of, passphrase_for, register_at
from ui.commands.plain_text import one_line, print_fields, print_json, print_table
from ui.commands.usage import Usage


def listed(kind: str, path: Path, *, as_json: bool, today: date | None) -> int:
    from pma_assure.views import lists
    from ui.deed_services import titles

    if kind not in lists.LIST_KINDS:
        raise Usage(f"There is no list of {kind[:40]!r}. There are {', '.join(lists.LIST_KINDS)}.")
    as_of = day_of(today)
    with register_at(path) as register:
        if as_json:
            items = lists.items(register, as_of, kind)
            print_json({"kind": kind, "as_of": as_of.isoformat(), "items": items})
            return 0
        rows = lists.every_row(register, as_of, kind, titles=titles() if kind == "audit" else None)
        print_table([column.title for column in lists.columns(kind)], [row.cells for row in rows])
        print(f"\n{kind.capitalize()}: {len(rows):,}, as of {as_of.isoformat()}.")
    return 0


def template(kind: str, path: Path, *, as_json: bool) -> int:
    """The template of a kind of letter that is in use: its words, as ``letter_template.adopt`` takes them."""
    from pma_assure.rules.vocabulary import LetterKind
    from pma_assure.views import letters

    if kind not in list(LetterKind):
        raise Usage(f"There is no kind of letter {kind[:40]!r}. There are {', '.join(LetterKind)}.")
    with register_at(path) as register:
        used = letters.template(register, LetterKind(kind))
    if as_json:
        adopted = None if used.adopted_on is None else used.adopted_on.isoformat()
        print_json(dataclasses.asdict(used) | {"adopted_on": adopted, "names": dict(used.names)})
        return 0
    lines = [used.title, "", used.subject, "", *used.text.split("\n"), "", "Names"]
    for line in (*lines, *(f"{{{name}}}  {what}" for name, what in used.names)):
        print(one_line(line))
    return 0


def show(reference: str, path: Path, *, as_json: bool, today: date | None) -> int:
    from pma_assure.views import records
    from ui.deed_services import titles

    with register_at(path) as register:
        shown: dict[str, Any] = records.show(register, day_of(today), reference, titles=titles())
    if as_json:
        print_json(shown)
        return 0
    print(f"{shown['reference']}  ({shown['kind'].replace('_', ' ')}, version {shown['version']})\n")
    print_fields(shown["fields"])
    if shown["links"]:
        print("\nLinked to")
        for link in shown["links"]:
            print(f"  {link['role'].replace('_', ' ')}: {link['reference']}")
    if shown["why"]:
        print("\nWhy")
        for because in shown["why"]:
            inputs = "; ".join(f"{name}: {value}" for name, value in because["inputs"].items())
            source = f"{because['rule']}, paragraph {because['paragraph']}"
            print(f"  {one_line(because['what'])}: {one_line(because['value'])} ({source})")
            if inputs:
                print(f"    from {one_line(inputs)}")
    if shown["history"]:
        print("\nHistory")
        for line in shown["history"]:
            who = one_line(f"{line['who']} ({line['capacity']}): {line['title']}")
            print(f"  {line['day']}  {who}")
            for sentence in line["sentences"]:
                print(f"    {one_line(sentence)}")
    return 0


def check(path: Path, *, as_json: bool, today: date | None = None) -> int:
    """0 when the register is sound; warnings leave it so."""
    from pma_assure.register.check import check_file
    from pma_assure.views import readiness

    as_of = day_of(today)
    found = check_file(path, passphrase_for(path), asked=lambda session: readiness.problems(session, as_of))
    if as_json:
        print_json({"sound": found.sound, "problems": [dataclasses.asdict(problem) for problem in found.problems]})
        return 0 if found.sound else 1
    for problem in found.problems:
        where = " ".join(part for part in (problem.reference, problem.table) if part)
        print(one_line(f"{problem.severity}: {where + ': ' if where else ''}{problem.sentence}"))
    faults, warnings = len(found.faults), len(found.warnings)
    if found.sound:
        said = f", {count(warnings, 'warning')}" if warnings else ""
        print(f"{path.name} is sound{said}: file, audit chain, invariants, evidence and documents.")
        return 0
    print(f"{path.name} is not sound: {count(faults, 'fault')}, {count(warnings, 'warning')}.")
    return 1
