"""The papers of an emergency as they would be printed now (R76-R85)."""

from __future__ import annotations

from datetime import date

from pma_assure.records import emergency_papers
from pma_assure.register.register import Register
from pma_assure.values.documents import LetterPaper


def of(register: Register, reference: str, as_of: date) -> LetterPaper:
    """The paper of SUSP-… (the instruction), SUSP-…/N1 (a notice) or CRL-…. Raises NotFound, Refused."""
    with register.reading() as session:
        return emergency_papers.paper(session, reference, as_of)
