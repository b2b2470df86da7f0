"""Every kind: what people type, what it prints, what the file keeps, and what is said when it is wrong."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import KINDS, read_value
from coplan.content.answers.values import Missing, YesNo, join_words
from coplan.content.questions import Choice, Column, Question

BASES = (
    Choice("police", "police department", was=("pd",)),
    Choice("fire", "fire department or district"),
    Choice("ems", "EMS agency"),
)
COLUMNS = (
    Column("role", "role", "choice", required=True, choices=BASES),
    Column("count", "how many", "whole"),
    Column("start", "start", "date"),
    Column("days", "days", "choices", choices=BASES, other=True),
)


def question(kind: str, **more) -> Question:
    if kind in ("choice", "choices"):
        more = {"choices": BASES, "other": True} | more
    if kind == "records":
        more["columns"] = COLUMNS
    return Question("q", "label", "Ask?", kind, "help", "why", ("s",), step="design", **more)


def words(kind: str, data, **more) -> str:
    with pytest.raises(NotAnAnswer) as caught:
        read_value(data, question(kind, **more))
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "typed", "printed", "kept"),
    [
        ("text", "08:00", "08:00", "08:00"),
        ("text", "no", "no", "no"),
        ("text", "0800", "0800", "0800"),
        ("text", "98101", "98101", "98101"),
        ("text", "1.10", "1.10", "1.10"),
        ("text", "02134", "02134", "02134"),
        ("text", "  Cedar Valley ", "Cedar Valley", "Cedar Valley"),
        ("paragraph", "One.\nTwo.\n", "One.\nTwo.", "One.\nTwo."),
        ("choice", "police", "police department", "police"),
        ("choice", "Police Department", "police department", "police"),
        ("choice", "FIRE", "fire department or district", "fire"),
        ("choice", "pd", "police department", "police"),
        ("yes_no", "no", "no", "no"),
        ("yes_no", "Y", "yes", "yes"),
        ("yes_no", "true", "yes", "yes"),
        ("whole", "12,500", "12,500", "12500"),
        ("whole", "0800", "800", "800"),
        ("whole", "1.0", "1", "1"),
        ("number", "1.10", "1.1", "1.10"),
        ("number", "1,234.5", "1,234.5", "1234.5"),
        ("percent", "12%", "12%", "12%"),
        ("percent", "12", "12%", "12%"),
        ("percent", "12.50 %", "12.5%", "12.50%"),
        ("money", "$1,250.50", "$1,250.50", "1250.50"),
        ("money", "1250.5", "$1,250.50", "1250.5"),
        ("money", "$1,250", "$1,250", "1250"),
        ("date", "2027-01-15", "January 15, 2027", "2027-01-15"),
        ("date", "1/5/2027", "January 5, 2027", "2027-01-05"),
        ("time", "08:00", "8 a.m.", "08:00"),
        ("time", "8:30 PM", "8:30 p.m.", "20:30"),
        ("time", "12 a.m.", "midnight", "00:00"),
        ("time", "12pm", "noon", "12:00"),
        ("duration", "30 min", "30 minutes", "30 minutes"),
        ("duration", "1 hour and 30 minutes", "1 hour 30 minutes", "1 hour 30 minutes"),
        ("duration", "1.50 hrs.", "1.5 hours", "1.50 hours"),
        ("duration", "1 Year", "1 year", "1 year"),
        ("schedule", "Mo-Fr 08:00-20:00", "Monday to Friday, 8 a.m. to 8 p.m.", "Mo-Fr 08:00-20:00"),
        ("phone", "988", "988", "988"),
        ("phone", "360-555-0101", "(360) 555-0101", "360-555-0101"),
        ("phone", "+44 20 7946 0958", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("phone", "3605550101 x12", "(360) 555-0101 ext. 12", "3605550101 x12"),
        ("email", "team@example.org", "team@example.org", "team@example.org"),
        ("url", "https://example.org/a?b=c", "https://example.org/a?b=c", "https://example.org/a?b=c"),
    ],
)
def test_typed_text_prints_as_people_write_it_and_is_kept_plain(kind, typed, printed, kept):
    value = read_value(typed, question(kind))
    assert (str(value), value.plain()) == (printed, kept)


@pytest.mark.parametrize(
    ("kind", "data", "printed", "kept"),
    [
        ("choices", ["police", "fire"], "police department and fire department or district", ["police", "fire"]),
        ("choices", "police, ems", "police department and EMS agency", ["police", "ems"]),
        ("choices", ["pd", "police"], "police department", ["police"]),
        ("choices", ["other: jail, court", "ems"], "jail, court; and EMS agency", ["other: jail, court", "ems"]),
        ("choices", [{"other": "county jail"}], "county jail", ["other: county jail"]),
        ("list", ["one", "two", "three"], "one, two and three", ["one", "two", "three"]),
        ("list", "one, two", "one and two", ["one", "two"]),
        ("list", [{"Note": "a colon"}], "Note: a colon", ["Note: a colon"]),
        (
            "records",
            [{"id": "r1", "role": "pd", "count": "1,200", "days": "fire, ems"}, {"role": "ems", "start": ""}],
            "role: police department, how many: 1,200, days: fire department or district and EMS agency; role: EMS agency",
            [{"id": "r1", "role": "police", "count": "1200", "days": ["fire", "ems"]}, {"role": "ems"}],
        ),
    ],
)
def test_lists_and_rows_print_as_people_list_them_and_are_kept_plain(kind, data, printed, kept):
    value = read_value(data, question(kind))
    assert (str(value), value.plain()) == (printed, kept)


@pytest.mark.parametrize("typed", ["other: County jail", "Other:  County jail", "OTHER:County jail"])
def test_people_may_answer_in_their_own_words(typed):
    value = read_value(typed, question("choice"))
    assert (value.key, str(value), value.plain()) == ("other", "County jail", "other: County jail")


@pytest.mark.parametrize("typed", ["other: County jail", "other:", "other"])
def test_own_words_are_refused_where_the_question_has_none(typed):
    assert "is not one of the choices. Choices are `police`, `fire`, `ems`." in words("choice", typed, other=False)


def test_a_unit_may_be_typed_and_is_printed_in_its_number():
    minutes = question("number", unit="minutes")
    assert [str(read_value(typed, minutes)) for typed in ("2.5", "1 minute", "2.50 min")] == [
        "2.5 minutes", "1 minute", "2.5 minutes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "typed", "right"),
    [
        ("text", "two\nlines", "this answer is one line; put it on one line, or shorten it."),
        ("text", " ", "there is no value. Write one line of text."),
        ("text", "caf\udce9", "there is a character here that no file can hold. Type it again."),
        ("choice", "polise", "`polise` is not one of the choices. Did you mean `police`? Choices are `police`, `fire`, `ems` or `other: …`."),
        ("choice", "ems agancy", "`ems agancy` is not one of the choices. Did you mean `ems`? Choices are `police`, `fire`, `ems` or `other: …`."),
        ("choice", "x", "`x` is not one of the choices. Choices are `police`, `fire`, `ems` or `other: …`."),
        ("choices", [], "there is no choice in this list."),
        ("choices", {"a": "b"}, "expected a list here, but this is keys and values. Write a list of choices, like `[one, another]`."),
        ("yes_no", "maybe", "`maybe` is neither yes nor no."),
        ("whole", "1.5", "`1.5` is not a whole number."),
        ("whole", "-1", "`-1` is below zero."),
        ("whole", "1,25", "`1,25` is not a whole number such as 12,500."),
        ("whole", "9" * 31, f"`{'9' * 31}` is not a whole number such as 12,500."),
        ("number", "NaN", "`NaN` is not a number such as 12 or 2.5."),
        ("number", "1e3", "`1e3` is not a number such as 12 or 2.5."),
        ("percent", "101%", "`101%` is not between 0% and 100%."),
        ("percent", "%", "`%` is not a percentage such as 12%."),
        ("money", "€5", "`€5` is not an amount of money such as $1,250.50."),
        ("money", "$1.255", "`$1.255` has more than two decimals. For thousands write a comma: $1,255."),
        ("money", "-5", "`-5` is below zero."),
        ("date", "15/1/2027", "`15/1/2027`: there is no month 15. Write month/day/year, for example 1/15/2027."),
        ("date", "2027-02-30", "`2027-02-30`: February has 28 days in 2027."),
        ("time", "25:00", "`25:00`: a day has no hour 25. Midnight is 00:00."),
        ("time", "13 pm", "`13 pm` is not a time of day. Write hours and minutes, for example 08:00 or 17:30."),
        ("time", "8", "`8` can be morning or evening. Write 8 a.m. or 8 p.m."),
        ("duration", "a while", "`a while` is not a length of time. Write it like 30 minutes, 2 hours or 6 months."),
        ("duration", "30", "`30`: of what? Write 30 minutes, 30 hours or 30 days."),
        ("duration", "5 minutes 2 hours", "`5 minutes 2 hours` is not a length of time. Write it like 30 minutes, 2 hours or 6 months."),
        ("schedule", "9 or 5", "`9 or 5` is not a schedule: `or` is not understood. Write days and hours like `Mo-Fr 08:00-20:00` or `Mo-Su 12:00-24:00; PH off`."),
        ("phone", "555-0101", "`555-0101` has no area code. Write it like 360-555-0101."),
        ("phone", "call us", "`call us` is not a telephone number. Write it like 360-555-0101, or 988."),
        ("email", "team@example", "`team@example` is not an e-mail address. Write it like name@example.org."),
        ("url", "example.org", "`example.org` is not a whole web address. Write it like https://example.org."),
        ("list", [], "there is nothing in this list."),
        ("list", [["x"]], "this must be one value."),
        ("records", "police", "expected a list here, but this is one value. Write rows, each with its columns."),
        ("records", [], "there are no rows."),
        ("records", ["police"], "each row needs its columns: role, count, start, days."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_answered_with_what_would_be_right(kind, typed, right):
    assert words(kind, typed) == right


@pytest.mark.parametrize(
    ("typed", "limits", "said"),
    [
        ("5", {"min": 6}, "`5` is less than 6, the least that is possible here."),
        ("0.05", {"min": 0.1}, "`0.05` is less than 0.1, the least that is possible here."),
        ("2000000", {"max": 1_000_000}, "`2000000` is more than 1,000,000, the most that is possible here."),
    ],
)
def test_limits_are_named_as_people_write_them(typed, limits, said):
    assert words("number", typed, **limits) == said


def test_limits_allow_what_the_kind_alone_would_refuse():
    assert str(read_value("-5.25", question("money", min=-10))) == "-$5.25"
    assert str(read_value("150%", question("percent", max=200))) == "150%"


def test_every_fault_in_rows_is_reported_with_its_place():
    rows = [{"rolle": "pd", "count": "x"}, {"role": "police", "days": ["fire", "q"]}, "x"]
    with pytest.raises(NotAnAnswer) as caught:
        read_value(rows, question("records"))
    assert caught.value.faults == [
        ((0, "rolle"), "there is no column `rolle`. Did you mean `role`?"),
        ((0, "count"), "`x` is not a whole number such as 12,500."),
        ((1, "days", 1), "`q` is not one of the choices. Choices are `police`, `fire`, `ems` or `other: …`."),
        ((2,), "each row needs its columns: role, count, start, days."),
    ]


def test_a_number_that_a_comma_divided_between_braces_is_told_as_such():
    said = words("records", [{"role": "ems", "count": "1", "790": ""}])
    assert said.startswith(
        "there is no column `790`. Inside { } a comma divides: put the whole number in quotes, or leave"
    )


def test_a_choice_that_is_far_off_is_not_guessed():
    assert "Did you mean" not in words("choice", "fireplace")


def test_a_row_id_that_stands_twice_is_a_fault():
    said = words("records", [{"id": "r1", "role": "ems"}, {"id": "r1", "role": "fire"}, {"role": "fire"}])
    assert said == "the row id `r1` stands twice. Delete it in the copy; coplan sets a new one."


@pytest.mark.parametrize("cells", [{}, {"role": ""}, {"count": "2"}])
def test_a_row_may_be_half_done(cells):
    (row,) = read_value([cells], question("records"))
    assert isinstance(row["role"], Missing)
    assert str(row["role"]) == "[role]"


def test_an_empty_cell_is_missing_and_an_unknown_one_an_error():
    (row,) = read_value([{"role": "ems"}], question("records"))
    assert isinstance(row["start"], Missing)
    assert row["id"] == ""
    with pytest.raises(KeyError):
        row["nothing"]


def test_values_compare_as_conditions_want():
    base = read_value("pd", question("choice"))
    month, week = (read_value(typed, question("duration")) for typed in ("1 month", "4 weeks"))
    assert base == "police"
    assert base in ["police", "fire"]
    assert YesNo(False) == "no"
    assert week < month
    assert month >= week
    assert read_value("60 minutes", question("duration")) == read_value("1 hour", question("duration"))
    assert read_value("$1,250.50", question("money")) == Decimal("1250.5")


def test_missing_is_false_equal_to_nothing_less_than_nothing_and_empty():
    missing = Missing("hours on duty", "design.hours")
    assert not missing
    assert missing != missing
    assert not any([missing < 1, missing > 1, missing <= 1, missing >= 1, missing == "", missing == None])  # noqa: E711
    assert (list(missing), len(missing), "x" in missing) == ([], 0, False)
    assert not missing.around_the_clock
    assert str(missing) == "[hours on duty]"


@pytest.mark.parametrize(
    ("items", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a", "b, c"], "a; and b, c")],
)
def test_words_are_joined_as_in_a_sentence(items, sentence):
    assert join_words(items) == sentence


line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)
key = st.sampled_from(["police", "fire", "ems"])
digits = st.integers(0, 10**12)
own = line.map(lambda text: "other: " + text.strip())
row = st.fixed_dictionaries(
    {"role": key},
    optional={"id": st.uuids().map(str), "count": digits.map(str), "days": st.lists(key | own, min_size=1)},
)
TYPED = {
    "text": line,
    "paragraph": st.lists(line, min_size=1).map("\n".join),
    "choice": key | own,
    "choices": st.lists(key | own, min_size=1),
    "yes_no": st.sampled_from(["yes", "no", "Y", "false"]),
    "whole": digits.map("{:,}".format),
    "number": st.decimals(-(10**9), 10**9, places=3).map("{:,}".format),
    "percent": st.decimals(0, 100, places=2).map("{}%".format),
    "money": st.decimals(0, 10**9, places=2).map("${:,}".format),
    "date": st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)).map(str),
    "time": st.times().map("{:%H:%M}".format),
    "duration": st.tuples(st.integers(0, 99), st.integers(0, 59)).map("{0[0]} hours {0[1]} min".format),
    "schedule": st.sampled_from(["24/7", "Mo-Fr 08:00-20:00", "Sa 20:00-04:00; PH off", "Apr-Sep Mo 09:00-17:00"]),
    "phone": st.sampled_from(["988", "360-555-0101", "(360) 555-0101 ext. 5", "+44 20 7946 0958"]),
    "email": st.from_regex(r"[a-z]{1,9}(\.[a-z]{1,9})?@example\.(org|com)", fullmatch=True),
    "url": st.from_regex(r"https?://example\.org(/[a-z0-9?=&#]{0,9})?", fullmatch=True),
    "list": st.lists(line, min_size=1),
    "records": st.lists(row, min_size=1, unique_by=lambda row: row.get("id", id(row))),
}


def test_every_kind_has_typed_examples():
    assert TYPED.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_kept_reads_back_as_the_same_value(kind, data):
    asked = question(kind)
    value = read_value(data.draw(TYPED[kind]), asked)
    again = read_value(value.plain(), asked)
    assert again == value
    assert (again.plain(), str(again)) == (value.plain(), str(value))


@given(
    typed=st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()), kind=st.sampled_from(sorted(KINDS))
)
def test_anything_typed_gives_a_value_or_a_reason_why_not(typed, kind):
    try:
        said = [str(read_value(typed, question(kind)))]
    except NotAnAnswer as error:
        said = [what for _, what in error.faults]
    assert all(said)


@pytest.mark.parametrize(("kind", "typed"), [("money", "$1,250.50"), ("percent", "12%"), ("number", "1,200.5")])
def test_a_row_prints_its_numbers_as_they_print_alone(kind, typed):
    asked = question("records", row="a cost")
    (row,) = read_value([{"cost": typed}], replace(asked, columns=(Column("cost", "cost", kind),)))
    assert str(row) == f"cost: {typed}"


@pytest.mark.parametrize("typed", ["MI", "mi", "Michigan", "us-mi", "US-MI"])
def test_a_state_is_known_by_its_letters(pack, typed):
    assert read_value(typed, pack.questions["profile.state"]).key == "US-MI"
