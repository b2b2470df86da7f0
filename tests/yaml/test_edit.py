"""Edits in place: only the edited value changes, comments survive, or the edit is refused."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.yaml.edit import Change, YamlText, remove_value, set_value
from coplan.yaml.lines import render
from coplan.yaml.nodes import Node, read_nodes
from coplan.yaml.patches import EditRefused

PLAN = """\
# head
coplan: 1   # the format
answers:
  # about the place
  profile:
    name: 'Cedar Valley'  # may change

    stage: developing

  design:
    models: [ride_along, follow_up]  # two of them
    hours: Mo-Fr 08:00-20:00
    team:
      # the first to hire
      - id: r1
        role: clinician   # licensed
        count: 2

      - id: r2
        role: peer
    note: |
      One.
        Two.

    # behind the note
open: {}
# tail
"""


def changed(text: str, after: str) -> list[str]:
    """The lines that differ, in order, with - and + before them."""
    before, now = text.splitlines(), after.splitlines()
    while before and now and before[0] == now[0]:
        before, now = before[1:], now[1:]
    while before and now and before[-1] == now[-1]:
        before, now = before[:-1], now[:-1]
    return [f"-{line}" for line in before] + [f"+{line}" for line in now]


@pytest.mark.parametrize(
    ("path", "data", "lines"),
    [
        ("answers.profile.name", "Cedar", ["-    name: 'Cedar Valley'  # may change", "+    name: Cedar  # may change"]),
        ("answers.profile.name", "Cedar Valley", []),
        ("answers.profile.stage", "operating", ["-    stage: developing", "+    stage: operating"]),
        ("answers.design.models", ["on_scene"], ["-    models: [ride_along, follow_up]  # two of them", "+    models: [on_scene]  # two of them"]),
        ("answers.design.hours", "24/7", ["-    hours: Mo-Fr 08:00-20:00", "+    hours: 24/7"]),
        ("answers.design.hours", "a: b # c", ["-    hours: Mo-Fr 08:00-20:00", '+    hours: "a: b # c"']),
        ("answers.design.note", "One.\nThree.\n", ["-        Two.", "+      Three."]),
        ("answers.design.note", "One.", ["-    note: |", "-      One.", "-        Two.", "+    note: One."]),
        ("answers.design.new", "x", ["+    new: x"]),
        ("answers.needs", {"calls": "5"}, ["+  needs:", "+    calls: 5"]),
        ("suggested", ["design.new"], ["+suggested: [design.new]"]),
        ("open", {"design.hours": {"state": "parked"}}, ["-open: {}", "+open:", "+  design.hours:", "+    state: parked"]),
    ],
)  # fmt: skip
def test_an_edit_changes_the_lines_of_its_value_only(path, data, lines):
    assert changed(PLAN, set_value(PLAN, tuple(path.split(".")), data)) == lines


CLINICIAN, PEER = {"id": "r1", "role": "clinician", "count": "2"}, {"id": "r2", "role": "peer"}


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([CLINICIAN | {"count": "3"}, PEER], ["-        count: 2", "+        count: 3"]),
        ([CLINICIAN | {"role": "nurse"}, PEER], ["-        role: clinician   # licensed", "+        role: nurse   # licensed"]),
        ([CLINICIAN, PEER | {"count": "1"}], ["+        count: 1"]),
        ([CLINICIAN], ["-      - id: r2", "-        role: peer"]),
        ([CLINICIAN, PEER, {"id": "r3", "role": "nurse"}], ["+      - id: r3", "+        role: nurse"]),
        ([CLINICIAN, {"id": "r3", "role": "nurse"}, PEER], ["+      - id: r3", "+        role: nurse"]),
    ],
)  # fmt: skip
def test_an_edit_of_rows_leaves_the_other_rows_and_their_comments(rows, lines):
    assert changed(PLAN, set_value(PLAN, ("answers", "design", "team"), rows)) == lines


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("answers.profile.stage", ["-    stage: developing"]),
        ("answers.design.note", ["-    note: |", "-      One.", "-        Two."]),
        ("answers.profile.nothing", []),
        ("answers.nothing.at.all", []),
    ],
)
def test_removing_a_value_removes_its_lines_only(path, lines):
    assert changed(PLAN, remove_value(PLAN, tuple(path.split(".")))) == lines


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('a:\n  b: ["room #4", x] # two\n', "a:\n  b: y # two\n"),
        ("a:\n  b:\n    - 'room #4'\n    - x\n", "a:\n  b: y\n"),
        ("a:\n  b:\n    '#k': |\n      # one\n  c: z # three\n", "a:\n  b: y\n  c: z # three\n"),
        ("a: {b: 'room #4'} # two\n", "a: # two\n  b: y\n"),
    ],
)
def test_a_number_sign_inside_of_words_is_no_comment(text, after):
    assert set_value(text, ("a", "b"), "y") == after


@pytest.mark.parametrize(
    "text", ["a:\n  b: [x, # c\n    y]\n", "a:\n  b:\n    - x # c\n    - y\n", "a:\n  b:\n    k: | # c\n      x\n"]
)
def test_a_comment_inside_of_a_value_that_goes_refuses_the_edit(text):
    with pytest.raises(EditRefused):
        set_value(text, ("a", "b"), "y")


def test_a_section_that_becomes_empty_goes_and_its_comment_lines_stay():
    text = "answers:\n  # about the place\n  profile:  # here\n    # how it is called\n    name: x\n# tail\n"
    assert (
        remove_value(text, ("answers", "profile", "name")) == "# about the place\n# here\n# how it is called\n# tail\n"
    )


def test_comment_lines_that_stay_do_not_become_words_of_the_text_before_them():
    text = "a: |\n  words\n\nb:\n  # of b\n  c: x\nd: y\n"
    assert remove_value(text, ("b", "c")) == "a: |\n  words\n\n# of b\nd: y\n"


def test_a_row_that_goes_leaves_its_comments():
    text = "team:\n  - id: a\n    # ask Lee\n    role: peer  # as of May\n  # of b\n  - id: b\n"
    assert set_value(text, ("team",), [{"id": "b"}]) == "team:\n  # ask Lee\n  # as of May\n  # of b\n  - id: b\n"


def test_a_new_key_goes_behind_the_last_of_its_elder_siblings():
    text = "a:\n  x: 1\n  z: 3\n"
    assert set_value(text, ("a", "y"), "2", ["w", "x"]) == "a:\n  x: 1\n  y: 2\n  z: 3\n"
    assert set_value(text, ("a", "y"), "2") == "a:\n  x: 1\n  z: 3\n  y: 2\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "a:\n  b: x\n"),
        ("# only a comment", "# only a comment\na:\n  b: x\n"),
        ("a:\n", "a:\n  b: x\n"),
        ("a: # soon\n", "a: # soon\n  b: x\n"),
        ("a:\n  c: 1", "a:\n  c: 1\n  b: x\n"),
        ("a:\r\n  c: 1\r\n", "a:\r\n  c: 1\r\n  b: x\r\n"),
        ("a: {c: 1} # flow\n", "a: # flow\n  c: 1\n  b: x\n"),
        ("a:\n    b: y\n", "a:\n    b: x\n"),
    ],
)
def test_files_that_people_laid_out_otherwise(text, after):
    assert set_value(text, ("a", "b"), "x") == after


@pytest.mark.parametrize(
    ("text", "path", "data"),
    [
        ("a: words\n", "a.b", "x"),
        ("a: [x]\n", "a.b", "x"),
        ("a:\n  # note\n  - x\n", "a", "y"),
        ("a: [x, # note\n  y]\n", "a", "z"),
    ],
)
def test_what_would_lose_something_is_refused(text, path, data):
    with pytest.raises(EditRefused):
        set_value(text, tuple(path.split(".")), data)


NASTY = [
    "", "yes", "~", "- a", "-", "a: b", "a:", "a #b", "#x", "---", "--- a", "...", " lead", "trail ", "\n", "a\n", "\na",
    "a\n\n", "a\n b", "a\n\nb", "a\n#b", "a\r\nb", "a \nb", "%x", "? a", "<<", "=", "[x", "x]", "{", "a, b", '"q"', "it's",
    "&a", "*a", "!t", "|", ">", "x\ty", "é😀", "x\u2028y", "x\x85y", "x\x00y", "x\x7fy", "\ufeffx", "@x", "`x", "08:00", "\\",
]  # fmt: skip
words = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.sampled_from(["a", "b", "id", "x y", "d: 1", "#k", "é", "- z", "k:", "[k", "new", "?"])
data = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=6
)


@st.composite
def texts(draw) -> str:
    """YAML as people write it: all styles, comments and blank lines anywhere, both newlines, with or without the last."""
    chance: Random = draw(st.randoms(use_true_random=False))
    lines: list[str] = []

    def comment(indent: int) -> None:
        lines.extend([f"{' ' * chance.choice([0, indent])}# c{len(lines)}"] * (chance.random() < 0.3))
        lines.extend([""] * (chance.random() < 0.15))

    def behind() -> str:
        return f"{chance.choice([' ', '   '])}# behind" if chance.random() < 0.25 else ""

    def flow(depth: int) -> str:
        shape = chance.randrange(4 if depth < 3 else 2)
        if shape == 2:
            return f"[{', '.join(flow(depth + 1) for _ in range(chance.randint(0, 3)))}]"
        if shape == 3:
            return f"{{{', '.join(f'{key}: {flow(depth + 1)}' for key in chance.sample('abc', chance.randint(0, 3)))}}}"
        return chance.choice(["a", "b c", "'q, r'", '"x: y"', "1"])

    def value(head: str, indent: int, depth: int) -> None:
        shape = chance.randrange(4 if depth > 3 else 7)
        if shape == 0:
            lines.append(head + chance.choice(["", " v", " two words", " 'it''s'", ' "a\\n"', " 08:00"]) + behind())
        elif shape == 1:
            lines.append(f"{head} {chance.choice(['|', '>', '|-', '>-', '|+'])}{behind()}")
            lines.extend(" " * (indent + 2) + chance.choice(["line", "# no comment", "a: b"]) for _ in range(2))
        elif shape == 2:
            lines.extend([f"{head} 'a", f"{' ' * (indent + 2)}b'{behind()}"])
        elif shape == 3:
            lines.append(f"{head} {flow(0)}{behind()}")
        else:
            lines.append(head + behind())
            (sequence if shape == 4 else mapping)(indent + 2 - 2 * (shape == 4 and chance.random() < 0.5), depth + 1)

    def mapping(indent: int, depth: int, head: str = "") -> None:
        for key in chance.sample(["a", "b", "id", "x y", "'q'", '"d: 1"', "é"], chance.randint(1, 4)):
            if not head:
                comment(indent)
            value(f"{head or ' ' * indent}{key}:", indent, depth)
            head = ""

    def sequence(indent: int, depth: int) -> None:
        for _ in range(chance.randint(1, 3)):
            comment(indent)
            if chance.random() < 0.5:
                lines.append(f"{' ' * indent}- {flow(0)}{behind()}")
            else:
                mapping(indent + 2, depth, f"{' ' * indent}- ")

    mapping(0, 0)
    comment(0)
    newline = chance.choice(["\n", "\n", "\r\n"])
    return newline.join(lines) + chance.choice([newline, ""])


def paths(node: Node, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(node.value, dict):
        return []
    found = [[(*above, key), *paths(child, (*above, key))] for key, child in node.value.items()]
    return [path for group in found for path in group]


def with_value(data, path, value):
    if not path:
        return value
    mapping = dict(data) if isinstance(data, dict) else {}
    return mapping | {path[0]: with_value(mapping.get(path[0], {}), path[1:], value)}


def touched(root: Node, path: tuple[str, ...]) -> tuple[int, int]:
    """Where the edited entry stands: the value with its key, or all of the braces around it; nothing if it is new."""
    node = root
    for key in path:
        if node.flow:
            break
        if not isinstance(node.value, dict) or key not in node.value:
            return node.end, node.end
        node = node.value[key]
    return (node.key.start if node.key else 0), node.end


def comment_lines(text: str, without: tuple[int, int] = (0, 0)) -> list[str]:
    found = re.finditer(r"^ *# c\d+", text, re.MULTILINE)
    return [hit.group().lstrip() for hit in found if not without[0] <= hit.start() < without[1]]


def is_part(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(line in rest for line in part)


def newlines(text: str) -> set[str]:
    return set(re.findall(r"\r?\n", text))


@given(text=texts(), value=data, new=st.none() | keys, draw=st.data())
def test_setting_a_value_changes_nothing_else_or_is_refused(text, value, new, draw):
    root = read_nodes(text, "")
    path = draw.draw(st.sampled_from(paths(root)))
    path = path if new is None else (*path[: draw.draw(st.integers(0, len(path)))], new)
    try:
        after = set_value(text, path, value)
    except EditRefused:
        return
    assert read_nodes(after, "").data == with_value(root.data, path, value)
    assert is_part(comment_lines(text, touched(root, path)), comment_lines(after))
    assert newlines(after) <= (newlines(text) or {"\n"})


@given(text=texts(), draw=st.data())
def test_removing_a_value_keeps_all_other_values_and_comments(text, draw):
    root = read_nodes(text, "")
    path = draw.draw(st.sampled_from(paths(root)))
    try:
        after = remove_value(text, path)
    except EditRefused:
        return
    left = read_nodes(after, "")
    assert path not in paths(left)
    others = [other for other in paths(root) if other[: len(path)] != path and other != path[: len(other)]]
    assert [left.find(other).data for other in others] == [root.find(other).data for other in others]
    assert is_part(comment_lines(text), comment_lines(after))  # also those inside of what goes
    assert newlines(after) <= (newlines(text) or {"\n"})  # a comment behind `{a: 1, b: 2}` needs a line of its own


@given(text=texts(), draw=st.data())
def test_many_changes_at_once_are_those_changes_one_after_the_other(text, draw):
    root = read_nodes(text, "")
    places = draw.draw(st.lists(st.sampled_from(paths(root)), min_size=1, max_size=5, unique=True))
    changes = [Change(path, draw.draw(st.none() | data)) for path in places]
    yaml = YamlText.read(text)
    try:
        single = yaml
        for change in changes:
            single = single.changed([change])
    except EditRefused:
        return
    at_once = yaml.changed(changes)
    assert at_once.data == single.data
    assert is_part(comment_lines(single.text), comment_lines(at_once.text))


def test_many_new_answers_stand_in_the_order_in_which_they_were_given():
    yaml = YamlText.read(PLAN.rstrip("\n"))
    new = [Change(("answers", "design", name), name, ["models", "a", "b"]) for name in ("a", "b", "c")]
    after = yaml.changed([*new, Change(("late",), "x"), Change(("later",), "y")])
    assert changed(PLAN, after.text)[-2:] == ["+late: x", "+later: y"]
    assert list(after.data["answers"]["design"])[:4] == ["models", "a", "b", "c"]


@given(text=texts(), draw=st.data())
def test_setting_what_stands_there_changes_no_byte(text, draw):
    root = read_nodes(text, "")
    path = draw.draw(st.sampled_from(paths(root)))
    assert set_value(text, path, root.find(path).data) == text


@given(words=words, key=st.sampled_from(["name", "hours", "models", "new"]), newline=st.sampled_from(["\n", "\r\n"]))
def test_no_answer_of_one_value_is_refused_in_an_ordinary_plan(words, key, newline):
    text = PLAN.replace("\n", newline)
    path = ("answers", "design" if key != "name" else "profile", key)
    after = set_value(text, path, words)
    assert read_nodes(after, "").find(path).data == words
    assert is_part(comment_lines(text), comment_lines(after))


rows = st.lists(st.dictionaries(st.sampled_from(["id", "role", "count", "start"]), words, min_size=1), min_size=1)


@given(rows=rows, more=rows)
def test_no_answer_of_rows_is_refused_in_an_ordinary_plan(rows, more):
    path = ("answers", "design", "costs")
    once = set_value(PLAN, path, rows)
    twice = set_value(once, path, more)
    assert read_nodes(once, "").find(path).data == rows
    assert read_nodes(twice, "").find(path).data == more
    assert [line for line in changed(PLAN, twice) if line[0] == "-"] == []


@given(st.dictionaries(keys, data))
def test_what_is_written_anew_reads_back(data):
    assert read_nodes(render(data), "").data == data


@pytest.mark.parametrize(
    ("text", "written"), [("b\nc", "a: |-\n  b\n  c\n"), ("b\n", "a: |\n  b\n"), ("no", "a: no\n"), (" b", 'a: " b"\n')]
)
def test_text_is_written_as_plainly_as_it_can_be(text, written):
    assert render({"a": text}) == written


def test_short_lists_stand_in_one_line_and_long_ones_in_many():
    assert render({"a": ["x", "y, z"]}) == 'a: [x, "y, z"]\n'
    assert render({"a": ["x" * 50, "y" * 50]}) == f"a:\n  - {'x' * 50}\n  - {'y' * 50}\n"


def as_plan(text: str, newline: str) -> str:
    """The text as the answers of a plan, with other entries before and behind."""
    lines = [f"  {line}" if line else line for line in text.replace("\r\n", "\n").split("\n")]
    return newline.join(
        ["coplan: 1  # the format", "answers:  # all", *lines, "open:", "  a.b:", "    state: parked", ""]
    )


@given(text=texts(), newline=st.sampled_from(["\n", "\r\n"]), draw=st.data())
def test_what_is_read_again_in_part_is_what_the_whole_text_says(text, newline, draw):
    yaml = YamlText.read(as_plan(text, newline))
    for _ in range(3):  # the places that one edit leaves are those that the next one goes by
        places = draw.draw(st.lists(st.sampled_from(paths(yaml.root) or [("a",)]), min_size=1, max_size=3, unique=True))
        more = [(*places[0][:-1], "new")] if draw.draw(st.booleans()) else []
        changes = [Change(path, draw.draw(st.none() | data)) for path in [*places, *more]]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("coplan.yaml.edit.read_again", lambda *_: None)
            whole = changed_or_refused(yaml, changes)
        assert changed_or_refused(yaml, changes) == whole
        yaml = whole or yaml


def changed_or_refused(yaml: YamlText, changes: list[Change]) -> YamlText | None:
    try:
        return yaml.changed(changes)
    except EditRefused:
        return None


def test_a_block_of_text_ends_where_the_whole_text_says_when_what_stood_behind_it_goes():
    for entry in ("b: 'a\n    b'\n", "b:\n    # of b\n    c: d\n"):
        yaml = YamlText.read(f"answers:\n  a: |\n    line\n\n  {entry}\nopen: {{}}\n").remove(("answers", "b"))
        assert yaml.root == read_nodes(yaml.text, "")


def test_an_edit_of_one_answer_reads_that_answer_only(monkeypatch):
    read = []
    monkeypatch.setattr(
        "coplan.yaml.regions.read_nodes", lambda part, file: read.append(part) or read_nodes(part, file)
    )
    yaml = YamlText.read(PLAN).set(("answers", "profile", "name"), "Cedar")
    assert read == [PLAN[PLAN.index("    name:") : PLAN.index("    stage:")].replace("'Cedar Valley'", "Cedar")]
    assert yaml.root == read_nodes(yaml.text, "")
