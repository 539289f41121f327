"""Every action of the window, once: its words, its menu, its shortcut. Menus, the shortcuts sheet, a test walk it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """``menu`` "" keeps it out of the menus; ``scope`` says where its shortcut works; ``needs`` what is open then."""

    name: str
    words: str
    menu: str
    shortcut: str = ""
    scope: str = "Everywhere"
    needs: str = ""
    group: int = 0
    """Actions of different groups are parted by a line."""


MENUS = ("File", "Edit", "View", "Case", "Meeting", "Window", "Help")

FORM, PASSAGE, VOTE = "In a form", "On a passage of an extract", "On a person's vote"
CLAUSE = "On a clause of a sheet of field work"
YEAR = "On a participant of the year's programme"

ACTIONS: tuple[Action, ...] = (
    Action(name="new", words="New register…", menu="File", shortcut="Ctrl+Shift+N"),
    Action(name="open", words="Open a register…", menu="File", shortcut="Ctrl+O"),
    Action(name="import", words="Import a workbook…", menu="File", shortcut="Ctrl+Shift+I", needs="register", group=1),
    Action(name="export", words="Export the register as a workbook…", menu="File", needs="register", group=1),
    Action(name="calendar", words="Export what is due as a calendar…", menu="File", needs="register", group=1),
    Action(name="annual", words="Annual report to the Panel…", menu="File", needs="register", group=1),
    Action(name="who", words="Who am I…", menu="File", needs="register", group=1),
    Action(name="close", words="Close the register", menu="File", shortcut="Ctrl+Shift+W", needs="register", group=2),
    Action(name="quit", words="Quit", menu="File", shortcut="Ctrl+Q", group=2),
    Action(name="deed", words="Do any deed…", menu="Edit", shortcut="Ctrl+Shift+P", needs="register"),
    Action(name="copy_reference", words="Copy the reference", menu="Edit", shortcut="Ctrl+Shift+C", needs="register"),
    Action(name="search", words="Search the register", menu="Edit", shortcut="Ctrl+K", needs="register", group=1),
    Action(name="filter", words="Filter the list", menu="Edit", shortcut="Ctrl+F", needs="register", group=1),
    Action(name="today", words="Today", menu="View", shortcut="Ctrl+1", needs="register"),
    Action(name="cases", words="Cases", menu="View", shortcut="Ctrl+2", needs="register"),
    Action(name="findings", words="Findings", menu="View", shortcut="Ctrl+3", needs="register"),
    Action(name="breaches", words="Breaches", menu="View", shortcut="Ctrl+4", needs="register"),
    Action(name="plans", words="Remediation plans", menu="View", shortcut="Ctrl+5", needs="register"),
    Action(name="extracts", words="Extracts", menu="View", shortcut="Ctrl+6", needs="register"),
    Action(name="meetings", words="Meetings", menu="View", shortcut="Ctrl+7", needs="register"),
    Action(name="members", words="Members and seats", menu="View", shortcut="Ctrl+8", needs="register"),
    Action(name="documents", words="SMKI document set", menu="View", shortcut="Ctrl+9", needs="register"),
    Action(name="programme", words="Year's programme", menu="Case", shortcut="Ctrl+Shift+Y", needs="register", group=3),
    Action(name="assessments", words="Assessments", menu="View", needs="register"),
    Action(name="evidence_requests", words="Evidence requests", menu="View", needs="register"),
    Action(name="letters", words="Letters", menu="View", needs="register"),
    Action(name="organisations", words="Organisations", menu="View", needs="register"),
    Action(name="people", words="People", menu="View", needs="register"),
    Action(name="evidence", words="Evidence", menu="View", needs="register"),
    Action(name="audit", words="Audit trail", menu="View", needs="register"),
    Action(name="refresh", words="Read again", menu="View", shortcut="F5", needs="register", group=1),
    Action(name="back", words="Back", menu="View", shortcut="Alt+Left", needs="register", group=1),
    Action(name="look_system", words="As the system", menu="View", group=2),
    Action(name="look_light", words="Light", menu="View", group=2),
    Action(name="look_dark", words="Dark", menu="View", group=2),
    Action(
        name="night", words="Emergency suspension…", menu="Case", shortcut="Ctrl+Shift+X", needs="register", group=4
    ),
    Action(name="open_case", words="Open a case…", menu="Case", shortcut="Ctrl+N", needs="register"),
    Action(name="note", words="Add a note…", menu="Case", shortcut="Ctrl+Shift+A", needs="case", group=1),
    Action(name="finding", words="Raise a finding…", menu="Case", shortcut="Ctrl+Shift+F", needs="case", group=1),
    Action(name="evidence_add", words="Add evidence…", menu="Case", shortcut="Ctrl+Shift+E", needs="case", group=1),
    Action(name="sheet", words="Field work: the sheet", menu="Case", shortcut="Ctrl+Shift+S", needs="case", group=1),
    Action(name="case_next", words="Do what is next…", menu="Case", shortcut="Ctrl+Return", needs="case", group=2),
    Action(name="schedule", words="Schedule a meeting…", menu="Meeting", needs="register"),
    Action(
        name="arrivals", words="Record who is there…", menu="Meeting", shortcut="Ctrl+Shift+R", needs="meeting", group=1
    ),
    Action(name="item_list", words="Put an item on the agenda…", menu="Meeting", needs="meeting", group=1),
    Action(name="item_next", words="Next item", menu="Meeting", shortcut="Ctrl+Down", needs="meeting", group=2),
    Action(name="item_previous", words="Item before", menu="Meeting", shortcut="Ctrl+Up", needs="meeting", group=2),
    Action(name="larger", words="Larger", menu="View", shortcut="Ctrl+=", group=3),
    Action(name="smaller", words="Smaller", menu="View", shortcut="Ctrl+-", group=3),
    Action(name="usual_size", words="Usual size", menu="View", shortcut="Ctrl+0", group=3),
    Action(name="new_window", words="New window", menu="Window", shortcut="Ctrl+Alt+N", needs="register"),
    Action(name="close_window", words="Close the window", menu="Window", shortcut="Ctrl+W"),
    Action(name="shortcuts", words="Shortcuts", menu="Help", shortcut="F1"),
    Action(name="log", words="Show the log", menu="Help"),
    Action(name="about", words="About PMA Assure", menu="Help", group=1),
    # Where a screen takes keys of its own.
    Action(name="form_do", words="Do it", menu="", shortcut="Ctrl+Return", scope=FORM),
    Action(
        name="form_leave", words="Leave the form; asks when something was typed", menu="", shortcut="Esc", scope=FORM
    ),
    Action(name="list_open", words="Open", menu="", shortcut="Return", scope="In a list"),
    Action(name="passage_publish", words="Publish, with the reason it is needed", menu="", shortcut="P", scope=PASSAGE),
    Action(name="passage_not_necessary", words="Withhold: not necessary", menu="", shortcut="N", scope=PASSAGE),
    Action(name="passage_commercial", words="Withhold: commercial", menu="", shortcut="C", scope=PASSAGE),
    Action(name="passage_security", words="Withhold: security", menu="", shortcut="S", scope=PASSAGE),
    Action(name="passage_personal", words="Withhold: personal", menu="", shortcut="E", scope=PASSAGE),
    Action(name="passage_summary", words="Summarise in the PMA's own words", menu="", shortcut="M", scope=PASSAGE),
    Action(name="passage_split", words="Split at the selection", menu="", shortcut="T", scope=PASSAGE),
    Action(name="clause_met", words="Met", menu="", shortcut="M", scope=CLAUSE),
    Action(name="clause_not_met", words="Not met", menu="", shortcut="N", scope=CLAUSE),
    Action(name="clause_not_tested", words="Not tested", menu="", shortcut="T", scope=CLAUSE),
    Action(name="clause_fill", words="Into the fields; Esc comes back", menu="", shortcut="Return", scope=CLAUSE),
    Action(name="clause_save", words="Save, and go on to the next", menu="", shortcut="Ctrl+Return", scope=CLAUSE),
    Action(name="clause_finding", words="Raise a finding", menu="", shortcut="F", scope=CLAUSE),
    Action(name="clause_observe", words="Note an observation", menu="", shortcut="O", scope=CLAUSE),
    Action(name="clause_evidence", words="Add evidence from files", menu="", shortcut="E", scope=CLAUSE),
    Action(name="clause_paste", words="Add evidence from the clipboard", menu="", shortcut="Ctrl+V", scope=CLAUSE),
    Action(name="year_month", words="Choose the month, or leave it out", menu="", shortcut="Space", scope=YEAR),
    Action(name="year_month_x", words="Choose the month, as with Space", menu="", shortcut="X", scope=YEAR),
    Action(name="year_assessor", words="To the assessor; Esc comes back", menu="", shortcut="A", scope=YEAR),
    Action(name="year_criteria", words="To the criteria; Esc comes back", menu="", shortcut="C", scope=YEAR),
    Action(name="year_take_out", words="Take out what is new", menu="", shortcut="Del", scope=YEAR),
    Action(name="year_plan", words="Plan all that is new", menu="", shortcut="Ctrl+Return", scope=YEAR),
    Action(name="year_plan_chosen", words="Plan what is proposed for the chosen", menu="", shortcut="P", scope=YEAR),
    Action(name="year_notify", words="Notify the chosen", menu="", shortcut="N", scope=YEAR),
    Action(name="year_remind", words="Remind the chosen", menu="", shortcut="R", scope=YEAR),
    Action(name="year_open", words="Open the case of the assessment", menu="", shortcut="Return", scope=YEAR),
    Action(name="year_after", words="The year after", menu="", shortcut="+", scope=YEAR),
    Action(name="year_before", words="The year before", menu="", shortcut="-", scope=YEAR),
    Action(name="vote_for", words="For", menu="", shortcut="F", scope=VOTE),
    Action(name="vote_against", words="Against", menu="", shortcut="A", scope=VOTE),
    Action(name="vote_abstain", words="Abstain", menu="", shortcut="B", scope=VOTE),
)  # fmt: skip
