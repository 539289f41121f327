"""The Panel advice beside the same words set by bare reportlab; the redacted extract with its check beside neither."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pma_assure.values.documents import ExtractSection, Paragraph
from pma_assure.values.leak_check import WithheldText
from reports import leak_check, panel_advice, plan_extract
from tests.benchmarks import bare_paper, goals
from tests.benchmarks.conftest import Scale
from tests.benchmarks.goals import Goal
from tests.benchmarks.side_by_side import Measured, alternate
from tests.reports import reading, samples

PAPER = replace(
    samples.PAPER,
    reasons="\n\n".join([samples.PAPER.reasons] * 8),
    requirements=tuple(samples.requirement(number) for number in range(1, 36)),
)
"""Eight pages, with contents: what a plan on thirty-five requirements takes. The floor sets its lines on 21 pages."""
PARAGRAPH = (
    "The registration officers of the participant work in two shifts, and each request is approved by two of them with"
    " cards of their own; the desk number {} keeps its log apart from the others and shows it to the witness on demand."
)


def words_of_the_paper() -> list[str]:
    """What stands on the finished pages, line by line."""
    return [line for page in reading.pages(panel_advice.render(PAPER)) for line in page.split("\n") if line.strip()]


@pytest.mark.benchmark
def test_advice(keep: list[Measured], scale: Scale) -> None:
    lines = words_of_the_paper()
    assert scale.measured is False or len(reading.pages(bare_paper.render(lines))) > 5
    keep.append(
        alternate(
            goals.ADVICE,
            lambda: bare_paper.render(lines),
            lambda: panel_advice.render(PAPER),
            rounds=scale.rounds(15),
        )
    )


@pytest.mark.benchmark
def test_advice_in_a_process_of_its_own(keep: list[Measured], scale: Scale, project: Path, tmp_path: Path) -> None:
    """Python, the libraries and the paper; the values are unpickled, as a reader of a register would hand them over."""
    import pickle

    (tmp_path / "lines.json").write_text(json.dumps(words_of_the_paper()), encoding="utf-8")
    (tmp_path / "paper").write_bytes(pickle.dumps(PAPER))
    environment = {
        **os.environ,
        "PYTHONPATH": str(project),
        "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def process(code: str, given: str) -> None:
        command = [sys.executable, "-c", code, str(tmp_path / given)]
        subprocess.run(command, check=True, env=environment, capture_output=True, timeout=120)

    floor = (
        "import json, pathlib, sys; from tests.benchmarks import bare_paper;"
        "bare_paper.render(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8')))"
    )
    ours = (
        "import pathlib, pickle, sys; from reports import panel_advice;"
        "panel_advice.render(pickle.loads(pathlib.Path(sys.argv[1]).read_bytes()))"
    )
    keep.append(
        alternate(
            goals.ADVICE_PROCESS,
            lambda: process(floor, "lines.json"),
            lambda: process(ours, "paper"),
            rounds=scale.rounds(9),
        )
    )


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "format"), [(goals.LEAK_CHECK, "pdf"), (goals.LEAK_CHECK_WORKBOOK, "xlsx")], ids=["pdf", "xlsx"]
)
def test_redacted_extract(goal: Goal, format: str, keep: list[Measured], scale: Scale) -> None:
    """Sixty paragraphs, a third of them withheld; the floor shows them all and is not checked."""
    texts = [PARAGRAPH.format(number) for number in range(60)]
    shown = [text for number, text in enumerate(texts) if number % 3]
    withheld = [
        WithheldText(passage=f"EXT-2026-0014/{number}", text=text)
        for number, text in enumerate(texts)
        if not number % 3
    ]

    def document(paragraphs: list[str]) -> ExtractSection:
        return ExtractSection(heading="The plan", blocks=tuple(Paragraph(text=text) for text in paragraphs))

    whole = replace(samples.EXTRACT, sections=(document(texts),))
    redacted = replace(samples.EXTRACT, sections=(document(shown),))
    cleared = (*samples.cleared(redacted), redacted.title, redacted.decision_line or "", redacted.general_sentence)

    def released() -> object:
        found = leak_check.check(plan_extract.render(redacted, format), format, withheld, cleared)
        assert found.passed, found.leaks
        return found

    keep.append(alternate(goal, lambda: plan_extract.render(whole, format), released, rounds=scale.rounds(15)))
