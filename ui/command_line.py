"""``pma-assure``: the same deeds without a window, for people and for scripts (design.md 5 is the contract).

Exit status: 0 done; 1 refused, not found, not readable, not sound; 2 wrong usage. Errors are one sentence on standard
error, never a traceback; ``PMA_ASSURE_DEBUG=1`` adds one for those who work on the program. A verb's own modules are
imported once it is known, so that ``--help`` needs no database and ``list`` no window.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from pma_assure import __version__
from pma_assure.rules.refusal import Refused
from ui.commands.usage import Usage

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
DEBUG = "PMA_ASSURE_DEBUG"
PROGRAM = "pma-assure"


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:].rstrip(".")
        raise Usage(f"{sentence}. `{self.prog} --help` says what can be given.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _speak_utf8()
    try:
        status = _run(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except Refused as refusal:
        _say_error(str(refusal))
        return _status_of(refusal)
    except KeyboardInterrupt:
        _say_error("Stopped. What was not finished was not saved.")
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has gone, such as `head`; the interpreter must not flush into it again.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:
        if os.environ.get(DEBUG):
            import traceback

            traceback.print_exc()
        _say_error(_unforeseen(error))
        return REFUSED


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as asked:  # --help and --version
        return int(asked.code or 0)
    runs: Callable[[argparse.Namespace], int] = arguments.runs
    return runs(arguments)


def _status_of(refusal: Refused) -> int:
    # By name: the deeds' own WrongUsage lives in a room that must not be imported to say that FILE is missing.
    wrong = isinstance(refusal, Usage) or type(refusal).__name__ == "WrongUsage"
    return WRONG_USAGE if wrong else REFUSED


def _say_error(sentence: str) -> None:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(" ".join(sentence.split()), file=sys.stderr)


def _unforeseen(error: Exception) -> str:
    kind = type(error).__module__.split(".")[0]
    if kind in ("sqlalchemy", "sqlite3", "sqlcipher3"):
        said = getattr(error, "orig", None) or error
        return f"The register cannot be read or written: {said}. `{PROGRAM} check FILE` says what is wrong with it."
    if isinstance(error, OSError):
        named = f"{error.filename}: " if error.filename else ""
        return f"{named}{error.strerror or error}. Nothing more was done."
    return (
        f"Something happened that this program did not foresee ({type(error).__name__}: {str(error)[:200]})."
        f" What was not finished was not saved. Run it again with {DEBUG}=1 and send what it prints to the developers."
    )


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the system's own encoding; a letter that cannot be shown never ends the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


# --- what can be given ----------------------------------------------------------------------------------------------


def _parser() -> Parser:
    parser = Parser(
        prog=PROGRAM,
        description="The assurance register of the SMKI Policy Management Authority. Without a verb the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day everything is computed for")
    parser.set_defaults(runs=_window)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", dest="verb", prog=PROGRAM)

    demo = _verb(verbs, "demo", "make the demonstration register and every kind of document from it", _demo)
    demo.add_argument("--out", type=_path, default=Path("out"), metavar="DIR", help="where to (out)")
    demo.add_argument("--no-window", action="store_true", help="do not open the window on it")

    new = _verb(verbs, "new", "make a new register", _new)
    new.add_argument("file", type=_path, metavar="FILE")
    new.add_argument("--encrypt", action="store_true", help="passphrase from a prompt, or PMA_ASSURE_PASSPHRASE")
    new.add_argument("--name", metavar="NAME", help="the register's name (the file's)")
    new.add_argument("--keeper", metavar="PERSON", help="who keeps it, as PKI Specialist (the system's user name)")

    opened = _verb(verbs, "open", "open a register in the window", _window)
    opened.add_argument("file", type=_path, metavar="FILE")

    deeds = _verb(verbs, "deeds", "every deed: what it takes, what it refuses", _deeds)
    deeds.add_argument("noun", nargs="?", metavar="NOUN")
    _json(deeds)

    done = _verb(verbs, "do", "do one deed", _do)
    done.add_argument("deed", metavar="NOUN.VERB")
    _register(done)
    done.add_argument("--as", dest="acting", required=True, metavar="PERSON[:CAPACITY]", help="a name or a reference")
    done.add_argument("--json", dest="given", metavar="FILE|-", help="the arguments, one JSON object; - reads them in")

    listed = _verb(verbs, "list", "list the records of a kind", _list)
    listed.add_argument("kind", metavar="KIND")
    _register(listed)
    _json(listed)

    show = _verb(verbs, "show", "one record with its links, why, and its history", _show)
    show.add_argument("reference", metavar="REFERENCE")
    _register(show)
    _json(show)

    template = _verb(verbs, "template", "the template in use for a kind of letter, and its names", _template)
    template.add_argument("kind", metavar="KIND")
    _register(template)
    _json(template)

    documents = "panel-advice (an ADV), plan-extract (an EXT), letter (an LTR), annual (a year)"
    report = _verb(verbs, "report", f"make a document: {documents}", _report)
    report.add_argument("kind", metavar="KIND")
    report.add_argument("reference", metavar="REFERENCE")
    _register(report)
    report.add_argument("--out", type=_path, required=True, metavar="FILE", help=".pdf or .xlsx by the file's ending")

    copied = _verb(verbs, "evidence", "write a copy of a piece of evidence, byte for byte as received", _evidence)
    copied.add_argument("reference", metavar="REFERENCE")
    _register(copied)
    copied.add_argument("--out", type=_path, required=True, metavar="FILE_OR_FOLDER", help="overwrites nothing")

    export = _verb(verbs, "export", "write the register as a workbook, or what is due as a calendar", _export)
    export.add_argument("kind", metavar="KIND")
    _register(export)
    export.add_argument("--out", type=_path, required=True, metavar="FILE")
    export.add_argument("--case", metavar="REFERENCE", help="only what belongs to this case")

    taken = _verb(verbs, "import", "take in a workbook of organisations, people, requirements, findings", _import)
    taken.add_argument("file", type=Path, metavar="FILE")
    _register(taken)
    taken.add_argument("--dry-run", action="store_true", help="say what it would change; write nothing")
    taken.add_argument("--mapping", metavar="NAME", help="a mapping that is kept (import_mapping.save)")
    taken.add_argument("--as", dest="acting", metavar="PERSON[:CAPACITY]", help="who takes it in (the PKI Specialist)")
    _json(taken)

    check = _verb(verbs, "check", "file integrity, audit chain, invariants, evidence digests", _check)
    check.add_argument("file", type=_path, metavar="FILE")
    _json(check)
    return parser


def _verb(verbs: Any, name: str, words: str, runs: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words[:1].upper() + words[1:])
    parser.set_defaults(runs=runs)
    return parser


def _register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--register", type=_path, required=True, metavar="FILE")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object for scripts")


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Usage(f"{text[:40]!r} is no date. Write year-month-day, as 2026-06-30.") from None


def _path(text: str) -> Path:
    if "\0" in text:
        raise Usage(f"{text[:40]!r} is the name of no file.")
    return Path(text)


# --- what is done ---------------------------------------------------------------------------------------------------


def _window(arguments: argparse.Namespace) -> int:
    from ui.commands import opening

    return opening.window(getattr(arguments, "file", None), arguments.today)


def _new(arguments: argparse.Namespace) -> int:
    from ui.commands import opening

    return opening.new(
        arguments.file,
        encrypt=arguments.encrypt,
        name=arguments.name,
        keeper=arguments.keeper,
        today=arguments.today,
    )


def _demo(arguments: argparse.Namespace) -> int:
    from ui.commands import demonstration

    return demonstration.demo(arguments.out, window=not arguments.no_window, today=arguments.today)


def _deeds(arguments: argparse.Namespace) -> int:
    from ui.commands import deeds

    return deeds.described(arguments.noun, as_json=arguments.json)


def _do(arguments: argparse.Namespace) -> int:
    from ui.commands import deeds

    return deeds.do(arguments.deed, arguments.register, arguments.acting, arguments.given, today=arguments.today)


def _list(arguments: argparse.Namespace) -> int:
    from ui.commands import reading

    return reading.listed(arguments.kind, arguments.register, as_json=arguments.json, today=arguments.today)


def _show(arguments: argparse.Namespace) -> int:
    from ui.commands import reading

    return reading.show(arguments.reference, arguments.register, as_json=arguments.json, today=arguments.today)


def _template(arguments: argparse.Namespace) -> int:
    from ui.commands import reading

    return reading.template(arguments.kind, arguments.register, as_json=arguments.json)


def _report(arguments: argparse.Namespace) -> int:
    from ui.commands import documents

    return documents.report(
        arguments.kind, arguments.reference, arguments.register, arguments.out, today=arguments.today
    )


def _evidence(arguments: argparse.Namespace) -> int:
    from ui.commands import documents

    return documents.evidence(arguments.reference, arguments.register, arguments.out)


def _export(arguments: argparse.Namespace) -> int:
    from ui.commands import documents

    return documents.export(arguments.kind, arguments.register, arguments.out, arguments.case, today=arguments.today)


def _import(arguments: argparse.Namespace) -> int:
    from ui.commands import importing

    return importing.take_in(
        arguments.file,
        arguments.register,
        dry_run=arguments.dry_run,
        mapping=arguments.mapping,
        acting_as=arguments.acting,
        as_json=arguments.json,
        today=arguments.today,
    )


def _check(arguments: argparse.Namespace) -> int:
    from ui.commands import reading

    return reading.check(arguments.file, as_json=arguments.json, today=arguments.today)
