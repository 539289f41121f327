"""What a row of a workbook says of itself, and whether that can be: an imported record is exempt from the guards about
its past, and yet a last day is not before the first, and nothing open lies in a closed case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pma_assure.rules.import_kinds import ImportKind
from pma_assure.rules.import_links import Names
from pma_assure.rules.references import format_requirement
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import CaseState, DocumentVersionState, FindingState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.importing import Folder, HeldRecord, NewRecord, Value

CLOSED: Mapping[str, str] = {"case": CaseState.CLOSED.value, "finding": FindingState.CLOSED.value}
"""The one state of a kind that has a day of closing."""
FOLDER_KEY = "folder"
"""The key of the case that is opened for what came in about one organisation, before the organisation's own key."""


@dataclass(slots=True)
class Possible:
    """Holds each row against what the register says and against the rows before it."""

    names: Names
    may_give_capacities: bool
    spans: dict[tuple[object, ...], list[tuple[date, date | None]]] = field(default_factory=lambda: defaultdict(list))

    def check(self, kind: ImportKind, values: dict[str, Value], record: HeldRecord | None) -> None:
        """Raises Refused where the row cannot be; sets the case it belongs to."""
        for first, second in kind.in_order:
            one, other = values.get(first), values.get(second)
            if isinstance(one, date) and isinstance(other, date) and one > other:
                raise Refused(
                    f"{kind.field(second).said.capitalize()} ({say_day(other)}) is before"
                    f" {kind.field(first).said} ({say_day(one)})."
                )
        if kind.name == "capacity" and not self.may_give_capacities:
            raise Refused("Who uses the program is for the PKI Specialist to say; let the PKI Specialist take this in.")
        if kind.name in ("employment", "capacity", "group", "appointment"):
            self._no_overlap(kind, values, record)
        if kind.name == "contractor" and values.get("participant") == values.get("contractor"):
            raise Refused("An organisation is not its own contractor.")
        if kind.name == "requirement" and record is None:
            still_a_draft(self.names, values["version"])
        if kind.name == "document" and not str(values["short_name"]).replace("-", "").isalnum():
            raise Refused("A short name has letters, digits and hyphens, at most 20.")
        closed_on = values.get("closed_on")
        if isinstance(closed_on, date) and values.get("state") not in (None, CLOSED[kind.name]):
            state = self.names.shown(kind.field("state"), values["state"])
            raise Refused(
                f"It was closed on {say_day(closed_on)}, and its state is “{state}”. Mend the one that is wrong."
            )
        if kind.name in ("finding", "assessment"):
            _folder(self.names, kind, values, record)
            _not_open_in_what_is_closed(self.names, kind, values, record)

    def _no_overlap(self, kind: ImportKind, values: Mapping[str, Value], record: HeldRecord | None) -> None:
        """Two spells of the same must not overlap: neither in the register nor in the workbook."""
        whose = tuple(values[name] for name in kind.key[:-1])
        first, last = values["first_day"], values.get("last_day")
        assert isinstance(first, date)
        spans = [
            (one.values["first_day"], one.values["last_day"])
            for one in self.names.alike_before_the_day(kind, values)
            if record is None or one.key != record.key
        ]
        for held_first, held_last in (*spans, *self.spans[(kind.name, *whose)]):
            begins = held_first if isinstance(held_first, date) else first
            ends = held_last if isinstance(held_last, date) else date.max
            if begins <= (last if isinstance(last, date) else date.max) and ends >= first:
                raise Refused(
                    f"The same stands already from {say_day(begins)}"
                    f"{'' if ends == date.max else f' to {say_day(ends)}'}; the days overlap."
                )
        self.spans[(kind.name, *whose)].append((first, last if isinstance(last, date) else None))


def _not_open_in_what_is_closed(
    names: Names, kind: ImportKind, values: Mapping[str, Value], record: HeldRecord | None
) -> None:
    """A case is closed when nothing in it is open: no row puts something open into it."""
    case = values.get("case")
    if record is not None or case is None or isinstance(case, Folder) or values.get("state") in kind.ended:
        return
    if names.value_of("case", case, "state") == CaseState.CLOSED:
        named = names.title_of("case", case)
        raise Refused(
            f"{named} is closed, and the {kind.noun} is not ended. Reopen the case first, with a reason, or name"
            " another."
        )


def name_version(names: Names, values: dict[str, Value]) -> None:
    """Of a requirement: the version of the document that its row names by its label."""
    label, document = str(values["label"]), values["document"]
    assert isinstance(document, (str, NewRecord))
    version = names.version_of(document, label)
    if version is None:
        raise Refused(f"Label: {names.title_of('document', document)} has no version “{label[:20]}”.")
    format_requirement(names.title_of("document", document), label, str(values["clause"]))
    values["version"] = version


def still_a_draft(names: Names, version: Value) -> None:
    """What is approved keeps its text; a version that came in approved may be completed by the rows mended since.

    One that came in as a draft and was approved here is no more the source's to change.
    """
    if not isinstance(version, str):
        return
    held = names.held.records["version"][version]
    draft = DocumentVersionState.DRAFT.value
    if held.values["state"] not in (draft, names.came_in_as(version)):
        raise Refused(
            f"{held.reference} is no draft any more: its text is what it is. Enter a new version.",
            rule="R02",
            paragraph="15",
        )


def _folder(names: Names, kind: ImportKind, values: dict[str, Value], record: HeldRecord | None) -> None:
    """Which case it belongs to: the one it names, its assessment's, or the one for its organisation."""
    case, about, through = values.get("case"), values.get("organisation"), values.get("assessment")
    if case is None and isinstance(through, (str, NewRecord)):
        case = names.value_of("assessment", through, "case")
    if case is None and about is None:
        raise Refused(f"Say which case the {kind.noun} belongs to, or which organisation it is about.")
    if case is not None:
        of_case = names.value_of("case", case, "organisation") if not isinstance(case, Folder) else case.organisation
        if about is not None and about != of_case:
            raise Refused(
                f"The case is about {names.title_of('organisation', of_case)}, the row about"
                f" {names.title_of('organisation', about)}. Mend the one that is wrong."
            )
        about = of_case
    assert isinstance(about, (str, NewRecord))
    values["organisation"] = about
    if record is not None and "case" not in values:
        return
    values["case"] = case if case is not None else _case_for(names, about)


def _case_for(names: Names, organisation: str | NewRecord) -> Value:
    if isinstance(organisation, str):
        earlier = names.held.earlier.get(("case", f"{FOLDER_KEY} {organisation}"))
        if earlier is not None:
            return earlier.record
    return Folder(organisation)
