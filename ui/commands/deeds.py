"""``deeds`` and ``do``: what can be done, and one deed done."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.arguments import WrongUsage, arguments_for
from pma_assure.workflows.deeds import Deed, Parameter
from pma_assure.workflows.every import DEEDS
from ui.commands.opening import day_of, register_at
from ui.commands.plain_text import one_line, print_json, print_table
from ui.commands.usage import Usage
from ui.deed_services import services_for

LARGEST_JSON = 400 * 1024 * 1024


def described(noun: str | None, *, as_json: bool) -> int:
    """Every deed, or those of a noun ("plan") or one of them ("plan.submit")."""
    chosen = [deed for name, deed in sorted(DEEDS.items()) if noun in (None, deed.noun, name)]
    if not chosen:
        nouns = ", ".join(sorted({deed.noun for deed in DEEDS.values()}))
        raise Usage(f"There are no deeds of {str(noun)[:40]!r}. There are deeds of {nouns}.")
    if as_json:
        print_json({"deeds": [_as_json(deed) for deed in chosen]})
        return 0
    if noun is None:
        print_table(["Deed", "What it does"], [(deed.name, deed.title) for deed in chosen])
        print(f"\n{len(chosen)} deeds. `pma-assure deeds NOUN` says what each takes and refuses.")
        return 0
    for number, deed in enumerate(chosen):
        if number:
            print()
        _print_deed(deed)
    return 0


def _as_json(deed: Deed) -> dict[str, object]:
    return {
        "name": deed.name,
        "title": deed.title,
        "help": deed.help,
        "takes": [_parameter(parameter) for parameter in deed.parameters],
        "refuses": list(deed.refuses),
        "capacities": [capacity.value for capacity in deed.capacities],
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "required": parameter.required,
        "choices": list(parameter.choices) or None,
        "label": parameter.label,
        "help": parameter.help,
        "kinds": list(parameter.record_kinds) or None,
        "columns": [_parameter(column) for column in parameter.columns] or None,
        "usually_today": parameter.usually_today,
    }


def _print_deed(deed: Deed) -> None:
    print(f"{deed.name}: {deed.title}")
    print(f"  {one_line(deed.help)}")
    print(f"  For the {' or '.join(label(capacity) for capacity in deed.capacities)}.")
    if deed.parameters:
        print("  Takes")
        _print_parameters(deed.parameters, 4)
    if deed.refuses:
        print("  Refuses when")
        for sentence in deed.refuses:
            print(f"    {one_line(sentence)}")


def _print_parameters(parameters: tuple[Parameter, ...], indent: int) -> None:
    width = max(len(parameter.name) for parameter in parameters)
    for parameter in parameters:
        choices = f": {', '.join(parameter.choices)}" if parameter.choices else ""
        needed = "required" if parameter.required else "may be left out"
        words = one_line(f"{parameter.label}. {parameter.help}".strip())
        print(f"{' ' * indent}{parameter.name.ljust(width)}  {parameter.type}, {needed}{choices}. {words}")
        if parameter.columns:
            _print_parameters(parameter.columns, indent + 4)


def do(name: str, path: Path, who: str, given: str | None, *, today: date | None) -> int:
    """One deed; its result, or its refusal, as one JSON object."""
    deed = DEEDS.get(name)
    if deed is None:
        raise Usage(f"There is no deed {name[:60]!r}. `pma-assure deeds` says which there are.")
    person, capacity = who_acts(who)
    values = _given(given)
    try:
        arguments = arguments_for(deed, values, services_for(deed))
        with register_at(path) as register:
            acting = act_as(register, person, capacity=capacity, day=day_of(today))
            done = deed.run(acting, **arguments)
    except WrongUsage:
        raise
    except Refused as refusal:
        print_json(
            {
                "refused": refusal.sentence,
                "rule": refusal.rule or None,
                "paragraph": refusal.paragraph or None,
                "field": refusal.field or None,
            }
        )
        raise
    print_json(
        {
            "deed": done.deed,
            "reference": done.reference,
            "changed": list(done.changed),
            "irregular": [
                {"rule": fact.rule, "paragraph": fact.paragraph, "sentence": fact.sentence} for fact in done.irregular
            ],
            "notes": list(done.notes),
        }
    )
    return 0


def who_acts(text: str) -> tuple[str, Capacity | None]:
    """PERSON[:CAPACITY]."""
    person, colon, code = text.rpartition(":")
    if not colon:
        return text, None
    try:
        return person, Capacity(code.strip().lower())
    except ValueError:
        codes = ", ".join(capacity.value for capacity in Capacity)
        raise Usage(f"{code.strip()[:40]!r} is no capacity. There are {codes}.") from None


def _given(source: str | None) -> dict[str, Any]:
    """The deed's arguments from a file, or from standard input for "-"; none for nothing."""
    if source is None:
        return {}
    raw = _read(source)
    try:
        values = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Usage("The arguments are not text in UTF-8.") from None
    except RecursionError:
        raise Usage("The arguments are nested too deeply.") from None
    except ValueError as error:
        raise Usage(f"The arguments are not JSON: {error}.") from None
    if not isinstance(values, dict):
        raise Usage('The arguments must be one JSON object, such as {"plan": "PLAN-2026-0009"}.')
    return values


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(LARGEST_JSON)
    try:
        path = Path(source)
        if path.stat().st_size > LARGEST_JSON:
            raise Refused(f"{source} is too large to be the arguments of a deed.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refused(f"The arguments cannot be read from {source[:200]}: {why}.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Usage(f"The arguments give {twice!r} twice.")
    return values


def _no_number(text: str) -> object:
    raise Usage(f"{text} is no number a register can hold.")
