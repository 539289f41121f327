"""The library of finding texts an office keeps: what is found again and again is written well once."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.fieldwork import FindingPattern
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FindingClass
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import find_document
from pma_assure.workflows.parameters import line, plain, ref, words

PatternRef = Annotated[str, ref("finding_pattern", label="Text of the library")]


@deed("finding_pattern.add", "Add a text to the library", refuses=("its title is taken",))
def add(
    desk: Desk,
    *,
    title: Annotated[str, line("Title")],
    finding_class: Annotated[FindingClass, plain("Class")],
    statement: Annotated[str, words("What was found", "With gaps to fill: “[number] of [number] requests …”.")],
    document: Annotated[str | None, ref("document", label="Document")] = None,
    clause: Annotated[str | None, line("Clause")] = None,
    impact: Annotated[str, words("Impact")] = "",
    root_cause: Annotated[str, words("Usual root cause")] = "",
    criterion: Annotated[str, words("How one sees that it was put right")] = "",
) -> str:
    """Keep a text from which findings are begun; a finding then has its own words."""
    if desk.all(FindingPattern, title=title.strip()):
        raise Refused(f"The library has a text “{title.strip()}” already.", field="title")
    row = desk.add(
        FindingPattern(
            reference=desk.allot("TEXT"),
            title=title.strip(),
            finding_class=finding_class,
            document_id=None if document is None else find_document(desk, document).id,
            clause=clause,
            statement=statement,
            impact=impact,
            root_cause=root_cause,
            criterion=criterion,
        )
    )
    return row.reference


@deed("finding_pattern.change", "Change a text of the library", refuses=("somebody else changed it since",))
def change(
    desk: Desk,
    *,
    pattern: PatternRef,
    finding_class: Annotated[FindingClass | None, plain("Class")] = None,
    statement: Annotated[str | None, words("What was found")] = None,
    impact: Annotated[str | None, words("Impact")] = None,
    root_cause: Annotated[str | None, words("Usual root cause")] = None,
    criterion: Annotated[str | None, words("How one sees that it was put right")] = None,
    version: Annotated[int | None, plain("Version", "The version you read; a later one is not overwritten.")] = None,
) -> str:
    """Write a text better; findings raised from it keep their own words."""
    row = desk.find(FindingPattern, pattern, field="pattern")
    given: dict[str, object] = {
        "finding_class": finding_class,
        "statement": statement,
        "impact": impact,
        "root_cause": root_cause,
        "criterion": criterion,
    }
    desk.expect_version(row, version, given)
    desk.change(row, given)
    return row.reference


@deed("finding_pattern.withdraw", "Take a text out of the library")
def withdraw(desk: Desk, *, pattern: PatternRef) -> str:
    """Offer the text no more; it stays in the register."""
    row = desk.find(FindingPattern, pattern, field="pattern")
    row.withdrawn_on = desk.day
    return row.reference
