"""``demo``: the invented register, every kind of document from it, and what each is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pma_assure import demonstration
from pma_assure.register.register import open_register
from pma_assure.rules.refusal import Refused
from pma_assure.views import documents as stored_documents
from reports import leak_check, letter, panel_advice, plan_extract
from reports.delivery import deliver, describe
from ui.commands import opening
from ui.commands.documents import write_workbook

REGISTER = "demo.pma"


def demo(out: Path, *, window: bool, today: date | None) -> int:
    """Make everything in ``out``; open the window on it where there is a screen and ``window`` is wanted."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"The folder {out} cannot be made: {error.strerror or error}. Choose another place.") from error
    renderers = demonstration.Renderers(
        advice=panel_advice.render, extract=plan_extract.render, checker=leak_check.check, letter=letter.render
    )
    made = demonstration.make(out / REGISTER, today=today or demonstration.DEFAULT_DAY, renderers=renderers)
    said = [(REGISTER, f"the register: an invented year of the PMA's work, as of {made.today.isoformat()}")]
    register = open_register(made.path)
    try:
        for name, reference, purpose in (
            ("plan-advice.pdf", made.plan_advice, "the PMA's advice to the SEC Panel on a remediation plan, as issued"),
            ("plan-extract.pdf", made.released_extract, "what the SEC Parties may read of that plan, as released"),
            ("plan-extract.xlsx", made.released_extract, "the same extract as a workbook"),
            (
                "letter.pdf",
                made.returned_letter,
                "a letter that passes a decision of the SEC Panel on, as sent",
            ),
        ):
            format_ = name.rpartition(".")[2]
            content = stored_documents.stored(register, reference, format_)
            if content is None:
                raise Refused(f"{reference} was not issued as .{format_}, so {name} was not written.")
            deliver(out / name, content, expect=describe(content, format_))
            said.append((name, f"{purpose} ({reference})"))
        write_workbook(register, out / "register.xlsx", made.today)
        said.append(("register.xlsx", "the whole register as a workbook, for the PMA alone"))
    finally:
        register.close()
    _say(out, said, made)
    if window and opening.has_screen():
        return opening.window(made.path, made.today)
    if window:
        print("\nThere is no screen here, so no window was opened.")
    return 0


def _say(out: Path, said: list[tuple[str, str]], made: demonstration.DemonstrationMade) -> None:
    width = max(len(name) for name, _ in said)
    print(f"Made in {out}:")
    for name, purpose in said:
        print(f"  {name.ljust(width)}  {purpose}")
    print(f"\nAll of it is invented. {made.keeper} keeps the register; look at these three cases:")
    print(f"  {made.finished_case}  a plan all the way to a released extract and verified milestones")
    print(f"  {made.returned_case}  a plan returned and submitted again, with a milestone extended late")
    print(f"  {made.waiting_case}  a plan that waits for {made.coming_meeting}, which a recusal would make inquorate")
