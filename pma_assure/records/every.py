"""Every mapped class, so that the metadata is whole wherever it is needed."""

from __future__ import annotations

from pma_assure.records import (
    assessments,
    breaches,
    cases,
    charges,
    corrective,
    document_set,
    emergency,
    extracts,
    fieldwork,
    governance,
    house,
    imports,
    letters,
    meetings,
    organisations,
    papers,
    people,
    plans,
    reliance,
)
from pma_assure.records.mapping import Record

MODULES = (
    house,
    organisations,
    people,
    document_set,
    cases,
    assessments,
    fieldwork,
    corrective,
    breaches,
    reliance,
    plans,
    extracts,
    meetings,
    papers,
    letters,
    imports,
    governance,
    charges,
    emergency,
)

CLASSES: tuple[type[Record], ...] = tuple(
    sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda class_: str(class_.__tablename__))
)

BY_TABLE: dict[str, type[Record]] = {str(class_.__tablename__): class_ for class_ in CLASSES}
