"""The breach tab of a case: what is alleged, found, weighed and said, the PMA's view, the Panel's, and like cases."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.vocabulary import BreachState, BreachTrigger, BreachView, FactorLean, PartyCategory
from pma_assure.rules.wording import count, short_day, view_alone
from pma_assure.values.breaches import BreachShown, Comparable
from pma_assure.values.case_page import CasePage
from ui.desktop.line_deeds import about_row
from ui.desktop.page_table import Badged, Cell, PageTable, Shortened
from ui.desktop.pieces import Badge, button, column, held, notice, row, rule, words
from ui.desktop.screen import Guide, about_menu
from ui.desktop.spoken import said, tone_of


def breaches(page: CasePage, as_of: date, guide: Guide) -> list[QWidget]:
    parts: list[QWidget] = []
    for one in page.breaches:
        if parts:
            parts.append(rule())
        parts += _consideration(one, page.reference, guide)
    return parts


def _consideration(one: BreachShown, case: str, guide: Guide) -> list[QWidget]:
    parts: list[QWidget] = [_head(one, case, guide), *_views(one)]
    parts += [words("What is alleged", "heading"), words(one.allegation, select=True)]
    about = [*one.requirements, *one.findings]
    if about:
        parts.append(words(f"On {', '.join(about)}", "soft"))
    parts += [words("Facts found", "heading"), _facts(one, case, guide)]
    parts += [words("Factors weighed", "heading"), _factors(one)]
    parts += [words("Representations", "heading"), _representations(one)]
    if one.reasons.strip():
        parts += [words("Reasons", "heading"), words(one.reasons, select=True)]
    if one.proportionality.strip():
        parts += [words("Proportionality", "heading"), words(one.proportionality, select=True)]
    if one.outcomes:
        parts += [words("What the Panel decided", "heading"), _outcomes(one)]
    parts += [words("Comparable considerations", "heading"), *_comparables(one, guide)]
    return parts


def _head(one: BreachShown, case: str, guide: Guide) -> QWidget:
    days = [said(BreachTrigger, one.trigger), f"opened {short_day(one.opened_on)}"]
    days += [f"representations by {short_day(one.represent_by)}"] if one.represent_by else []
    days += [f"returns {short_day(one.return_on)}"] if one.return_on else []
    more = button("Do", lambda: None, name=f"What can be done to {one.reference}")
    more.setMenu(about_menu(one.reference, guide, more, state=one.state, case=case))
    head = row(
        column(words(one.title, "heading"), words(f"{one.reference} · {' · '.join(days)}", "soft"), gap=2),
        Badge(said(BreachState, one.state), tone_of(BreachState, one.state)),
        more,
    )
    head.setStretch(0, 1)
    return held(head)


def _views(one: BreachShown) -> list[QWidget]:
    """The PMA's view, the Panel's beside it where it was reported, and that they differ where they do."""
    parts: list[QWidget] = []
    if one.view is not None:
        on = f" · {short_day(one.considered_on)}" if one.considered_on else ""
        by = f" · {one.decision}" if one.decision else ""
        parts.append(words(f"{said(BreachView, one.view)}{on}{by}", "strong"))
    elif one.proposed_view is not None:
        parts.append(words(f"Proposed to the PMA: {bare(one.proposed_view)}", "strong"))
    for outcome in one.outcomes:
        if outcome.view is None:
            continue
        decided = f"The Panel, as reported: {bare(outcome.view)} · {short_day(outcome.decided_on)}"
        if outcome.differs_from_advice:
            parts.append(notice("panel", [decided, "This differs from the PMA's advice."]))
        else:
            parts.append(words(decided))
    return parts


def bare(view: str) -> str:
    """A view without whose it is."""
    return view_alone(BreachView(view))


def _facts(one: BreachShown, case: str, guide: Guide) -> QWidget:
    add = button("Add a fact…", lambda: guide.form("breach.add_fact", {"breach": one.reference}))
    line = row(words("" if one.facts else "No fact has been added yet.", "soft"), *([add] if _open(one) else []))
    line.setStretch(0, 1)
    if not one.facts:
        return held(line)
    rows: list[list[str | Badged]] = [
        [
            fact.reference.rpartition("/")[2],
            fact.words,
            short_day(fact.occurred_on) if fact.occurred_on else "—",
            ", ".join(fact.evidence) or "—",
            Badged("supported", "good") if fact.supported else Badged("not supported", "late"),
        ]
        for fact in one.facts
    ]
    titles = ("Fact", "What was found", "When", "Evidence", "Support")
    references = [fact.reference for fact in one.facts]
    table = PageTable(f"Facts of {one.reference}", titles, rows, (6, 44, 12, 24, 14))
    beside = [add] if _open(one) else []
    return held(column(table, about_row(table, references, guide, *beside, case=case)))


def _open(one: BreachShown) -> bool:
    return BreachState(one.state) in AT_WORK


def _factors(one: BreachShown) -> QWidget:
    if not one.factors:
        return words("No factor has been weighed yet.", "soft")
    rows = [[str(f.number), f.name, said(FactorLean, f.lean), f.words or "—"] for f in one.factors]
    return PageTable(f"Factors of {one.reference}", ("", "Factor", "Leans", "How"), rows, (4, 24, 22, 50))


def _representations(one: BreachShown) -> QWidget:
    if not one.representations:
        why = f" {one.why_no_representations}" if one.why_no_representations.strip() else ""
        return words(f"None were received.{why}", "soft")
    rows = [[str(r.number), short_day(r.received_on), r.words, r.answer or "not answered"] for r in one.representations]
    titles = ("", "Received", "In the participant's words", "What the PMA makes of it")
    return PageTable(f"Representations on {one.reference}", titles, rows, (4, 12, 42, 42))


def _outcomes(one: BreachShown) -> QWidget:
    rows = [
        [
            short_day(o.decided_on),
            bare(o.view) if o.view else "—",
            o.words,
            o.source,
            "differs" if o.differs_from_advice else "as advised" if o.view else "—",
        ]
        for o in one.outcomes
    ]
    titles = ("Decided", "The Panel's view", "In its words", "Source", "Against the advice")
    return PageTable(f"What the Panel decided on {one.reference}", titles, rows, (12, 22, 36, 18, 14))


def _comparables(one: BreachShown, guide: Guide) -> list[QWidget]:
    """Earlier considerations side by side: like cases are to be treated alike, whoever they concern (paragraph 73)."""
    if not one.comparables:
        return [words("No earlier consideration is on the same requirement, document or view.", "soft")]
    rows = [_comparable(like) for like in one.comparables]
    titles = ("Reference", "Matter", "Alike in", "The PMA's view", "Remedy", "The Panel")
    references = [like.reference for like in one.comparables]

    def go(number: int) -> None:
        guide.go(references[max(0, number)])

    return [
        words(
            f"{count(len(rows), 'earlier consideration')}, the nearest first. What concerns another participant stays"
            " in this register: the paper for the Panel gives counts.",
            "soft",
        ),
        PageTable(f"Comparable to {one.reference}", titles, rows, (14, 24, 18, 20, 18, 32), opened=go),
    ]


def _comparable(like: Comparable) -> list[Cell]:
    who = said(PartyCategory, like.category)
    panel, after = "—", ""
    if like.panel_on is not None:
        panel = f"{bare(like.panel_view)}: {like.panel_words}" if like.panel_view else like.panel_words
        after = " (differs from the advice)" if like.differs_from_advice else ""
    if like.days_to_panel is not None:
        after += f" Decided after {count(like.days_to_panel, 'day')}."
    factors = "; ".join(f"{factor.name} ({said(FactorLean, factor.lean).lower()})" for factor in like.factors)
    return [
        like.reference,
        f"{like.title} ({like.organisation}, {who})",
        "; ".join(like.alike),
        Shortened(f"{bare(like.view)}: {factors}" if factors else bare(like.view)),
        Shortened(like.remedy or "—"),
        Shortened(panel, after),
    ]
