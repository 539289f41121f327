"""Plays a story through ``pma-assure do`` alone, and looks at records through ``show``, ``list`` and ``report``.

Nothing here knows the register's insides: what is asserted stands in the JSON and in the files that scripts get.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pma_assure.rules.modifications import attributed_to_the_pma
from tests.journeys.emergency_looks import looked_at
from tests.journeys.quorum_looks import looked_at as looked_at_item
from tests.journeys.quorum_looks import snapshot
from tests.journeys.story import Expect, Json, Step, filled_in
from tests.reports import reading
from ui.command_line import main

Seen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def in_this_process(arguments: list[str], given: bytes | None) -> Ran:
    """One command; ``given`` waits on standard input."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given or b""))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(arguments)
    finally:
        sys.stdin = before
    return Ran(status, out.getvalue(), err.getvalue())


def in_a_process_of_its_own(arguments: list[str], given: bytes | None) -> Ran:
    """The program as a script starts it, with whatever encoding the system has."""
    made = subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        input=given or b"",
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    return Ran(made.returncode, made.stdout.decode("utf-8"), made.stderr.decode("utf-8"))


@dataclass
class ThroughDo:
    """A player on the register file at ``path``. ``folder`` holds the files that steps hand in and reports write."""

    path: Path
    folder: Path
    references: dict[str, str] = field(default_factory=dict)
    run: Callable[[list[str], bytes | None], Ran] = in_this_process
    by_file: bool = True
    """Whether the arguments of a deed come from a file, or on standard input."""

    # --- deeds ----------------------------------------------------------------------------------------------------

    def do(self, step: Step) -> None:
        given = json.dumps(filled_in(self._with_files(step.given), self.references), ensure_ascii=False).encode()
        source = "-"
        if self.by_file:
            kept = self.folder / "given.json"
            kept.write_bytes(given)
            source = str(kept)
        words = ["--today", step.day, "do", step.deed, "--register", str(self.path), "--as", step.who, "--json", source]
        ran = self.run(words, None if self.by_file else given)
        if step.refused:
            self._refused(step, ran)
        else:
            self._done(step, ran)

    def _refused(self, step: Step, ran: Ran) -> None:
        assert ran.status == 1, f"{step.day}, {step.deed} ended with {ran.status} and should be refused: {ran.out}"
        said = ran.json
        assert set(said) == {"schema", "refused", "rule", "paragraph", "field"}
        assert said["schema"] == 1
        for words in step.refused:
            assert str(filled_in(words, self.references)) in said["refused"]
        assert not step.rule or said["rule"] == step.rule
        assert said["rule"]
        assert said["paragraph"]
        assert ran.err.count("\n") == 1
        assert said["refused"].rstrip(".") in ran.err
        assert "Traceback" not in ran.err

    def _done(self, step: Step, ran: Ran) -> None:
        assert ran.status == 0, f"{step.day}, {step.deed} was refused: {ran.err}"
        assert ran.err == ""
        said = ran.json
        assert list(said) == ["schema", "deed", "reference", "changed", "irregular", "notes"]
        assert (said["schema"], said["deed"]) == (1, step.deed)
        assert said["changed"] or step.deed == "setting.choose", "only a setting has no reference"
        assert said["changed"] == sorted(said["changed"])
        assert tuple(one["rule"] for one in said["irregular"]) == step.irregular, said["irregular"]
        if step.keep:
            assert said["reference"]
            self.references[step.keep] = said["reference"]
        for words in step.says:
            named = str(filled_in(words, self.references))
            assert any(named in note for note in said["notes"]), said["notes"]

    def _with_files(self, given: Mapping[str, Json]) -> dict[str, Json]:
        filled = dict(given)
        file = filled.get("file")
        if isinstance(file, dict):
            path = self.folder / str(file["name"])
            path.write_text(str(file["text"]), encoding="utf-8")
            filled["file"] = str(path)
        return filled

    # --- what is seen ---------------------------------------------------------------------------------------------

    def show(self, reference: str, day: str) -> Any:
        """The record as ``show --json`` gives it on a day; ``$name`` stands for what was kept."""
        asked = str(filled_in(reference, self.references))
        ran = self.run(["--today", day, "show", asked, "--register", str(self.path), "--json"], None)
        assert (ran.status, ran.err) == (0, "")
        shown = ran.json
        assert list(shown) == ["schema", "kind", "reference", "version", "fields", "links", "why", "history"]
        assert (shown["schema"], shown["reference"]) == (1, asked)
        return shown

    def list(self, kind: str, day: str) -> Any:
        ran = self.run(["--today", day, "list", kind, "--register", str(self.path), "--json"], None)
        assert (ran.status, ran.err) == (0, "")
        assert list(ran.json) == ["schema", "kind", "as_of", "items"]
        assert (ran.json["schema"], ran.json["kind"], ran.json["as_of"]) == (1, kind, day)
        return ran.json["items"]

    def report(self, kind: str, reference: str, day: str, ending: str) -> bytes:
        """The bytes of a document that ``report`` writes."""
        out = self.folder / f"report.{ending}"
        out.unlink(missing_ok=True)
        ran = self.report_to(kind, reference, day, out)
        assert (ran.status, ran.err) == (0, "")
        return out.read_bytes()

    def report_to(self, kind: str, reference: str, day: str, out: Path) -> Ran:
        asked = str(filled_in(reference, self.references))
        words = ["--today", day, "report", kind, asked, "--register", str(self.path), "--out", str(out)]
        return self.run(words, None)

    def look(self, expect: Expect) -> Seen:
        looks: dict[str, Callable[[str, str], Seen]] = {
            "plan": self._plan,
            "comparison": self._comparison,
            "advice": self._advice,
            "milestone": self._milestone,
            "finding": self._finding,
            "decision": self._decision,
            "extract": self._extract,
            "assessment": self._assessment,
            "item": lambda reference, day: looked_at_item(self.show(reference, day)["fields"]),
            "breach": self._breach,
            "breach advice": self._breach_advice,
            "modification": self._modification,
            "support request": lambda reference, day: self._listed_as_shown("support_requests", reference, day),
            "charge": lambda reference, day: self._listed_as_shown("charges", reference, day),
            "suspension": self._suspension,
        }
        return looks[expect.what](expect.of, expect.day)

    def _decision(self, reference: str, day: str) -> Seen:
        fields = self.show(reference, day)["fields"]
        return fields | {"snapshot": snapshot(fields["quorum"])}

    def _assessment(self, reference: str, day: str) -> Seen:
        shown = self.show(reference, day)
        fields = shown["fields"]
        listed = next(one for one in self.list("assessments", day) if one["reference"] == shown["reference"])
        for name in ("state", "kind", "set_status", "concluded_on", "final_report", "assessor"):
            assert listed[name] == fields[name], name
        return fields | {
            "scope_coverage": fields["scope_coverage"]["sentence"],
            "covered_of": [listed["scope_covered"], listed["scope_items"]],
            "reports": [
                [one["kind"], one["final"], [line["environment"] for line in one["scope"]]] for one in fields["reports"]
            ],
            "caveats": [[one["owner"], one["due"]] for one in fields["caveats"]],
            "criteria": [f"{one['short_name']} {one['label']}" for one in fields["criteria"]],
        }

    def _listed_as_shown(self, kind: str, reference: str, day: str) -> Seen:
        """The fields of ``show``; what the list has of the same names is the same."""
        shown = self.show(reference, day)
        listed = next(one for one in self.list(kind, day) if one["reference"] == shown["reference"])
        for name in (*listed.keys() & shown["fields"].keys() - {"due"},):
            assert listed[name] == shown["fields"][name], name
        fields: Seen = shown["fields"]
        return fields

    def _modification(self, reference: str, day: str) -> Seen:
        fields = self._listed_as_shown("modifications", reference, day)
        return fields | {
            "reports": [[one["number"], one["status"], one["reported_by"]] for one in fields["reports"]],
            "approved_by_the_pma": attributed_to_the_pma(json.dumps(fields)),
        }

    def _plan(self, reference: str, day: str) -> Seen:
        shown = self.show(reference, day)
        fields = shown["fields"]
        advised = {
            one["plan_version"]: one["view"]
            for one in self.list("advice", day)
            if one["plan"] == shown["reference"] and one["view"] in ("meets", "meets_in_part", "does_not_meet")
        }
        decided: dict[int, str] = {}
        for outcome in fields["outcomes"]:
            if outcome["kind"] in ("plan_returned", "plan_approved"):
                about = self.show(outcome["advice_version"], day)["fields"]["plan_version"]
                decided[int(about.rpartition("/V")[2])] = outcome["kind"]
        breaches = []
        if fields["failed_breach"] is not None:
            breach = self.show(fields["failed_breach"], day)
            assert {"role": "failed_breach", "reference": breach["reference"]} in shown["links"]
            assert breach["reference"] in [one["reference"] for one in self.list("breaches", day)]
            breaches.append({name: breach["fields"][name] for name in ("trigger", "state")})
        standing = [one["value"] for one in shown["why"] if one["what"] == "How the plan stands"]
        return fields | {
            "versions": [
                {
                    "number": one["number"],
                    "submitted_on": one["submitted_on"],
                    "advised": advised.get(one["number"]),
                    "panel": decided.get(one["number"]),
                }
                for one in fields["versions"]
            ],
            "health": standing[0] if standing else "",
            "breaches": breaches,
            "sanctions": [one["kind"] for one in fields["outcomes"] if "sanction" in one["kind"]],
        }

    def _comparison(self, reference: str, day: str) -> Seen:
        """What stands in the newest version and not in the one before, and the other way round."""
        numbers = [one["number"] for one in self.show(reference, day)["fields"]["versions"]]
        texts = []
        for number in numbers:
            fields = self.show(f"{reference}/V{number}", day)["fields"]
            words = [one["text"] for one in fields["parts"]]
            for one in fields["milestones"]:
                words += [one["title"], one["owner"], one["due"], one["criterion"]]
            texts.append([one for one in words if one])
        before, after = texts[-2:]
        return {
            "versions": numbers,
            "added": [one for one in after if one not in before],
            "removed": [one for one in before if one not in after],
        }

    def _advice(self, reference: str, day: str) -> Seen:
        paper = reading.flowing(self.report("panel-advice", reference, day, "pdf"))
        return self.show(reference, day)["fields"] | {"smki_matters_only": "SMKI matters only" in paper}

    def _breach(self, reference: str, day: str) -> Seen:
        shown = self.show(reference, day)
        fields = shown["fields"]
        (listed,) = [one for one in self.list("breaches", day) if one["reference"] == shown["reference"]]
        for name in ("state", "trigger", "view", "proposed_view", "considered_on", "case"):
            assert listed[name] == fields[name], name
        decisions = [one["reference"] for one in self.list("decisions", day) if one["case"] == fields["case"]]
        motions = {one: json.dumps(self.show(one, day)["fields"]) for one in decisions}
        return fields | {
            "case_state": self.show(fields["case"], day)["fields"]["state"],
            "evidence": len([one for one in self.list("evidence", day) if one["case"] == fields["case"]]),
            "supported": [one["supported"] for one in fields["facts"]],
            "representations": len(fields["representations"]),
            "answered": sum(bool(one["answer"]) for one in fields["representations"]),
            "panel": [
                {name: one[name] for name in ("view", "words", "differs_from_advice")} for one in fields["outcomes"]
            ],
            "sanctions_of_the_pma": [one for one, said in motions.items() if "reminder" in said],
        }

    def _suspension(self, reference: str, day: str) -> Seen:
        shown = self.show(reference, day)
        fields = shown["fields"]
        (listed,) = [one for one in self.list("suspensions", day) if one["reference"] == shown["reference"]]
        for name in ("state", "target", "review_on", "effective_at", "lifted_at", "case", "due"):
            assert listed[name] == fields[name], name
        return looked_at(fields, shown["reference"], self.list("duties", day))

    def _breach_advice(self, reference: str, day: str) -> Seen:
        fields = self.show(reference, day)["fields"]
        (listed,) = [one for one in self.list("advice", day) if one["breach"] == fields["breach"]]
        assert (listed["breach_view"], listed["view"], listed["plan"]) == (fields["breach_view"], None, None)
        versions = sorted(fields["versions"], key=lambda one: str(one["label"]))
        first = reading.flowing(self.report("panel-advice", f"{reference}/1.0", day, "pdf"))
        return {
            "state": fields["state"],
            "view": fields["breach_view"],
            "versions": {one["label"]: one["state"] for one in versions},
            "supersedes": None if versions[-1]["supersedes"] is None else versions[-1]["supersedes"].rpartition("/")[2],
            "first_stays": "Kestral" in first,
        }

    def _milestone(self, reference: str, day: str) -> Seen:
        shown = self.show(reference, day)
        fields = shown["fields"]
        (listed,) = [one for one in self.list("milestones", day) if one["reference"] == shown["reference"]]
        for name in ("state", "due", "days_overdue", "slippage", "overdue_history", "weekend"):
            assert listed[name] == fields[name]
        (standing,) = [one for one in shown["why"] if one["what"] == "How the milestone stands"]
        assert (standing["rule"], standing["paragraph"]) == ("R70", "60")
        return fields | {
            "history": fields["overdue_history"],
            "met_on": fields["reported_on"] if fields["due_state"] == "met" else None,
            "closed_late_days": fields["days_late"],
            "provisional": "verification awaited" in standing["value"],
        }

    def _finding(self, reference: str, day: str) -> Seen:
        shown = self.show(reference, day)
        fields = shown["fields"]
        (listed,) = [one for one in self.list("findings", day) if one["reference"] == shown["reference"]]
        for name in ("state", "finding_class", "pma_class", "due", "days_overdue", "days_late", "recurrence_of"):
            assert listed[name] == fields[name]
        (standing,) = [one for one in shown["why"] if one["what"] == "How the finding stands"]
        assert standing["value"] == fields["standing"]
        (version,) = [one for one in shown["why"] if one["what"] == "Version in force"]
        assert version["value"].rstrip(".").casefold() == fields["version_in_force_sentence"].casefold()
        return fields | {
            "version_then": fields["version_in_force_sentence"],
            "irregular": [one["rule"] for one in fields["irregular"] if one["settled_on"] is None],
        }

    def _extract(self, reference: str, day: str) -> Seen:
        fields = self.show(reference, day)["fields"]
        passages = fields["passages"]
        made: Counter[str] = Counter(
            one["disposition"] if one["ground"] is None else f"{one['disposition']} {one['ground']}" for one in passages
        )
        releases, prints = [], []
        for version in fields["versions"]:
            if version["released_at"] is None:
                continue
            one = self.show(version["reference"], day)["fields"]
            prints += [released["pdf_sha256"] for released in one["releases"]]
            releases.append(
                {
                    "version": one["number"],
                    "state": one["state"],
                    "recipients": len(one["recipients"]),
                    "to_recall": sum(who["to_recall"] for who in one["recipients"]),
                }
            )
        shown = [one["text"] for one in passages if one["disposition"] == "publish" and one["kind"] == "heading"]
        return fields | {
            "passages": dict(made),
            "shown": shown,
            "published_items": sum(one["disposition"] == "publish" or one["summarised"] for one in passages),
            "withheld": sum(one["disposition"] == "withhold" for one in passages),
            "releases": releases,
            "fingerprints_differ": len(set(prints)) == len(prints),
        }
