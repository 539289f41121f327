"""Every mapped class, so that the metadata is whole wherever it is needed."""

from __future__ import annotations

from pma_assure.records import (
    cases,
    document_set,
    extracts,
    house,
    meetings,
    organisations,
    papers,
    people,
    plans,
)
from pma_assure.records.mapping import Record

MODULES = (house, organisations, people, document_set, cases, plans, extracts, meetings, papers)

CLASSES: tuple[type[Record], ...] = tuple(
    sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda class_: str(class_.__tablename__))
)

BY_TABLE: dict[str, type[Record]] = {str(class_.__tablename__): class_ for class_ in CLASSES}
