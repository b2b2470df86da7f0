"""The plan's folder is moved away, or its disk taken out, while people answer: nobody is told that all is saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coplan.cli.plan import begin
from coplan.plan.disk.store import PlanFolder
from coplan.wizard.asker import Opened, Prompt, TypedAnswer
from coplan.wizard.unconfirmed import Unconfirmed
from tests.wizard.scripted import LEFT, Menu, ScriptedAsker

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be moved there")
Sit = Callable[..., ScriptedAsker]


@pytest.fixture
def place(make_plan: Callable[..., PlanFolder]) -> PlanFolder:
    place = make_plan("coplan: 1\nanswers:\n")
    place.create()
    return place


@pytest.fixture
def sit(place: PlanFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sit:
    """Sit down as `coplan init` does, with a room that answers by a function; the code and what was said come back."""

    def sit(answer: Callable[[Any], Any]) -> tuple[int, str, ScriptedAsker]:
        asker = ScriptedAsker(answer)

        def seated(unconfirmed: Unconfirmed, **_: object) -> ScriptedAsker:
            asker.unconfirmed = unconfirmed
            return asker

        monkeypatch.setattr(begin, "_asker", seated)
        monkeypatch.setattr(begin, "ready_for_answers", lambda: None)
        code = begin._sit(place, fresh=True, plain=True)
        return code, capsys.readouterr().err, asker

    return sit


def moved(place: PlanFolder) -> Path:
    return place.folder.with_name("elsewhere")


def room(place: PlanFolder, *, back: bool) -> Callable[[Any], Any]:
    """A room whose folder goes at the first question; asked again, it comes back or they leave."""

    def answer(asked: Any) -> Any:
        if isinstance(asked, Prompt) and not moved(place).exists() and asked.now is None:
            place.folder.rename(moved(place))
            return TypedAnswer("Cedar")
        if isinstance(asked, Prompt) and asked.now == "Cedar" and back and moved(place).exists():
            moved(place).rename(place.folder)
            return TypedAnswer("Cedar")
        return "leave" if isinstance(asked, Menu) and "leave" in asked.keys else LEFT

    return answer


def test_a_folder_that_went_is_told_and_nothing_is_begun_in_its_place(place: PlanFolder, sit: Sit) -> None:
    code, said, asker = sit(room(place, back=False))
    assert code == 3
    assert f"{place.path} is no longer there. Look where the folder went" in said
    assert "saved" not in said.replace("NOT saved", "")
    assert any("no such file" in line for line in asker.shown), asker.shown
    assert not place.folder.exists()
    assert (moved(place) / "plan.yaml").read_text(encoding="utf-8") == "coplan: 1\nanswers:\n"


def test_a_menu_does_not_say_that_all_is_saved(place: PlanFolder, sit: Sit) -> None:
    labels: list[str] = []

    def answer(asked: Any) -> Any:
        if isinstance(asked, Prompt) and not moved(place).exists():
            place.folder.rename(moved(place))
            return Opened(None)
        if isinstance(asked, Menu):
            labels.extend(option.label for option in asked.options)
            return "leave" if "leave" in asked.keys else LEFT
        return LEFT

    code, said, _ = sit(answer)
    assert (code, "saved" in said) == (3, False)
    assert not [label for label in labels if "saved" in label]


def test_a_folder_that_comes_back_takes_the_answer_after_all(place: PlanFolder, sit: Sit) -> None:
    asked_before: list[Any] = []
    first = room(place, back=True)

    def answer(asked: Any) -> Any:
        asked_before.append(asked)
        return first(asked) if len(asked_before) < 3 else LEFT

    code, said, _ = sit(answer)
    assert (code, "All answers are saved" in said) == (0, True)
    assert "name: Cedar" in place.path.read_text(encoding="utf-8")


def test_what_was_only_typed_is_named_to_be_noted_down(
    place: PlanFolder, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(asked: Any) -> Any:
        place.folder.rename(moved(place))
        typing[0].keep(next(iter(place.pack.questions)), "Ced")
        return LEFT

    typing = [Unconfirmed(place.inside)]
    monkeypatch.setattr(begin, "Unconfirmed", lambda _: typing[0])
    code, said, _ = sit(answer)
    assert (code, "NOT saved; note it down" in said) == (3, True)
    assert not place.folder.exists()
