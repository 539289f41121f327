"""What the form of a deed begins with on a page: the records in view. They stand in its fields and can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from pma_assure.rules.vocabulary import LetterState
from pma_assure.values.case_page import CasePage
from pma_assure.workflows.deeds import Deed, Parameter
from ui.desktop.screen import kind_of_reference


def with_its_whole(reference: str) -> tuple[str, ...]:
    """A record and, of a part, the record it belongs to; nothing for words that are no reference."""
    if not kind_of_reference(reference):
        return ()
    whole = reference.partition("/")[0]
    return (reference,) if whole == reference else (reference, whole)


def begun(deed: Deed, chosen: Sequence[str], page: CasePage | None = None) -> dict[str, object]:
    """The arguments that name a record, where it is plain which is meant: by the name of the parameter.

    That is one of the ``chosen``, the nearest first. On the page of a case it is else what the case owes by this very
    deed, the only record in it that the deed takes, or, where there is none, the case.
    """
    wanted = [one for one in deed.parameters if one.required and one.type in ("reference", "references")]
    if page is not None and not any(_among(one, chosen) for one in wanted):
        offered = [one for one in page.actions if one.deed == deed.name]
        if len(offered) == 1:
            return dict(offered[0].given)
    found: dict[str, object] = {}
    for parameter in wanted:
        meant = _meant(deed, parameter, [one for one in chosen if one not in found.values()], page)
        if meant:
            found[parameter.name] = meant if parameter.type == "reference" else (meant,)
    return found


def _among(parameter: Parameter, references: Sequence[str]) -> str:
    return next((one for one in references if kind_of_reference(one) in parameter.record_kinds), "")


def _meant(deed: Deed, parameter: Parameter, chosen: Sequence[str], page: CasePage | None) -> str:
    nearest = _among(parameter, chosen)
    if nearest or page is None:
        return nearest
    owed = [one.reference for one in page.duties if one.deed == deed.name and _among(parameter, [one.reference])]
    held = [one for one in records_of(page) if _among(parameter, [one])]
    for only in (owed, held):
        if only:
            return only[0] if len(only) == 1 else ""
    return page.reference if "case" in parameter.record_kinds else ""


def records_of(page: CasePage) -> tuple[str, ...]:
    """The records of a case and their parts, without the case itself. Letters that went out are not gone on with."""
    found: list[str] = []
    for assessed in page.assessments:
        found += [assessed.reference, *(one.reference for one in assessed.requests)]
        found += [one.reference for one in assessed.caveats]
    found += [one.reference for one in page.findings]
    for cap in page.caps:
        found += [cap.reference, *(one.reference for one in cap.actions)]
    found += [one.reference for one in page.breaches]
    for plan in page.plans:
        found += [plan.reference, *(one.reference for one in plan.milestones)]
    found += [one.reference.partition("/")[0] for one in page.papers if one.kind == "advice"]
    found += [one.reference for one in page.extracts]
    found += [one.reference for one in page.letters if one.state == LetterState.DRAFT]
    found += [one.reference for one in page.evidence]
    return tuple(dict.fromkeys(found))
