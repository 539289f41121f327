"""The words of the audit trail: what a row is called, what was done to it, and which record a deed is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pma_assure.rules.references import KINDS

ROWS: Mapping[str, str] = {
    "action_cause": "Root cause of an action",
    "advice_answer": "Answer of an advice",
    "assessment_criterion": "Criterion of an assessment",
    "assessment_report": "Report",
    "assessor_standing": "Standing of an assessor",
    "attends_for": "Who attends for whom",
    "breach_fact": "Fact of a breach consideration",
    "breach_factor": "Factor of a breach consideration",
    "breach_finding": "Finding of a breach consideration",
    "breach_representation": "Representation on a breach consideration",
    "breach_requirement": "Requirement of a breach consideration",
    "cap_finding": "Finding of a Corrective Action Plan",
    "capacity_held": "Capacity",
    "case_file": "Case",
    "corrective_action_plan": "Corrective Action Plan",
    "counter": "Counter of references",
    "crl_certificate": "Certificate of a CRL instruction",
    "crl_instruction": "CRL instruction",
    "document_version": "Version of a document",
    "employed": "Employment",
    "evidence_bytes": "File of evidence",
    "extract_version": "Version of an extract",
    "field_line": "Line of a sheet of field work",
    "finding_extension": "Extension of a finding",
    "finding_pattern": "Finding text",
    "import_mapping": "Mapping for imports",
    "import_run": "Import",
    "independence_declared": "Declaration of independence",
    "interest_declared": "Interest",
    "irregular_fact": "Irregular fact",
    "issued_bytes": "File of a document",
    "modification_report": "State of a modification, as reported",
    "notice_exception": "Exception of a notice",
    "plan_part": "Part of a plan",
    "plan_requirement": "Requirement of a plan",
    "plan_version": "Version of a plan",
    "policy_check": "Check of the Compliance Policy",
    "register_identity": "Register",
    "release": "Release of an extract",
    "report_scope": "Scope of a report",
    "seat_election": "Election",
    "set_document": "Document",
    "suspension_scope": "Scope of a suspension",
}
"""Table -> what one row of it is called, where that is not the table's own name in words."""
CHANGES: Mapping[str, str] = {"insert": "added", "update": "changed"}
"""What the trail says was done to a row -> in words."""
WITHOUT_A_FORM: Mapping[str, str] = {
    "register.begin": "Begin the register",
    "register.bring_up_to_date": "Bring the register up to date",
}
"""What the program itself does to a register, in words; every deed has its title with it."""
PARTS: Mapping[str, str] = {
    "action": "CAP-/A",
    "appeal": "SUSP-/A",
    "caveat": "ASMT-/C",
    "crl": "CRL-",
    "election": "ELEC-",
    "evidence_request": "ASMT-/R",
    "fieldwork": "ASMT-",
    "milestone": "PLAN-/M",
    "notice": "SUSP-/N",
    "observation": "ASMT-/O",
    "item": "MTG-",
    "review": "REV-",
    "support": "SUPP-",
    "observation.consolidate": "FIND-",
}
"""Noun of a deed, or a deed that makes something else -> prefix and part of the references it is about.

Of a noun that is a kind of record with a prefix of its own nothing need be said.
"""
_PREFIXES = {kind: f"{prefix}-" for prefix, kind in KINDS.items()}
_FILE = re.compile(r"\.(pdf|xlsx)$")


def row_noun(table: str) -> str:
    """What a row of a table is called: "Finding", "Text of a finding" for what stands beside one."""
    if table in ROWS:
        return ROWS[table]
    if table.endswith("_text"):
        whole = row_noun(table.removesuffix("_text"))
        spoken = whole if whole[:2].isupper() or whole.startswith("Corrective") else whole[:1].lower() + whole[1:]
        return f"Text of {'an' if spoken[:1].lower() in 'aeio' else 'a'} {spoken}"
    return table.replace("_", " ").capitalize()


def deed_in_words(name: str) -> str:
    """A deed's name in words, for one whose title is not at hand: "finding.open" gives "Finding: open"."""
    noun, _, verb = name.partition(".")
    return WITHOUT_A_FORM.get(name) or f"{noun.replace('_', ' ').capitalize()}: {verb.replace('_', ' ')}"


def concerned(deed: str, references: Iterable[str]) -> str | None:
    """Which of the references that a deed touched it is about: the record of its noun, "action" in "action.verify".

    One that makes something else of them is about what it made. Otherwise the first, but evidence and the case only
    where there is nothing else: they come with other records. Of several parts of one record it is the record. None
    where nothing has a reference.
    """
    touched = list(dict.fromkeys(references))
    touched = [one for one in touched if not _FILE.search(one)] or touched
    noun = deed.partition(".")[0]
    prefix, _, part = (PARTS.get(deed) or PARTS.get(noun) or _PREFIXES.get(noun, "?")).partition("/")
    own = [one for one in touched if one.startswith(prefix) and (not part or re.fullmatch(rf"[^/]+/{part}\d+", one))]
    if part and own:
        return own[0]
    beside = [one for one in touched if not one.startswith(("EVID-", "CASE-"))]
    found = own or beside or touched
    if not found:
        return None
    whole = found[0].partition("/")[0]
    parts = [one for one in found if one.partition("/")[0] == whole]
    return found[0] if parts == [found[0]] else whole
