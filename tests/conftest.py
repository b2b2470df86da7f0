"""What every test gets: a home and a cache of its own, no network, the shipped pack, a small pack, a clerk."""

from __future__ import annotations

import functools
import gc
import itertools
import os
import shutil
import socket
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coplan.content import pack_cache
from coplan.content.model import Pack
from coplan.content.pack import folders, load, reading
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack, read_pack
from coplan.plan.disk.store import Clerk, PlanFolder
from coplan.yaml.nodes import Node, read_nodes
from tests.one_in import pytest_collection_modifyitems, pytest_report_header  # noqa: F401 - pytest finds them here
from tests.own_folder import put_up

# The same commit tries the same examples, so that what passed here passes everywhere: a few of them, and more in .ci/run
# (`--hypothesis-profile=more`). New ones are sought on purpose: `--hypothesis-profile=search`.
EXAMPLES = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("search", EXAMPLES)
settings.register_profile("coplan", EXAMPLES, derandomize=True, max_examples=15)
settings.register_profile("more", EXAMPLES, derandomize=True, max_examples=60)
settings.load_profile("coplan")

NOW = "2026-11-23T09:00:00-08:00"

# A pack that is sound, small, and has one of everything that plans and lint care about.
SMALL_PACK = {
    "checklists/00-profile.yaml": """\
step: profile
title: Profile
goal: Say who plans what.
minutes: 5
room: [Program lead]
questions:
  - id: name
    label: program name
    ask: What is the program called?
    kind: text
    core: true
    needed: exploring
    help: A working name will do.
    why: It stands in every draft.
    source: [guide]
    was: [profile.title]
  - id: stage
    label: stage
    ask: How far along are you?
    kind: choice
    help: Choose one.
    why: What is essential depends on it.
    source: [guide]
    choices:
      - {key: exploring, label: exploring}
      - {key: developing, label: developing}
      - {key: operating, label: operating, was: [running]}
""",
    "checklists/01-design.yaml": """\
step: design
title: Design
goal: Choose a model.
minutes: 10
room: [Program lead, 911 center]
questions:
  - id: models
    label: response models
    ask: How does the team respond?
    kind: choices
    other: true
    core: true
    needed: exploring
    help: Choose all that apply.
    why: Everything follows from it.
    example: [ride_along]
    source: [guide]
    choices:
      - {key: ride_along, label: riding together}
      - {key: on_scene, label: called to the scene}
      - {key: follow_up, label: following up}
  - id: hours
    label: hours on duty
    ask: When is the team on duty?
    kind: schedule
    when: facts.on_scene
    help: Give the hours that you can staff.
    why: Hours decide how many people you must hire.
    example: Mo-Fr 08:00-20:00
    source: [guide]
  - id: off_hours
    label: coverage after hours
    ask: Who answers outside those hours?
    kind: text
    when: design.hours is answered and not design.hours.around_the_clock
    help: Name the agency.
    why: Callers will ask.
    source: [guide]
  - id: team
    label: team
    ask: Who is on the team?
    kind: records
    row: a position
    help: One row a position.
    why: It is the budget's base.
    example: {role: clinician, count: 2}
    source: [guide]
    columns:
      - key: role
        label: role
        kind: choice
        required: true
        choices:
          - {key: clinician, label: clinician}
          - {key: peer, label: peer}
      - {key: count, label: how many, kind: whole}
      - {key: start, label: start, kind: date}
  - id: people
    label: people to hire
    ask: How many people do you hire?
    kind: whole
    default: design.team | map(attribute='count') | sum
    help: The sum is suggested.
    why: It is what the budget pays for.
    source: [guide]
  - id: badges
    label: badges
    ask: How many badges do you order?
    kind: whole
    default: design.people
    help: One a person.
    why: Doors open with them.
    source: [guide]
""",
    "checklists/facts.yaml": """\
on_scene:
  label: the team responds at the scene
  is: "'ride_along' in design.models or 'on_scene' in design.models"
""",
    "checklists/sources.yaml": """\
guide: {title: The guide, url: https://example.org, read: full}
""",
    "checklists/measures.yaml": """\
measures:
  - key: contacts
    label: contacts
    numerator: people reached
    unit: contacts a month
    data_source: encounter form
    source: [guide]
""",
    "checklists/law/topics.yaml": """\
involuntary_hold: {label: involuntary detention, scope: state}
""",
    "checklists/law/clauses.yaml": """\
duration: {label: how long it lasts, section: Who, questions: [design.hours]}
""",
    "checklists/law/parties.yaml": """\
officer: {label: an officer, is: "'ride_along' in design.models"}
""",
    "checklists/law/us-wa.yaml": """\
jurisdiction: US-WA
name: Washington
topics:
  involuntary_hold:
    - citation: RCW 71.05
      requires: Somebody decides.
      url: https://example.org/law
      version: read in 2026
      status: seen
      source: guide
      applies_to: [officer]
      from: 2026-07-01
      until: 2027-06-30
      read_on: official
      checked: 2026-11-28
hold:
  starts:
    - {who: a peace officer, role: peace_officer, if: sees a danger}
  team_clinician: no
  team_clinician_words: The team's clinician may not start a hold.
  criteria: Danger.
  clock: Twelve hours.
  cites: [involuntary_hold]
  status: seen
""",
    "templates/memo.md.j2": """\
---
title: Memo
step: design
kind: notice
audience: Everybody
review: [legal counsel]
law: [involuntary_hold]
---
## Who

{{ profile.name }} works {{ design.hours }}, and after that {{ design.off_hours }}.
{% for row in design.team %}{{ row.role }}{% else %}{{ design.team }}{% endfor %}
{{ design.people }} {{ design.badges }} {{ profile.stage }} {{ cite('involuntary_hold') }}
""",
    "templates/parts/frame.md.j2": "{% macro frame() %}{{ profile.name }}{% endmacro %}\n",
}


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own for the whole session. Whatever is written there was written by accident."""
    place = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(place))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # each process of a test would compile all of coplan
        # This one stays: what Jinja compiled is written when the process ends.
        os.environ["COPLAN_CACHE"] = str(tmp_path_factory.mktemp("cache"))
        os.environ["COPLAN_CONFIG"] = str(tmp_path_factory.mktemp("config"))
        # A plan above the folder for temporary files is none of ours.
        patch.setenv("COPLAN_CEILING", str(tmp_path_factory.getbasetemp().resolve()))
        yield place
    assert list(place.iterdir()) == []


@pytest.fixture(scope="session", autouse=True)
def own_folder(home: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test that writes outside of the folder for temporary files fails. Golden files are rewritten when asked."""
    base = tmp_path_factory.getbasetemp()  # that of a worker lies in that of the run, and pytest tidies beside it
    run = next((folder for folder in base.parents if folder.name.startswith("pytest-of-")), base.parent)
    golden = [Path(__file__).resolve().parents[1]] if request.config.getoption("--rewrite-examples") else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("tmp")))
        fence = put_up([run, *golden])
        yield
        fence.up = False


@pytest.fixture(scope="session", autouse=True)
def no_network(home: Path) -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in ("127.0.0.1", "::1"):  # Windows makes its socket pairs through the loopback
            raise AssertionError(f"a test reaches for the network: {address}")
        connect(self, address)

    def unknown(host: object, *_: object, **__: object) -> None:
        raise AssertionError(f"a test looks up {host!r}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", unknown)
        yield


class Remembered:
    """The cache of packs, with what this process has read: a test runs commands by the dozen, a command reads one pack.

    test_load.py is about the cache itself.
    """

    def __init__(self) -> None:
        self.known: dict[str, Pack] = {}

    def fetch(self, stamp: str, anew: Callable[[], Pack]) -> Pack | None:
        found = self.known.get(stamp) or pack_cache.fetch(stamp, anew)
        return self._remembered(found) if found else None

    def keep(self, pack: Pack) -> Pack:
        return self._remembered(pack_cache.keep(pack))

    def _remembered(self, pack: Pack) -> Pack:
        self.known = dict([*(item for item in self.known.items() if item[0] != pack.stamp), (pack.stamp, pack)][-4:])
        return pack


@pytest.fixture(scope="session", autouse=True)
def read_once(home: Path) -> Iterator[None]:
    """A pack is read once in a process, and each file that several packs share once; test_load.py is about reading.

    Nobody waits for the disk: what tests write need not outlive the power.
    """
    nodes = functools.lru_cache(maxsize=400)(read_nodes)
    shipped = folders._shipped
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "pack_cache", Remembered())
        patch.setattr(reading, "read_nodes", lambda text, file: _own(nodes(text, file)))
        patch.setattr(folders, "_shipped", functools.cache(lambda folder: tuple(shipped(folder))))
        patch.setattr(os, "fsync", lambda _: None)
        yield


def _own(node: Node) -> Node:
    """The same lists and mappings once more: a pack above writes into those of the packs below it."""
    if isinstance(node.value, str):
        return node
    value = (
        {key: _own(one) for key, one in node.value.items()}
        if isinstance(node.value, dict)
        else [_own(one) for one in node.value]
    )
    return Node(value, node.start, node.end, node.line, node.column, node.flow, node.style, node.key, node.file)


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs come from the cache on disk, as in a process of their own."""
    monkeypatch.setattr(load, "pack_cache", pack_cache)


@pytest.fixture(scope="session")
def pack(home: Path) -> Pack:
    """The shipped pack."""
    return load_pack(pack_folders())


@pytest.fixture(scope="session")
def cedar_drafts(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cedar Valley with a few Word drafts, written once for all tests; whoever changes something in it takes a copy."""
    from coplan.__main__ import main

    folder = tmp_path_factory.mktemp("cedar") / "demo"
    folder.mkdir()
    shutil.copy(folders.examples_folder() / "cedar-valley" / "plan.yaml", folder)
    assert (
        main(["draft", str(folder), "interlocal-agreement", "police-on-call", "job-description", "transportation"]) == 0
    )
    return folder


@pytest.fixture(scope="session")
def small_files() -> Mapping[str, str]:
    """The texts of the small pack, by file name."""
    return SMALL_PACK


@pytest.fixture(scope="session")
def small_pack() -> Pack:
    """A pack of eight questions with conditions, suggestions, rows, a fact and a renamed question."""
    return _read(SMALL_PACK)


@pytest.fixture
def build_pack() -> Callable[..., Pack]:
    """Read a pack from a dict of file name and text."""
    return _read


def _read(files: Mapping[str, str]) -> Pack:
    return read_pack({name: text.encode("utf-8") for name, text in files.items()})


@pytest.fixture
def clerk() -> Clerk:
    """Someone who always writes at the same time, and counts the rows."""
    numbers = itertools.count(1)
    return Clerk("Facilitator", lambda: NOW, lambda: f"r{next(numbers)}")


@pytest.fixture
def make_plan(tmp_path: Path, small_pack: Pack, clerk: Clerk) -> Callable[..., PlanFolder]:
    """Write a plan.yaml into a folder of its own. A pack other than the small one is the second argument."""

    def make(text: str | bytes, pack: Pack = small_pack) -> PlanFolder:
        folder = tmp_path / "cedar-valley"
        folder.mkdir(exist_ok=True)
        (folder / "plan.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return PlanFolder(folder, pack, clerk)

    return make


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text has a short name: names of tests go to and fro between the processes that share them."""
    if isinstance(val, str | bytes) and len(val) > 80:
        data = val if isinstance(val, bytes) else val.encode("utf-8", "surrogatepass")
        return f"{val[:30]!a} {zlib.crc32(data):08x}"
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Golden files are rewritten whole, and what is named is run with its slow tests. Nothing becomes garbage for now."""
    gc.disable()
    if config.getoption("--rewrite-examples"):
        config.option.markexpr = ""
    elif config.args_source is pytest.Config.ArgsSource.ARGS and config.option.markexpr == "not long and not slow":
        config.option.markexpr = "not long"  # who names a file wants all of its tests


def pytest_itemcollected(item: pytest.Item) -> None:
    """One process writes Cedar Valley's drafts, and has the tests that take a copy of them."""
    if "cedar_drafts" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.xdist_group("cedar drafts"))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Ten thousand collected tests stay to the end: looking through them for garbage took a fifth of the time.

    Garbage of the tests is looked for less often than Python does of itself, which saves another twenty-fifth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-examples` brings the committed drafts of examples/ to what coplan writes today. `--one-in` draws."""
    parser.addoption("--rewrite-examples", action="store_true", help="rewrite examples/*/drafts (see test_examples.py)")
    parser.addoption("--one-in", type=int, default=1, metavar="N", help="run one in N of the tests (see one_in.py)")
