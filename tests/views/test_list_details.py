"""What stands under a list beside the columns: whom to reach at an organisation, the words of a finding text."""

from __future__ import annotations

from datetime import date

from pma_assure.register.register import Register
from pma_assure.views import list_details, lists
from tests.demonstrated import TODAY as MADE_FOR

TODAY = date.fromisoformat(MADE_FOR)


def test_contacts_stand_under_an_organisation(demo: Register) -> None:
    (reference,) = [
        str(one["reference"])
        for one in lists.items(demo, TODAY, "organisations")
        if one["title"] == "Quillbeck Heat & Power"
    ]
    assert list_details.of(demo, "organisations", reference) == (
        ("Responsible officer", "Iolanthe Varga · i.varga@quillbeck.example · 01632 960 151"),
        ("Out of hours", "Duty engineer · duty@quillbeck.example · 01632 960 152"),
    )


def test_the_words_of_a_finding_text_stand_under_it(demo: Register) -> None:
    first = str(lists.items(demo, TODAY, "finding_patterns")[0]["reference"])
    found = dict(list_details.of(demo, "finding_patterns", first))
    assert found["What was found"]
    assert list_details.of(demo, "finding_patterns", "TEXT-9999") == ()


def test_other_lists_have_nothing_more(demo: Register) -> None:
    assert list_details.of(demo, "cases", "CASE-2026-0001") == ()


def test_reliance_is_said_in_words_and_listed_as_codes(demo: Register) -> None:
    codes = {str(one["state"]) for one in lists.items(demo, TODAY, "reliance")}
    assert codes == {"relied_on", "invalid"}
    place = [column.title for column in lists.columns("reliance")].index("Stands")
    rows = lists.rows(
        demo, TODAY, "reliance", lists.ids(demo, TODAY, "reliance", words="", sort=None, descending=False)
    )
    assert {row.cells[place] for row in rows} == {"Relied on", "Invalid"}
