"""Takes answers from outside: one `key=value`, or an answers file. All of it is checked before any is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from textwrap import indent

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.errors import BadInput, Problem, UsageError, closest
from coplan.plan.model import DraftSettings, Plan
from coplan.plan.read.drafts import NotASetting, with_setting
from coplan.plan.read.plan import TOP, left_out, read_root
from coplan.yaml.nodes import Data, read_nodes


@dataclass(frozen=True)
class Taken:
    """A change to a plan, and notes on what was not understood."""

    change: Callable[[Plan], Plan]
    notes: tuple[Problem, ...] = ()


def take_file(text: str, pack: Pack, file: str) -> Taken:
    """Read an answers file: a plan, or only the sections of one. Raises BadInput with every problem."""
    root = read_nodes(text, file)
    sections = {step.id for step in pack.steps}
    if isinstance(root.value, dict) and "answers" not in root.value and sections & set(root.value):
        around = {key: node for key, node in root.value.items() if key in TOP}
        inside = {key: node for key, node in root.value.items() if key not in TOP}
        root = replace(root, value=around | {"answers": replace(root, value=inside)})
    reading = read_root(root, pack, file)
    given = reading.plan
    # The letterhead stays out: it lies beside the plan that was read.
    said = {name: value for name, value in given.drafts.plain().items() if name != "letterhead"}

    def change(plan: Plan) -> Plan:
        plan = replace(plan, drafts=replace(plan.drafts, **said))
        for key, value in given.answers.items():
            plan = plan.with_answer(key, value, suggested=key in given.suggested)
        for key, item in given.open.items():
            plan = plan.with_open(key, item)
        return replace(
            plan,
            accepted={**plan.accepted, **given.accepted},
            limits={**plan.limits, **given.limits},
            assumptions={**plan.assumptions, **given.assumptions},
        )

    return Taken(change, left_out(reading.notes))


def take_settings(settings: Sequence[str], pack: Pack) -> Taken:
    """Read `key=value` settings. Raises UsageError that names every one that is wrong."""
    values, drafts, faults = {}, {}, []
    for setting in settings:
        key, equals, text = setting.partition("=")
        try:
            if not equals:
                raise UsageError(f"`{setting}` needs an equals sign: key=value.")
            if key.strip().startswith("drafts."):
                drafts[key.strip().removeprefix("drafts.")] = text
                with_setting(DraftSettings(), key.strip().removeprefix("drafts."), text)
                continue
            question = find_question(pack, key.strip())
            values[question.key] = None if not text.strip() else read_value(_typed(text, question), question)
        except UsageError as error:
            faults.append(str(error))
        except (NotAnAnswer, NotASetting) as error:
            faults.append(f"{key}: {error}")
    if faults:
        raise UsageError("\n".join(faults))

    def change(plan: Plan) -> Plan:
        for name, text in drafts.items():
            plan = replace(plan, drafts=with_setting(plan.drafts, name, text))
        for key, value in values.items():
            plan = plan.withdrawn(key) if value is None else plan.with_answer(key, value)
            if value is not None and key in plan.open and plan.open[key].state == "parked":
                plan = plan.with_open(key, None)
        return plan

    return Taken(change)


def find_question(pack: Pack, key: str) -> Question:
    """The question with this key, or its old one. Raises UsageError that names the closest."""
    today = key if key in pack.questions else pack.renamed.get(key, key)
    if today in pack.questions:
        return pack.questions[today]
    tails = [name for name in pack.questions if name.rpartition(".")[2] == key.rpartition(".")[2]]
    near = tails[0] if tails else closest(key, pack.questions)
    hint = f"Did you mean `{near}`?" if near else "Keys look like `design.hours`."
    raise UsageError(f"There is no question `{key}`. {hint}")


def _typed(text: str, question: Question) -> Data:
    """A value from the command line: YAML for lists and rows, the words themselves for everything else."""
    if question.kind in ("choices", "list", "records") and text.lstrip().startswith(("[", "- ")):
        try:
            return _listed(text.strip())
        except BadInput:
            raise UsageError(f"{question.key}: `{text}` is not a list. Write it like `[one, another]`.") from None
    if question.kind == "choices" and text.strip().casefold().startswith("other:"):
        return [text]
    return text


def _listed(text: str) -> Data:
    """A list as YAML has it, in brackets or with a dash a line. Raises BadInput."""
    for lines in (text, indent(text, "  ")):
        with suppress(BadInput):
            return read_nodes(f"value:\n  {lines.lstrip()}\n", "").find(("value",)).data
    raise BadInput([])
