"""The course of `coplan init`: a new plan from the first step, or a menu for one that is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

from coplan.drafts.service import Drafting, draft_plan, readiness
from coplan.errors import CoplanError
from coplan.plan.store import PlanFolder
from coplan.plan.write_file import write_if_changed
from coplan.wizard import interview
from coplan.wizard.asker import Asker, Option, Signal
from coplan.wizard.session import Jump, Left, Session, step_title

Report = Callable[[Drafting], None]


def sit(place: PlanFolder, asker: Asker, *, fresh: bool) -> None:
    """Run one sitting until the room leaves. Everything is saved as it is answered."""
    session = Session(place, asker)
    if fresh:
        remember_checklist(place)
    with suppress(Left):
        if fresh:
            _steps(session, session.pack.steps[0].id)
        while True:
            _menu(session)


def known_questions(place: PlanFolder) -> set[str]:
    """The questions that the checklist had when this plan last saw it; all of them if that is not known."""
    try:
        data = json.loads((place.hidden / "checklist.json").read_text(encoding="utf-8"))
        return set(data["questions"])
    except (OSError, ValueError, KeyError, TypeError):
        return set(place.pack.questions)


def remember_checklist(place: PlanFolder) -> None:
    """Note which questions the checklist has today, so that new ones can be told apart later."""
    content = json.dumps({"questions": list(place.pack.questions)}, indent=1) + "\n"
    with suppress(OSError):  # without the note nothing is lost; new questions are asked as open ones
        write_if_changed(place.hidden / "checklist.json", content.encode("utf-8"))


def _steps(session: Session, start: str) -> None:
    """Walk the steps in order from `start`; a jump goes on from there. Raises Left."""
    ids = [step.id for step in session.pack.steps]
    at = ids.index(start)
    jumped = False
    while at < len(ids):
        try:
            _step(session, ids[at], again=jumped)
        except Jump as jump:
            at, jumped = ids.index(jump.step), True
            continue
        at, jumped = at + 1, False
    session.asker.say("That was the last step.")
    _write(session)


def _step(session: Session, step_id: str, *, again: bool) -> None:
    """One step: core questions, then the others on request, then the table of answers."""
    step = session.pack.step(step_id)
    unasked = interview.next_key(interview.core(step_id)(session.answers), session.plan, ()) is not None
    if not unasked and not again:
        return  # nothing is asked twice without need
    session.walk(interview.core(step_id))
    rest = [k for k in interview.details(step_id)(session.answers) if not interview.settled(session.plan, k)]
    if rest:
        word = "question" if len(rest) == 1 else "questions"
        options = [Option("on", "Go on"), Option("more", f"Answer {len(rest)} more detailed {word} of this step")]
        picked = session.asker.choose(f"{step.title}: the core is done.", options, "on")
        if picked is Signal.LEAVE:
            raise Left
        if picked == "more":
            session.walk(interview.details(step_id))
    session.summary(step)
    _tell_documents(session)


def _tell_documents(session: Session) -> None:
    """Which documents have all they need, and what the others still miss."""
    try:
        found = readiness(session.answers)
    except CoplanError as error:
        session.asker.say(str(error))
        return
    ready = [item.document.title for item in found if not item.holes]
    if ready:
        session.asker.say("Ready: " + ", ".join(ready) + ".")
    missing = [item for item in found if item.holes]
    if missing:
        rows = [[item.document.title, str(len(item.holes)), _first(item.holes)] for item in missing]
        session.asker.heading("Documents that still miss something")
        session.asker.table(["Document", "Points", "Among them"], rows)


def _first(holes: tuple[str, ...]) -> str:
    names = [hole.removeprefix("To decide: ").partition(". ")[0] for hole in holes]
    return "; ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _menu(session: Session) -> None:
    """The menu of a plan that is there. Raises Left."""
    picked = session.asker.choose("What would you like to do?", _options(session), "on")
    if isinstance(picked, Signal) or picked == "leave":
        raise Left
    try:
        _act(session, picked)
    except Jump as jump:
        _steps(session, jump.step)


def _options(session: Session) -> list[Option]:
    answers = session.answers
    found = []
    unfinished = interview.first_unfinished_step(answers)
    if unfinished:
        title = step_title(session.pack.step(unfinished))
        found.append(Option("on", f"Go on where you stopped: {title}"))
    unsettled, owned = interview.unsettled(answers), interview.owners(answers)
    if unsettled or owned:
        count = len({question.key for question in unsettled} | {key for keys in owned.values() for key in keys})
        found.append(Option("open", f"What is still open ({count})"))
    new = interview.new_since(answers, known_questions(session.place))
    if new:
        found.append(Option("new", f"What is new in the checklist ({len(new)})"))
    return [
        *found,
        Option("review", "Review one step"),
        Option("change", "Change one answer: search by words"),
        Option("drafts", "Write the drafts"),
        Option("leave", "Leave; everything is saved"),
    ]


def _act(session: Session, picked: str) -> None:
    if picked == "on":
        _steps(session, interview.first_unfinished_step(session.answers) or session.pack.steps[0].id)
    elif picked == "open":
        _open_menu(session)
    elif picked == "new":
        new = interview.new_since(session.answers, known_questions(session.place))
        session.walk(interview.only(new))
        remember_checklist(session.place)
    elif picked == "review":
        step = _pick_step(session)
        if step:
            session.step_shown = ""
            session.walk(interview.whole(step), again=True)
            session.summary(session.pack.step(step))
    elif picked == "change":
        _change(session)
    elif picked == "drafts":
        _write(session)


def _open_menu(session: Session) -> None:
    answers = session.answers
    options = []
    for step in session.pack.steps:
        keys = [question.key for question in interview.unsettled(answers) if question.step == step.id]
        if keys:
            options.append(Option(f"step {step.id}", f"{step_title(step)}: {len(keys)} not answered"))
    for owner, keys in sorted(interview.owners(answers).items()):
        who = owner or "nobody named yet"
        options.append(Option(f"owner {owner}", f"Open items of {who}: {len(keys)}"))
    picked = session.asker.choose("What is still open", [*options, Option("back", "Back")], options[0].key)
    if isinstance(picked, Signal) or picked == "back":
        return
    kind, _, name = picked.partition(" ")
    if kind == "owner":
        session.walk(interview.only(interview.owners(answers)[name]), again=True)
    else:
        keys = [question.key for question in interview.unsettled(answers) if question.step == name]
        session.walk(interview.only(keys), again=True)


def _pick_step(session: Session) -> str:
    options = [Option(step.id, step_title(step)) for step in session.pack.steps]
    picked = session.asker.choose("Review which step?", [*options, Option("", "Back")], "")
    return "" if isinstance(picked, Signal) else picked


def _change(session: Session) -> None:
    words = session.asker.line("Words of the question, for example: hours")
    if isinstance(words, Signal):
        return
    found = [question for question in interview.search(session.pack, words) if session.answers.applies(question.key)]
    if not found:
        session.asker.say(f"No question that applies today has the words `{words}`.")
        return
    options = [Option(question.key, question.ask) for question in found[:15]]
    picked = session.asker.choose("Which question?", [*options, Option("", "None of these")], options[0].key)
    if isinstance(picked, str) and picked:
        session.step_shown = session.pack.questions[picked].step
        session.walk(interview.only([picked]), again=True)


def _write(session: Session) -> None:
    options = [Option("yes", "Write the drafts now"), Option("no", "Not now")]
    if session.asker.choose("Drafts", options, "yes") != "yes":
        return
    try:
        done = draft_plan(session.place.folder, session.answers)
    except CoplanError as error:
        session.asker.say(str(error))
        return
    session.asker.heading("Drafts")
    rows = [[draft.path, draft.state, str(draft.holes or "none"), draft.beside] for draft in done.drafts]
    session.asker.table(["Draft", "State", "Points to decide", "New text beside it"], rows)
    for path in done.leftover:
        session.asker.say(f"{path}: no longer called for by the plan; left where it is.")
