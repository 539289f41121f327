"""What is seen of a suspension, from the value that the case page shows or the JSON that ``show`` gives."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import suspension_values
from pma_assure.records.emergency import Suspension
from pma_assure.views import duties
from pma_assure.views.in_words import as_code

Seen = Mapping[str, Any]


def see_suspension(session: Session, reference: str, as_of: date) -> Seen:
    key = session.scalars(select(Suspension.id).where(Suspension.reference == reference)).one()
    found = suspension_values.one(session, key, as_of)
    fields = as_code({name: value for name, value in dataclasses.asdict(found).items() if name != "why"})
    fields["missing"] = [name for name, _ in found.missing]
    fields["crl_instructions"] = fields.pop("crl")
    owed = [as_code(dataclasses.asdict(one)) for one in duties.of_session(session, as_of)]
    return looked_at(fields, reference, owed)


def looked_at(fields: Mapping[str, Any], reference: str, owed: Sequence[Mapping[str, Any]]) -> Seen:
    """The fields in short rows. ``owed``: every duty; the suspension's and its notices' are looked at."""
    own = [one for one in owed if one["reference"].split("/")[0] == reference]
    counted = Counter((one["reference"], one["deed"]) for one in own)
    lines = fields["notices"]
    first = [one for one in lines if one["about_scope"] == 1]
    return {
        **fields,
        "notices": [[one["addressee"], one["state"], one["margin_minutes"]] for one in first],
        "told": [[one["addressee"], one["sentence"], one["late_reason"]] for one in first],
        "owes_reason": [one["reference"] for one in lines if one["owes_reason"]],
        "exceptions": [each["review_on"] for one in lines for each in one["exceptions"]],
        "scopes": [[one["number"], one["change"], one["services"], one["appeal"]] for one in fields["scopes"]],
        "appeals": [[one["reference"], one["state"], one["heard_on"], one["led_to"]] for one in fields["appeals"]],
        "crl": [
            [one["reference"], one["state"], len(one["certificates"]), one["minutes"]]
            for one in fields["crl_instructions"]
        ],
        "reached": [one["whom"] for one in fields["calls"] if one["reached"]],
        "not_reached": [one["whom"] for one in fields["calls"] if not one["reached"]],
        "could_make_quorum": [[one["name"], one["not_reached"]] for one in fields["could_make_quorum"]],
        "instants": {name: fields[name] for name in ("considered_at", "ordered_at", "instructed_at", "effective_at")},
        "duties": [[*key, number] for key, number in sorted(counted.items())],
        "due": sorted(
            (
                [one["reference"], one["deed"], one["due"], one.get("days_overdue", 0)]
                for one in own
                if one["due"] is not None
            ),
            key=lambda one: (one[2], one[0]),
        ),
    }
