"""The sentences that stand on every extract, in both formats."""

from __future__ import annotations

import re

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import Classification
from pma_assure.values.documents import ExtractDocument
from reports.codes import in_words

BODY = "SMKI Policy Management Authority"
SUMMARY_LABEL = "Summary by the PMA"
NOT_NAMED = "The participant is not named."
DRAFT = "Draft: not approved"
APPROVED = "Approved: not yet released"


def state_line(document: ExtractDocument) -> str:
    """What stands on every page of an extract that has not been released; "" of one that has."""
    if document.state == "released":
        return ""
    return APPROVED if document.state == "approved" else DRAFT


def standing_line(document: ExtractDocument) -> str:
    """ "SMKI Policy Management Authority, for all SEC Parties": within a sentence "All" is no name."""
    audience = re.sub(r"^All\b", "all", document.audience)
    return f"{BODY}, for {audience}"


def participant_line(document: ExtractDocument) -> str:
    return NOT_NAMED if document.participant is None else f"Participant: {document.participant}"


def name_line(document: ExtractDocument) -> str:
    return f"{document.reference} version {document.version}"


def dated_line(document: ExtractDocument) -> str:
    return f"Dated {wording.day(document.dated)}"


def classification_line(document: ExtractDocument) -> str:
    return in_words(Classification, document.classification)


def file_title(document: ExtractDocument) -> str:
    return f"{name_line(document)}: {document.title}"
