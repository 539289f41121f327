"""``demo``: the invented register, every kind of document from it, and what each is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pma_assure import demonstration
from pma_assure.exchange import workbook_reading
from pma_assure.register.register import Register, open_register
from pma_assure.rules.refusal import Refused
from reports import leak_check, letter, panel_advice, plan_extract
from reports.delivery import deliver, describe
from ui import papers
from ui.commands import opening
from ui.papers import ANNUAL, PACK, SHEET, write_calendar, write_workbook

REGISTER = "demo.pma"


def demo(out: Path, *, window: bool, today: date | None) -> int:
    """Make everything in ``out``; open the window on it where there is a screen and ``window`` is wanted."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"The folder {out} cannot be made: {error.strerror or error}. Choose another place.") from error
    renderers = demonstration.Renderers(
        advice=panel_advice.render,
        extract=plan_extract.render,
        checker=leak_check.check,
        letter=letter.render,
        workbook=workbook_reading.read,
    )
    made = demonstration.make(out / REGISTER, today=today or demonstration.DEFAULT_DAY, renderers=renderers)
    said = [(REGISTER, f"the register: an invented year of the PMA's work, as of {made.today.isoformat()}")]
    register = open_register(made.path)
    try:
        said += _write_papers(register, made, out)
        write_workbook(register, out / "register.xlsx", made.today)
        said.append(("register.xlsx", "the whole register as a workbook, for the PMA alone"))
        write_calendar(register, out / "due.ics", made.today)
        said.append(("due.ics", "what is due, for a calendar: references and days, no names"))
    finally:
        register.close()
    _say(out, said, made)
    if window and opening.has_screen():
        return opening.window(made.path, made.today)
    if window:
        print("\nThere is no screen here, so no window was opened.")
    return 0


def _papers(made: demonstration.DemonstrationMade) -> tuple[tuple[str, str, str], ...]:
    """Name of the file, what it is made of, and what it is for."""
    return (
        ("panel-advice.pdf", made.breach_advice, "the PMA's advice to the SEC Panel on a breach, as issued"),
        ("plan-advice.pdf", made.plan_advice, "the PMA's advice to the SEC Panel on a remediation plan, as issued"),
        ("plan-extract.pdf", made.released_extract, "what the SEC Parties may read of that plan, as released"),
        ("plan-extract.xlsx", made.released_extract, "the same extract as a workbook"),
        ("assurance-summary.pdf", made.concluded, "what was assessed, and what the PMA concluded, for the SEC Panel"),
        ("fieldwork-form.pdf", f"{made.at_work}{SHEET}", "the sheet of an assessment, to print for the field work"),
        ("fieldwork-form.xlsx", f"{made.at_work}{SHEET}", "the same sheet, to fill in and read back"),
        (
            "meeting-pack.pdf",
            f"{made.coming_meeting}{PACK}",
            "the pack of the coming meeting: papers, forecast, duties",
        ),
        ("minutes.pdf", made.meetings[-2], "the minutes of a meeting, from what was recorded as it went on"),
        ("case-file.pdf", made.remedied_case, "all that is kept of a case, for the PMA's own file"),
        ("annual-report.pdf", f"{ANNUAL}{made.today.year}", "the year's assurance for the SEC Panel, as at its day"),
        ("letter.pdf", made.returned_letter, "a letter that passes a decision of the SEC Panel on, as sent"),
    )


def _write_papers(register: Register, made: demonstration.DemonstrationMade, out: Path) -> list[tuple[str, str]]:
    """Write each paper; what was issued, released or sent comes byte for byte as it was."""
    said = []
    for name, reference, purpose in _papers(made):
        format_ = name.rpartition(".")[2]
        content = papers.made(register, reference, format_, made.today).content
        deliver(out / name, content, expect=describe(content, format_))
        of = reference.removesuffix(SHEET).removesuffix(PACK).removeprefix(ANNUAL)
        said.append((name, f"{purpose} ({of})"))
    return said


def _say(out: Path, said: list[tuple[str, str]], made: demonstration.DemonstrationMade) -> None:
    width = max(len(name) for name, _ in said)
    print(f"Made in {out}:")
    for name, purpose in said:
        print(f"  {name.ljust(width)}  {purpose}")
    print(f"\nAll of it is invented. {made.keeper} keeps the register; look at these cases:")
    for case, what in (
        (made.finished_case, "a plan all the way to a released extract and verified milestones"),
        (made.returned_case, "a plan returned and submitted again, with a milestone extended late"),
        (made.waiting_case, f"a plan that waits for {made.coming_meeting}, which a recusal would make inquorate"),
        (made.concluded_case, "a service approved with two caveats, after a report on the wrong services"),
        (made.remedied_case, "findings in every state: closed late, recurring, disputed, withdrawn"),
        (made.breach_case, "advice on a breach that the SEC Panel saw otherwise"),
        (made.at_work_case, "an assessment while its field work goes on, with a request refused"),
        (made.emergency_case, "a suspension at night, with a notice withheld, an appeal and certificates on the CRL"),
        (made.imported_case, "what came in from an old tracker: a finding reopened, and a risk accepted"),
    ):
        print(f"  {case}  {what}")
