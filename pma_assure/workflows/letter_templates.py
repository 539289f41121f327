"""The office's own wording of each kind of letter: adopted, numbered, the older ones kept."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.letters import LetterTemplate
from pma_assure.rules.letter_names import LISTS, NAMES
from pma_assure.rules.letter_templates import check, parse
from pma_assure.rules.letter_texts import TEXTS, LetterText
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import LetterKind
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, words


@deed(
    "letter_template.adopt",
    "Adopt a template of a letter",
    refuses=(
        "the template names something that its kind of letter does not know, or a brace has no other: with the line",
        "two lists stand in one line",
        "it is word for word the one in use",
    ),
)
def adopt(
    desk: Desk,
    *,
    kind: Annotated[LetterKind, plain("Kind of letter")],
    subject: Annotated[str, line("Subject", "One line; names in braces, as in {assessment.reference}.")],
    text: Annotated[
        str,
        words(
            "Text",
            "Names in braces; a line with a list is written once for each entry; a line that begins with ? is left out"
            " when a name in it has nothing to say; # begins a heading, - an entry.",
        ),
    ],
) -> None:
    """Use these words for letters of a kind from now on; letters that are written already keep theirs."""
    for given, field in ((subject, "subject"), (text, "text")):
        check(parse(given, field=field), NAMES[kind], LISTS[kind])
    earlier = in_use(desk, kind)
    if (earlier.subject, earlier.text) == (subject, text):
        raise Refused("This is word for word the template in use.", field="text")
    number = 1 + len(desk.all(LetterTemplate, LetterTemplate.kind == kind))
    desk.add(LetterTemplate(kind=kind, number=number, adopted_on=desk.day, subject=subject, text=text))
    desk.notes.append(f"{label(kind)}: template {number} is in use from now on.")


def in_use(desk: Desk, kind: LetterKind) -> LetterText:
    """The newest template that the office adopted, else the one that comes with the program."""
    adopted = desk.all(LetterTemplate, LetterTemplate.kind == kind, order_by=LetterTemplate.number.desc())
    return LetterText(adopted[0].subject, adopted[0].text) if adopted else TEXTS[kind]
