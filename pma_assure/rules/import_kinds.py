"""Which kinds of record a workbook may bring, the fields of each, and how a row is known again.

The headings are those of ``export workbook``, so that what the program wrote it can read. A field's ``also`` are other
headings that people use for the same thing; nothing else is guessed.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_of
from enum import StrEnum

from pma_assure.rules import vocabulary as v
from pma_assure.rules.state_sets import ENDED_FINDINGS

LINE, WORDS, DAY, CHOICE, YES_NO, NUMBER, LINK, CODES, MARK = (
    "line",
    "words",
    "day",
    "choice",
    "yes_no",
    "number",
    "link",
    "codes",
    "mark",
)
"""MARK is a line in which 7.1 and 7.10 differ, or a leading nought counts: never taken from a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportField:
    """``column`` is the name of the column in the program's own workbook, where it is not the field's."""

    name: str
    type: str = LINE
    required: bool = False
    column: str = ""
    also: tuple[str, ...] = ()
    choices: builtins.type[StrEnum] | None = None
    to: str = ""
    """For a link: the kind of record it names."""
    usual: str | bool | None = None
    """What a new record has where the row says nothing."""
    past: bool = False
    """A day that must not lie ahead of today: it says what happened."""
    virtual: bool = False
    """Says where the record belongs; not kept with it."""
    limit: int = 200

    @property
    def heading(self) -> str:
        return (self.column or self.name).replace("_", " ").capitalize()

    @property
    def said(self) -> str:
        return self.name.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """``key`` are the fields by which a row without a reference is known again.

    ``settled`` are fields that no import changes in a record once it is there. ``ended`` are the states that an import
    never leaves. ``only_imported`` kinds have workflows of their own: a record made here is not changed by an import.
    """

    name: str
    sheet: str
    noun: str
    fields: tuple[ImportField, ...]
    key: tuple[str, ...]
    prefix: str = ""
    title: str = "title"
    settled: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    only_imported: bool = False
    keeps: tuple[str, ...] = ()
    """Fields that an empty cell leaves as they are, even where the source said something before."""
    in_order: tuple[tuple[str, str], ...] = ()
    """Pairs of days, the first not after the second."""
    defining: str = ""
    """The field without which a row that another kind shares says nothing of this one."""

    by_name: Mapping[str, ImportField] = made_of(init=False, repr=False, compare=False)
    """The fields by their names: asked for once a cell."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.fields})

    def field(self, name: str) -> ImportField:
        return self.by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.by_name)


def _day(name: str, *, required: bool = False, past: bool = False, also: tuple[str, ...] = ()) -> ImportField:
    return ImportField(name=name, type=DAY, required=required, past=past, also=also)


def _words(name: str, *also: str, limit: int = 200_000) -> ImportField:
    return ImportField(name=name, type=WORDS, also=also, limit=limit)


def _link(name: str, to: str, *, required: bool = False, column: str = "", also: tuple[str, ...] = ()) -> ImportField:
    return ImportField(name=name, type=LINK, to=to, required=required, column=column, also=also)


REFERENCE = ImportField(name="reference", type=MARK, limit=60)
OLD_REFERENCE = ImportField(name="old_reference", also=("Old ref",), limit=60)
IMPORTED_ON = _day("imported_on", past=True)
FIRST_AND_LAST = (_day("first_day", required=True, also=("From",)), _day("last_day", also=("Until", "To")))
SPAN = (("first_day", "last_day"),)

ORGANISATION = ImportKind(
    name="organisation",
    sheet="Organisations",
    noun="organisation",
    prefix="ORG",
    key=("name",),
    title="name",
    fields=(
        REFERENCE,
        ImportField(name="name", column="title", required=True, also=("Name", "Organisation name", "Company")),
        ImportField(
            name="category",
            type=CHOICE,
            choices=v.PartyCategory,
            required=True,
            also=("Party category",),
        ),
        _day("withdrawn_on", past=True),
        _words("withdrawn_reason"),
    ),
)
GROUP = ImportKind(
    name="group",
    sheet="Groups",
    noun="group",
    key=("organisation", "group_name", "first_day"),
    title="group_name",
    defining="group_name",
    in_order=SPAN,
    fields=(
        _link("organisation", "organisation", required=True),
        ImportField(name="group_name", column="group", required=True, also=("Group name",)),
        *FIRST_AND_LAST,
    ),
)
CONTACT = ImportKind(
    name="contact",
    sheet="Contacts",
    noun="contact",
    key=("organisation", "role", "name"),
    title="name",
    defining="name",
    fields=(
        _link("organisation", "organisation", required=True),
        ImportField(name="role", type=CHOICE, choices=v.ContactRole, required=True),
        ImportField(name="name", required=True, also=("Contact",)),
        ImportField(name="email", also=("E-mail",)),
        ImportField(name="telephone", type=MARK, also=("Phone", "Tel", "Tel.")),
        _day("withdrawn_on", past=True),
    ),
)
CONTRACTOR = ImportKind(
    name="contractor",
    sheet="Contractors",
    noun="contractor",
    key=("participant", "contractor", "service", "first_day"),
    title="service",
    defining="contractor",
    in_order=SPAN,
    fields=(
        _link("participant", "organisation", required=True),
        _link("contractor", "organisation", required=True),
        ImportField(name="service", required=True),
        *FIRST_AND_LAST,
    ),
)
PERSON = ImportKind(
    name="person",
    sheet="People",
    noun="person",
    prefix="PERS",
    key=("name",),
    title="name",
    fields=(
        REFERENCE,
        ImportField(name="name", column="title", required=True, also=("Name", "Person")),
        ImportField(name="email", also=("E-mail",)),
        ImportField(name="represents", also=("Attends for",), limit=80),
        _day("withdrawn_on", past=True),
        _words("withdrawn_reason"),
    ),
)
EMPLOYMENT = ImportKind(
    name="employment",
    sheet="Employments",
    noun="employment",
    key=("person", "organisation", "first_day"),
    title="post",
    defining="organisation",
    in_order=SPAN,
    fields=(
        _link("person", "person", required=True),
        _link("organisation", "organisation", required=True, column="employer", also=("Organisation",)),
        ImportField(name="post", also=("Job title",)),
        *FIRST_AND_LAST,
    ),
)
CAPACITY = ImportKind(
    name="capacity",
    sheet="Capacities",
    noun="capacity",
    key=("person", "capacity", "first_day"),
    title="capacity",
    defining="capacity",
    in_order=SPAN,
    fields=(
        _link("person", "person", required=True),
        ImportField(name="capacity", type=CHOICE, choices=v.Capacity, required=True),
        *FIRST_AND_LAST,
    ),
)
APPOINTMENT = ImportKind(
    name="appointment",
    sheet="Appointments",
    noun="appointment",
    key=("seat", "first_day"),
    title="seat",
    defining="seat",
    settled=("person",),
    in_order=SPAN,
    fields=(
        ImportField(name="seat", type=CHOICE, choices=v.SeatCode, required=True),
        _link("person", "person", required=True),
        ImportField(name="state", type=CHOICE, choices=v.AppointmentState, usual=v.AppointmentState.IN_OFFICE.value),
        ImportField(name="route", type=CHOICE, choices=v.AppointmentRoute, required=True),
        _day("identified_on", past=True),
        *FIRST_AND_LAST,
        ImportField(name="months", type=NUMBER),
        _day("computed_last_day"),
        _words("authority"),
        ImportField(name="end_reason", type=CHOICE, choices=v.EndReason),
        _words("end_note"),
    ),
)
DOCUMENT = ImportKind(
    name="document",
    sheet="Documents",
    noun="document",
    prefix="DOC",
    key=("short_name",),
    settled=("short_name",),
    fields=(
        REFERENCE,
        ImportField(name="short_name", type=MARK, required=True, also=("Known as",), limit=20),
        ImportField(name="title", required=True),
        ImportField(name="document_type", type=CHOICE, choices=v.DocumentType, required=True, also=("Type",)),
        _link("owner", "organisation", column="organisation", also=("Owner",)),
        ImportField(name="pma_may_modify", type=YES_NO, usual=True),
    ),
)
VERSION = ImportKind(
    name="version",
    sheet="Versions",
    noun="version",
    key=("document", "label"),
    title="label",
    settled=("label",),
    ended=(v.DocumentVersionState.SUPERSEDED, v.DocumentVersionState.WITHDRAWN),
    only_imported=True,
    keeps=("effective_from", "effective_to", "approved_on"),
    in_order=(("effective_from", "effective_to"), ("approved_on", "effective_to")),
    fields=(
        _link("document", "document", required=True),
        ImportField(name="label", type=MARK, required=True, also=("Version",), limit=20),
        ImportField(
            name="state", type=CHOICE, choices=v.DocumentVersionState, usual=v.DocumentVersionState.DRAFT.value
        ),
        _day("effective_from", also=("In force from",)),
        _day("effective_to"),
        _day("approved_on", past=True),
        ImportField(name="approved_by"),
        _words("withdrawn_reason"),
    ),
)
REQUIREMENT = ImportKind(
    name="requirement",
    sheet="Requirements",
    noun="requirement",
    key=("document", "label", "clause"),
    settled=("clause",),
    fields=(
        _link("document", "document", required=True),
        ImportField(name="label", type=MARK, required=True, also=("Version",), virtual=True, limit=20),
        ImportField(name="clause", type=MARK, required=True, limit=40),
        ImportField(name="position", type=NUMBER),
        ImportField(name="title", required=True, also=("Requirement in short", "Requirement")),
        ImportField(
            name="applies_to", type=CODES, choices=v.Applicability, usual=v.Applicability.SUBSCRIBER.value, limit=200
        ),
        _words("text"),
    ),
)
CASE = ImportKind(
    name="case",
    sheet="Cases",
    noun="case",
    prefix="CASE",
    key=(),
    settled=("organisation",),
    ended=(v.CaseState.CLOSED,),
    in_order=(("opened_on", "closed_on"),),
    fields=(
        REFERENCE,
        ImportField(name="title", required=True),
        _link("organisation", "organisation", required=True),
        _link("owner", "person"),
        _day("opened_on", required=True, past=True),
        ImportField(
            name="classification", type=CHOICE, choices=v.Classification, usual=v.Classification.RESTRICTED.value
        ),
        ImportField(name="state", type=CHOICE, choices=v.CaseState, usual=v.CaseState.OPEN.value),
        _day("closed_on", past=True),
        _words("summary"),
        _words("proportionality"),
        _words("state_reason"),
    ),
)
ASSESSMENT = ImportKind(
    name="assessment",
    sheet="Assessments",
    noun="assessment",
    prefix="ASMT",
    key=("old_reference",),
    settled=("case", "organisation", "imported_on"),
    ended=(v.AssessmentState.CONCLUDED, v.AssessmentState.CANCELLED, v.AssessmentState.DISCONTINUED),
    only_imported=True,
    in_order=(("planned_from", "planned_to"), ("period_from", "period_to"), ("begun_on", "concluded_on")),
    fields=(
        REFERENCE,
        OLD_REFERENCE,
        ImportField(name="title", required=True),
        ImportField(
            name="kind", type=CHOICE, choices=v.AssessmentKind, required=True, also=("Assessment kind", "Type")
        ),
        ImportField(name="state", type=CHOICE, choices=v.AssessmentState, required=True, also=("Status",)),
        _day("state_on", past=True),
        _link("case", "case"),
        _link("organisation", "organisation"),
        _link("follows", "assessment"),
        _link("policy_version", "version"),
        ImportField(name="policy_clause", type=MARK, limit=40),
        _day("point_in_time"),
        _day("period_from"),
        _day("period_to"),
        _link("assessor", "organisation"),
        _day("planned_from"),
        _day("planned_to"),
        _day("notified_on", past=True),
        _day("begun_on", past=True),
        _day("report_due"),
        _day("response_due"),
        _day("responded_on", past=True),
        ImportField(name="recommended_status", type=CHOICE, choices=v.AssuranceStatus),
        ImportField(name="opinion", type=CHOICE, choices=v.OpinionKind),
        ImportField(name="set_status", type=CHOICE, choices=v.AssuranceStatus),
        _day("concluded_on", past=True),
        _day("live_certificates_on"),
        IMPORTED_ON,
        _words("reason"),
        _words("rationale"),
        _words("proportionality"),
        _words("fact_check"),
        _day("fact_checked_on", past=True),
        _words("response"),
        _words("scope_limitation"),
        _words("conclusion"),
        _words("state_reason"),
    ),
)
FINDING = ImportKind(
    name="finding",
    sheet="Findings",
    noun="finding",
    prefix="FIND",
    key=("old_reference",),
    settled=("case", "organisation", "imported_on"),
    ended=tuple(ENDED_FINDINGS),
    only_imported=True,
    in_order=(
        ("began_on", "identified_on"),
        ("began_on", "ended_on"),
        ("identified_on", "closed_on"),
        ("identified_on", "responded_on"),
    ),
    fields=(
        REFERENCE,
        OLD_REFERENCE,
        ImportField(name="title", required=True, also=("Finding", "Finding in short")),
        ImportField(name="finding_class", type=CHOICE, choices=v.FindingClass, required=True, also=("Class",)),
        ImportField(name="state", type=CHOICE, choices=v.FindingState, required=True, also=("Status",)),
        _link("case", "case"),
        _link("organisation", "organisation"),
        _link("requirement", "requirement"),
        ImportField(name="source", usual=""),
        _day("began_on", past=True),
        _day("identified_on", required=True, past=True, also=("Identified",)),
        _day("ended_on", past=True),
        _link("assessment", "assessment"),
        ImportField(name="pma_class", type=CHOICE, choices=v.FindingClass),
        ImportField(name="impact_level", type=CHOICE, choices=v.Impact),
        _day("response_due"),
        _day("baseline_due"),
        _day("current_due"),
        _link("recurrence_of", "finding"),
        _day("closed_on", past=True, also=("Closed",)),
        _link("verified_by", "person"),
        _day("risk_until"),
        IMPORTED_ON,
        _words("statement", "What was found"),
        _words("impact"),
        _words("root_cause"),
        _words("response"),
        _day("responded_on", past=True),
        _words("pma_class_reason"),
        _words("state_reason"),
    ),
)

KINDS: dict[str, ImportKind] = {
    kind.name: kind
    for kind in (
        ORGANISATION,
        GROUP,
        CONTACT,
        CONTRACTOR,
        PERSON,
        EMPLOYMENT,
        CAPACITY,
        APPOINTMENT,
        DOCUMENT,
        VERSION,
        REQUIREMENT,
        CASE,
        ASSESSMENT,
        FINDING,
    )
}
"""In the order in which they are taken in: what is named stands before what names it."""
