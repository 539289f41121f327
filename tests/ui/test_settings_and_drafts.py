"""What is remembered survives; what must not lie on the disk in clear does not."""

from __future__ import annotations

from pathlib import Path

from ui.desktop.drafts import Drafts
from ui.desktop.settings import Settings


def test_settings_come_back(tmp_path: Path) -> None:
    register = tmp_path / "a.pma"
    register.touch()
    settings = Settings(tmp_path / "settings.json")
    settings.look = "dark"
    settings.opened(register)
    settings.remember_who(register, "PERS-0001", "chair")
    settings.keep_widths("list findings", [100, 200])
    again = Settings(tmp_path / "settings.json")
    assert (again.look, again.recent, again.who(register)) == ("dark", [register], ("PERS-0001", "chair"))
    assert again.widths("list findings") == [100, 200]


def test_a_spoilt_settings_file_is_begun_anew(tmp_path: Path) -> None:
    for content in ("", "{", "[]", '{"recent": 3, "look": 7, "who": [], "widths": {"x": "y"}}'):
        (tmp_path / "settings.json").write_text(content, encoding="utf-8")
        settings = Settings(tmp_path / "settings.json")
        assert settings.look == "system"
        assert settings.recent == []
        assert settings.widths("x") == []


def test_a_register_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    register = tmp_path / "a.pma"
    register.touch()
    settings = Settings(tmp_path / "settings.json")
    settings.opened(register)
    register.unlink()
    assert settings.recent == []


def test_a_draft_survives_and_is_forgotten(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.pma", encrypted=False, folder=tmp_path / "drafts")
    drafts.keep("case.open", "", {"title": "Ŵyn", "rows": [{"a": "1"}]})
    again = Drafts(tmp_path / "a.pma", encrypted=False, folder=tmp_path / "drafts")
    assert again.of("case.open", "") == {"title": "Ŵyn", "rows": [{"a": "1"}]}
    assert again.of("case.open", "CASE-2026-0001") is None
    assert Drafts(tmp_path / "b.pma", encrypted=False, folder=tmp_path / "drafts").of("case.open", "") is None
    again.forget("case.open", "")
    assert drafts.of("case.open", "") is None
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_draft_of_an_encrypted_register_never_reaches_the_disk(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.pma", encrypted=True, folder=tmp_path / "drafts")
    drafts.keep("case.open", "", {"title": "secret"})
    assert drafts.of("case.open", "") == {"title": "secret"}
    assert not (tmp_path / "drafts").exists()
    assert not drafts.survives
    drafts.forget("case.open", "")
    assert drafts.of("case.open", "") is None
