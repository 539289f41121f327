"""What a paper says of evidence that its readers may not read of: how much there is, and nothing else (Q11)."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import Classification
from pma_assure.values.assurance_papers import AssuranceSummary
from pma_assure.values.documents import BreachAdvicePaper, PanelAdvicePaper
from reports.codes import in_words
from reports.paper import Writer


def not_listed(writer: Writer, paper: AssuranceSummary | PanelAdvicePaper | BreachAdvicePaper) -> list[Flowable]:
    """The sentence below an index of evidence that leaves items out; [] where it leaves out none."""
    if not paper.evidence_above:
        return []
    items = wording.count(paper.evidence_above, "further item" if paper.evidence else "item")
    return [
        writer.text(
            f"{items} of evidence {'is' if paper.evidence_above == 1 else 'are'} not listed: the classification is"
            f" above that of this paper, {in_words(Classification, paper.classification)}.",
            "quiet",
        )
    ]
