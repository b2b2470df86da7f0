"""The course of `coplan init`: a new plan from the first step, or a menu for one that is there."""

from __future__ import annotations

from contextlib import suppress

from coplan.plan.disk.store import PlanFolder
from coplan.wizard import interview
from coplan.wizard.asker import Asker, Option
from coplan.wizard.notes.checklist_note import known_questions, remember_checklist
from coplan.wizard.notes.place_note import last_place, remember_place
from coplan.wizard.question_words import counted_questions, names_of, step_title, waiting_words
from coplan.wizard.session import Jump, Left, Session
from coplan.wizard.standing import overdue
from coplan.wizard.step_end.consequences import follow_changes
from coplan.wizard.step_end.read_back import read_back
from coplan.wizard.step_end.review import review
from coplan.wizard.walk import visit, walk

SHOWN = 12  # questions that a search offers


def sit(place: PlanFolder, asker: Asker, *, fresh: bool) -> None:
    """Run one sitting until the room leaves. Everything is saved as it is answered."""
    session = Session(place, asker)
    follow_changes(session)
    remember_checklist(place, known_questions(place))
    with suppress(Left):
        _tell_overdue(session)
        if fresh:
            _steps(session, session.pack.steps[0].id)
        while True:
            _menu(session)


def _tell_overdue(session: Session) -> None:
    """Say which open items should have been settled by now."""
    for key, item in overdue(session.answers, session.place.today).items():
        label = session.pack.questions[key].label
        who = f", for {item.owner}" if item.owner else ""
        session.asker.say(f"Overdue since {item.due}{who}: {label}.")


def _steps(session: Session, start: str, *, jumped: bool = False, at: str = "") -> None:
    """Walk the steps in order from `start`, and its questions from `at`; a jump goes on from there. Raises Left."""
    ids = [step.id for step in session.pack.steps]
    place = ids.index(start)
    while place < len(ids):
        try:
            _step(session, ids[place], again=jumped, at=at)
        except Jump as jump:
            place, jumped, at = ids.index(jump.step), True, ""
            continue
        place, jumped, at = place + 1, False, ""
    _end(session)


def _end(session: Session) -> None:
    """What follows the last step: what was skipped, how far the documents are, the drafts. Raises Left."""
    session.asker.say("That was the last step.")
    remember_place(session.place, "")
    idle = [step_title(step) for step in session.pack.steps if not interview.core(step.id)(session.answers)]
    if idle:
        stage = session.answers.stage
        session.asker.say(f"At the stage “{stage}” there is nothing to decide in a workshop yet on: {'; '.join(idle)}.")
    _ask_skipped(session)
    _documents(session)


def _ask_skipped(session: Session) -> None:
    skipped = interview.core_left(session.answers)
    if not skipped:
        return
    words = counted_questions(len(skipped))
    options = [Option("on", "Go on"), Option("ask", "Answer them now")]
    if session.pick(f"{words} skipped: {names_of(skipped, session.pack)}.", options, "on") == "ask":
        with suppress(Jump):
            visit(session, skipped)


def _step(session: Session, step_id: str, *, again: bool, at: str = "") -> None:
    """One step: core questions, then the others on request, then what was decided is read back."""
    step = session.pack.step(step_id)
    core = interview.core(step_id)
    if not again and (not core(session.answers) or interview.next_key(core(session.answers), session.plan, ()) is None):
        return  # nothing is asked twice without need
    walk(session, core, start=at)
    read_back(session, step)
    _tell_findings(session, step_id)
    _details(session, step_id)


def _menu(session: Session) -> None:
    """The menu of a plan that is there. Raises Left."""
    picked = session.pick("What would you like to do?", _options(session), "on")
    if picked == "leave":
        raise Left
    try:
        _act(session, picked)
    except Jump as jump:
        _steps(session, jump.step, jumped=True)


def _options(session: Session) -> list[Option]:
    answers = session.answers
    found = []
    if key := interview.resume(answers, last_place(session.place)):
        question = session.pack.questions[key]
        title = step_title(session.pack.step(question.step))
        found.append(Option("on", f"Go on where you stopped: {title}, {question.label}"))
    unsettled, owned = interview.unsettled(answers), interview.owners(answers)
    if unsettled or owned:
        count = len({question.key for question in unsettled} | {key for keys in owned.values() for key in keys})
        found.append(Option("open", f"What is still open ({count})"))
    waiting = _waiting(session)
    if waiting:
        words = waiting_words(session.asker.unconfirmed, session.pack)
        found.append(Option("typed", f"What was typed and not confirmed ({len(waiting)})", words))
    new = interview.new_since(answers, known_questions(session.place))
    if new:
        found.append(Option("new", f"What is new in the checklist ({len(new)})"))
    return [
        *found,
        Option("review", "Review one step"),
        Option("change", "Change one answer: search by words"),
        Option("details", "Answer the details, document by document"),
        Option("drafts", "Write the drafts"),
        _leave(session),
    ]


def _waiting(session: Session) -> list[str]:
    """The questions at which something typed waits to be confirmed."""
    keys = session.asker.unconfirmed.questions
    return [key for key in keys if key in session.pack.questions and session.answers.applies(key)]


def _leave(session: Session) -> Option:
    if not session.place.there:
        return Option("leave", f"Leave; {session.place.path} is no longer there: look where the folder went")
    if session.asker.unconfirmed.questions:
        return Option("leave", "Leave; what was confirmed is saved, and what was only typed is kept")
    return Option("leave", "Leave; everything is saved")


def _act(session: Session, picked: str) -> None:
    session.step_shown = ""
    if picked == "on":
        key = interview.resume(session.answers, last_place(session.place)) or next(iter(session.pack.questions))
        _steps(session, session.pack.questions[key].step, at=key)
    elif picked == "open":
        _open_menu(session)
    elif picked == "typed":
        visit(session, _waiting(session))
    elif picked == "new":
        if visit(session, interview.new_since(session.answers, known_questions(session.place))):
            remember_checklist(session.place)
    elif picked == "review":
        _review_menu(session)
    elif picked == "change":
        _change(session)
    elif picked == "details":
        _details(session)
    elif picked == "drafts":
        _documents(session)


def _open_menu(session: Session) -> None:
    """What is still open, by step and by owner, until the room goes back."""
    while True:
        options, keys = _open_options(session)
        if not options:
            return
        picked = session.pick("What is still open:", [*options, Option("", "Back")], options[0].key)
        if not picked:
            return
        visit(session, keys[picked])


def _open_options(session: Session) -> tuple[list[Option], dict[str, list[str]]]:
    answers = session.answers
    options, found = [], {}
    for step in session.pack.steps:
        keys = [question.key for question in interview.unsettled(answers) if question.step == step.id]
        if keys:
            options.append(Option(f"step {step.id}", f"{step_title(step)}: {len(keys)} not answered"))
            found[f"step {step.id}"] = keys
    for owner, keys in sorted(interview.owners(answers).items()):
        options.append(Option(f"owner {owner}", f"Open items of {owner or 'nobody named yet'}: {len(keys)}"))
        found[f"owner {owner}"] = keys
    return options, found


def _tell_findings(session: Session, step_id: str) -> None:
    from coplan.wizard.step_end.findings import tell_findings  # rules and figures: not before the first question

    tell_findings(session, step_id)


def _review_menu(session: Session) -> None:
    options = [Option(step.id, step_title(step), number=str(step.number)) for step in session.pack.steps]
    step = session.pick("Review which step?", [*options, Option("", "Back", number="b")])
    if step:
        review(session, session.pack.step(step), whole=True)
        _tell_findings(session, step)


def _change(session: Session) -> None:
    words = session.line("Words of the question, for example: hours")
    found = [question for question in interview.search(session.pack, words) if session.answers.applies(question.key)]
    if not found:
        if words:
            session.asker.say(f"No question that applies today has the words `{words}`.")
        return
    if len(found) > SHOWN:
        session.asker.say(f"{len(found)} questions have these words; the first {SHOWN} follow. More words find fewer.")
    options = [Option(question.key, question.label, question.ask) for question in found[:SHOWN]]
    picked = session.pick("Which question?", [*options, Option("", "None of these")], options[0].key)
    if picked:
        visit(session, [picked])


# What renders documents takes longer to load than all else: the first question does not wait for it.


def _details(session: Session, step_id: str = "") -> None:
    from coplan.wizard.step_end.details import offer_details

    offer_details(session, step_id)


def _documents(session: Session) -> None:
    from coplan.wizard.documents import tell_documents, write_documents

    tell_documents(session)
    write_documents(session)
