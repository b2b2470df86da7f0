"""YAML text into nodes: what stands there, where it stands, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coplan.errors import BadInput
from coplan.yaml import nodes as yaml_nodes
from coplan.yaml.nodes import MAX_BYTES, MAX_DEPTH, decode, hidden_by_comments, read_nodes

LOADERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if hasattr(yaml, "CBaseLoader") else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request, monkeypatch):
    monkeypatch.setattr(yaml_nodes, "Loader", request.param)


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        read_nodes(text, "plan.yaml")
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize("typed", ["08:00", "no", "0800", "98101", "1.10", "02134", "1e3", "~", "2027-01-15", "0x1F"])
def test_a_scalar_stays_the_text_that_stands_there(loader, typed):
    assert read_nodes(f"key: {typed}\n", "").data == {"key": typed}


def test_lists_and_mappings_come_as_data(loader):
    text = "a: [x, {y: z}]\nb:\n- one\n-\n  two: 2\nc: {}\nd: []\ne:\n"
    assert read_nodes(text, "").data == {
        "a": ["x", {"y": "z"}], "b": ["one", {"two": "2"}], "c": {}, "d": [], "e": "",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file_is_an_empty_mapping(loader, text):
    if text == "---\n":
        assert "expected keys and values here" in refusal(text)
    else:
        assert read_nodes(text, "").data == {}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "`a` stands here twice. The first is on line 1."),
        ("s:\n  k: 1\n  k: 2\n", 3, 3, "`k` stands here twice. The first is on line 2."),
        ("a: {k: 1, k: 2}\n", 1, 11, "`k` stands here twice. The first is on line 1."),
        ("a: 1\nb: !!python/object:os.system x\n", 2, 4, "tags (`!!python/object:os.system`) are not allowed."),
        ("a: !secret x\n", 1, 4, "tags (`!secret`) are not allowed."),
        ("a: !!int 5\n", 1, 4, "tags (`!!int`) are not allowed."),
        ("b: *x\n", 1, 4, "aliases (`*name`) are not allowed."),
        ("a: &Blue Team\n", 1, 4, "`&Blue` has a meaning of its own in YAML, and would be lost."),
        ("a: &a [x,x]\nb: &b [*a,*a]\n", 1, 4, "`&a` has a meaning of its own in YAML, and would be lost."),
        ("a: ! Blue\n", 1, 4, "`!` has a meaning of its own in YAML, and would be lost."),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here."),
        ("a: b: c\n", 1, 5, "this is not valid YAML: a second colon in this line. If the text contains a colon"),
        ("a:\n\tb: c\n", 2, 1, "this is not valid YAML: there is a tab or a special character"),
        ("a: @x\n", 1, 4, "this is not valid YAML: there is a tab or a special character"),
        ("? [a]\n: b\n", 1, 3, "a key must be one word."),
        ("{a: b}: c\n", 1, 1, "a key must be one word."),
        ("a:\n  b: c\n d: e\n", 3, 2, "this is not valid YAML"),
        (
            'a: "never closed\n',
            1,
            4,
            "this is not valid YAML: the quote that opens here is never closed. Write the same",
        ),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_place(loader, text, line, column, words):
    """copier, test_config_cannot_construct_python_objects: a YAML tag is refused, and nothing is constructed."""
    assert refusal(text).startswith(f"plan.yaml, line {line}: column {column}: {words}")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "[a]\n"])
def test_a_file_that_is_no_mapping_is_refused(loader, text):
    assert refusal(text).startswith("plan.yaml, line 1: expected keys and values here.")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_200000_nested_openings_are_refused_not_survived(loader, opening):
    assert "nested too deeply" in refusal(opening * 200_000)


def test_nesting_up_to_the_limit_is_read(loader):
    inner = MAX_DEPTH - 1
    assert read_nodes("a: " + "[" * inner + "]" * inner, "").data
    assert "nested too deeply" in refusal("a: " + "[" * (inner + 1) + "]" * (inner + 1))


@pytest.mark.parametrize(("text", "line"), [("a: 1\nb: \x01\n", 2), ("é: éé\né2: é\nc: \x07\n", 3), ("a: \ud800\n", 1)])
def test_a_character_that_yaml_does_not_allow_is_named_with_its_line(loader, text, line):
    assert refusal(text) == f"plan.yaml, line {line}: there is a character here that YAML does not allow. Delete it."


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES + 1])
def test_more_than_five_megabytes_are_refused(size):
    content = b"#" * size
    if size == MAX_BYTES:
        assert decode(content, "plan.yaml") == content.decode()
        return
    with pytest.raises(BadInput, match="is larger than 5 MB"):
        decode(content, "plan.yaml")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff", 1),
        (b"a: 1\nb: caf\xe9\n", 2),
        (b"\xef\xbb\xbfa: 1\n\xff", 2),
        ("a: é\r\nb: ü\r\n".encode("latin-1"), 1),
    ],
)
def test_text_that_is_not_utf8_is_refused_with_its_line(content, line):
    with pytest.raises(BadInput, match=f"plan.yaml, line {line}: is not UTF-8 text"):
        decode(content, "plan.yaml")


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decode(b"\xef\xbb\xbfa: 1\n", "") == "a: 1\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_nodes_know_their_place(loader, newline):
    text = newline.join(["# é", "a: 1", "s:", "  - k: 'wörd'  # note", "    l: [x, y]", ""])
    root = read_nodes(text, "")
    word = root.find(("s", 0, "k"))
    assert (word.line, word.column, text[word.start : word.end]) == (4, 8, "'wörd'")
    items = root.find(("s", 0, "l"))
    assert (items.line, items.column, items.flow, text[items.start : items.end]) == (5, 8, True, "[x, y]")
    assert text[root.find(("s",)).start : root.find(("s",)).end].endswith("[x, y]")
    assert (word.key.value, word.key.line, word.key.column) == ("k", 4, 5)


def test_find_stops_at_the_nearest_node_above(loader):
    root = read_nodes("a:\n  b: [x]\n", "")
    assert root.find(("a", "b", 3)) is root.find(("a", "b"))
    assert root.find(("a", "c", "d")) is root.find(("a",))
    assert root.find(("z",)) is root


@pytest.mark.skipif(len(LOADERS) < 2, reason="PyYAML has no C loader here")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\n\n# c\nb: |\n  x\n   y\n\n\n# d\nc: >-\n  x\n  y\n",
        "a: |+\n  x\n\n\nb:\n- c: 1\n  d:\n  - e\n-\n  - f\n",
        "a: 1\r\nb:\r\n  - é: 😀 # x\r\n    d: 'it''s'\r\n",
        "é: \"\\u00e9\\n\"\nb: x\n  y\n  z\nc: 'x\n\n  y'\n",
        "a: {b: [c, {d: e}], f: g}\n? h\n: i\n",
        "a: 1\nb: ! '2'\n",
        "%YAML 1.1\n--- # start\na: 1\n...\n",
        "a:\nb:\n\nc: ''\n",
        "a: x\u2028  y\nb: 1\n",
    ],
)
def test_the_c_loader_and_the_pure_one_give_the_same_nodes(monkeypatch, text):
    found = []
    for loader in LOADERS:
        monkeypatch.setattr(yaml_nodes, "Loader", loader)
        found.append(read_nodes(text, ""))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> theirs\n", 2, "`<<<<<<< HEAD` is the mark of a merge"),
        ("a: 1\n=======\na: 2\n", 2, "`=======` is the mark of a merge"),
        ("a: 1\nb: {{ name }}\n", 2, "`{{` begins a place in a template. A plan holds the answer itself"),
        ("a: 1\nb: {% if x %}\n", 2, "there is a tab or a special character"),
        ('a: 1\nb: "\\ud83d\\ude00"\n', 2, "as JSON writes emoji in two halves. Put the character itself there."),
    ],
)
def test_what_other_programs_leave_in_a_file_has_a_message_of_its_own(loader, text, line, words):
    said = refusal(text)
    assert said.startswith(f"plan.yaml, line {line}: ")
    assert words in said


@pytest.mark.parametrize("text", ["a: Unit #4\n", "a: [x, Unit #4 east\n  ]\n", "s:\n  - b: Unit #4\n"])
def test_a_number_sign_that_hides_part_of_a_value_is_found(loader, text):
    [(_, node, words)] = hidden_by_comments(read_nodes(text, ""), text)
    assert node.value == "Unit"
    assert words.startswith("#4")


@pytest.mark.parametrize("text", ["a: Unit # ours\n", "a: 'Unit #4'\n", "#x\na: b\n", "a: b#4\n", "a: |\n  Unit #4\n"])
def test_other_number_signs_are_left_alone(loader, text):
    assert list(hidden_by_comments(read_nodes(text, ""), text)) == []


@pytest.mark.long  # reading without the C extension takes its time
def test_shipped_packs_and_examples_read_the_same_where_yaml_has_no_c_extension(monkeypatch):
    root = Path(__file__).resolve().parents[2]
    files = [*root.glob("checklists/**/*.yaml"), *root.glob("examples/*/plan.yaml")]
    texts = {path.relative_to(root): path.read_text(encoding="utf-8") for path in files}
    read = {name: read_nodes(text, str(name)).data for name, text in texts.items()}
    monkeypatch.setattr(yaml_nodes, "Loader", yaml.BaseLoader)
    assert {name: read_nodes(text, str(name)).data for name, text in texts.items()} == read
