"""What a story sees of an item of a meeting and of the quorum that a decision keeps, in short rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from pma_assure.register.register import Register
from pma_assure.views import meetings
from pma_assure.views.in_words import as_code

Seen = Mapping[str, Any]


def see_item(register: Register, reference: str, as_of: date) -> Seen:
    """The item as the page of its meeting shows it."""
    page = meetings.page(register, as_of, reference.split("/")[0])
    item = next(one for one in page.items if one.reference == reference)
    fields = as_code(dataclasses.asdict(item))
    fields["suggested_recusals"] = [{"name": name, "why": why} for name, why in item.suggested_recusals]
    fields["excused"] = [{"name": name, "reason": reason} for name, reason in item.excused]
    return looked_at(fields)


def looked_at(fields: Mapping[str, Any]) -> Seen:
    """The fields of an item, and its quorum by name: who counts, and who does not and why."""
    quorum = fields["quorum"]
    return {
        **fields,
        "count": quorum["count"],
        "quorate": quorum["quorate"],
        "counted": [[one["name"], one["seat"]] for one in quorum["people"] if one["counted"]],
        "kept_out": {one["name"]: one["reason"] for one in quorum["people"] if not one["counted"]},
        "concentration": [one for one in quorum["warnings"] if "(R31" in one],
        "excused_names": [one["name"] for one in fields["excused"]],
    }


def snapshot(quorum: Mapping[str, Any]) -> list[list[Any]]:
    """[name, seat, standing, employer, counted, excused] of each person in the quorum that a decision keeps."""
    names = ("name", "seat", "standing", "employer", "counted", "excused")
    return [[one[name] for name in names] for one in quorum["people"]]
