"""The goals, once each: what is measured, what it stands beside, and the ratio it may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """``most`` is the largest ratio of ours to the floor that meets the goal."""

    path: str
    beside: str
    most: float


START = Goal("Start to first paint, empty register", "empty window, painted", 1.3)
START_REST = Goal("Start until Today is shown, empty register", "empty window, painted", 3.3)
START_WITH_WORK = Goal("Start to first paint, demonstration register", "empty window, painted", 1.3)
START_WITH_WORK_REST = Goal("Start until Today is shown, demonstration", "empty window, painted", 3.3)
MEMORY = Goal("Memory, 10,000 cases behind the open list", "empty window", 1.6)
DEED = Goal("One deed, plain", "append 8 kB and fsync", 3.0)
DEED_ENCRYPTED = Goal("One deed, encrypted", "append 8 kB and fsync", 3.0)
CASE_KEYS_ENCRYPTED = Goal("Keys of all cases in order, encrypted", "the same, plain", 1.2)
CASE_PAGE_ENCRYPTED = Goal("A page of the case list, encrypted", "the same, plain", 1.2)
FINDING_PAGE_ENCRYPTED = Goal("Findings filtered, and a page, encrypted", "the same, plain", 1.2)
CASE_ENCRYPTED = Goal("The page of a case, encrypted", "the same, plain", 1.2)
TODAY_ENCRYPTED = Goal("Today, encrypted", "the same, plain", 1.2)
SEARCH = Goal("Word search, ranked", "LIKE on the same rows", 0.01)
SEARCH_SCREEN = Goal("Word search with titles and pages to open", "LIKE on the same rows", 0.01)
ADVICE = Goal("Advice PDF, in process", "bare reportlab, same text", 2.0)
ADVICE_PROCESS = Goal("Advice PDF, whole process", "bare reportlab, same text", 2.0)
LEAK_CHECK = Goal("Redacted extract (PDF) with its leak check", "unredacted, unchecked", 1.25)
LEAK_CHECK_WORKBOOK = Goal("Redacted extract (workbook) with its leak check", "unredacted, unchecked", 1.25)
SHOWN = Goal("100,000 findings shown", "indexed ids and repaint", 1.2)
SHOWN_ENCRYPTED = Goal("100,000 findings shown, encrypted", "indexed ids and repaint, encrypted", 1.2)
SORTED = Goal("100,000 findings sorted by a click", "indexed ids and repaint", 1.2)
SORTED_ENCRYPTED = Goal("100,000 findings sorted by a click, encrypted", "indexed ids and repaint, encrypted", 1.2)
FILTERED = Goal("100,000 findings filtered", "indexed ids and repaint", 1.2)
FILTERED_ENCRYPTED = Goal("100,000 findings filtered, encrypted", "indexed ids and repaint, encrypted", 1.2)
IMPORT = Goal("2,700 rows of a workbook taken in", "executemany into bare tables", 5.0)
DUTIES = Goal("Duties of 1,000 cases with 1,000 assessments", "their statements by the driver", 3.0)
COVERAGE = Goal("Coverage of 40 participants, 1,000 assessments", "their statements by the driver", 3.0)
GROWTH_ASSESSED_DUTIES = Goal("Growth: duties with an assessment a case", "a tenth of the ended", 2.0)
GROWTH_COVERAGE = Goal("Growth: coverage of one participant", "a tenth of the ended", 2.0)
START_ON_A_LIST = Goal("Start until 100,000 findings are listed", "empty window, painted", 3.3)
MEMORY_OF_A_LIST = Goal("Memory, 100,000 findings in the open list", "empty window", 1.6)
OPENING = Goal("Opening an encrypted register", "the key derivation alone", 1.2)
GROWTH_LIST = Goal("Growth: a page of the case list", "a tenth of the cases", 2.0)
GROWTH_KEYS = Goal("Growth: keys of the open cases in order", "a tenth of the cases", 2.0)
GROWTH_SEARCH = Goal("Growth: word search", "a tenth of the cases", 2.0)
GROWTH_DUTIES = Goal("Growth: duties", "a tenth of the cases", 2.0)
GROWTH_FINDING_KEYS = Goal("Growth: keys of all findings in order", "a hundredth of the findings", 4.0)
GROWTH_FINDING_PAGE = Goal("Growth: a page of the findings", "a hundredth of the findings", 4.0)
GROWTH_WORD = Goal("Growth: search for a word of every note", "a hundredth of the notes", 4.0)
GROWTH_RARE_WORD = Goal("Growth: search for a rare word", "a hundredth of the notes", 4.0)
