"""Where packs lie on disk: the shipped one, in a wheel or a source tree, and a community's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from coplan.disk.inside import Inside
from coplan.disk.plain_files import real
from coplan.errors import BadInput, Problem, UsageError

Layer = Mapping[str, bytes]  # the files of one pack, by their name in it
LARGEST = 20_000_000  # bytes; the shipped pack is a tenth of it
HEAD = "pack.yaml"  # what an own pack is called, and for which coplan it is
FOLDERS = {
    "checklists": ("checklists", "checklist", "checklist ", "questions"),
    "templates": ("templates", "template", "templates "),
}
PATTERNS = (
    *("checklists/*.yaml", "checklists/law/*.yaml", "checklists/rules/*.yaml", "checklists/cases/*.yaml"),
    *("templates/*.j2", "templates/parts/*.j2"),
)


NEARLY = (".txt", ".yml", ".doc", ".docx", ".rtf")  # endings with which editors save what was meant for a pack


def shipped_folder() -> Path:
    """The folder that holds `checklists/` and `templates/`: inside the package, or at the top of the sources.

    A wheel carries them as package data; an editable install finds them two folders up.
    """
    package = Path(__file__).resolve().parent.parent.parent
    return package if (package / "checklists").is_dir() else package.parents[1]


def examples_folder() -> Path:
    """The folder with the example communities, found in the same way."""
    return shipped_folder() / "examples"


def pack_folders(plan_folder: Path | None = None, own: Path | None = None) -> tuple[Path, ...]:
    """The folders whose files make up the pack; a later one adds to those before it, and changes what it marks."""
    if own is not None:
        judge_pack(own)
    found = [shipped_folder()]
    for folder in (plan_folder, own):
        if folder is not None and real(folder) not in {real(known) for known in found}:
            found.append(folder)
    return tuple(found)


def judge_pack(own: Path) -> None:
    """Raise UsageError, with what was meant, for a folder that holds no files of a pack."""
    if not (own / "checklists").is_dir() and not (own / "templates").is_dir():
        raise UsageError(f"{own} is no pack: it has neither checklists/ nor templates/. {_meant(own)}".rstrip())


def _meant(own: Path) -> str:
    """What a colleague who got a pack mostly named: the file in which it came, or the folder around it."""
    if own.suffix.lower() == ".zip":
        return "Unpack the file, and name the folder that comes out."
    with suppress(OSError):
        for folder in sorted(own.iterdir()):
            if (folder / "checklists").is_dir() or (folder / "templates").is_dir():
                return f"Did you mean {folder}?"
    return ""


def pack_layers(folders: Iterable[Path]) -> list[dict[str, bytes]]:
    """The files of each of these packs, by their name in it, in the order in which they are read.

    Raises BadInput for what is no plain file of that folder: a link, a pipe, far too much.
    """
    return [dict(sorted(pack_contents(folder).items())) for folder in folders]


def pack_contents(folder: Path) -> dict[str, bytes]:
    """The files of the pack in one folder, by their name in it; nothing where there is none.

    Raises BadInput for what is no plain file of that folder.
    """
    if folder == shipped_folder():
        return dict(_shipped(str(folder)))
    inside, found, left = Inside(folder), {}, LARGEST
    for pattern in PATTERNS:
        place, _, ending = pattern.rpartition("/*")
        for name in inside.names(place):
            if name.endswith(ending) and not name.startswith("."):
                found[f"{place}/{name}"] = inside.read(f"{place}/{name}", left)
                left -= len(found[f"{place}/{name}"])
    if found and inside.there(HEAD):
        found[HEAD] = inside.read(HEAD, left)
    return found


def _shipped(folder: str) -> Iterator[tuple[str, bytes]]:
    """The shipped files: two hundred at each start, for which paths as objects take longer than the reading."""
    for pattern in PATTERNS:
        place, _, ending = pattern.rpartition("/*")
        try:
            names = os.listdir(f"{folder}/{place}")  # noqa: PTH208
        except FileNotFoundError:
            continue
        for name in names:
            if name.endswith(ending):
                with open(f"{folder}/{place}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
                    yield f"{place}/{name}", file.read()


def misnamed(folder: Path) -> list[Problem]:
    """Files of an own pack that are not read for their ending: `08-ours.yaml.txt`, as Notepad saves it."""
    inside, found = Inside(folder), []
    for place in dict.fromkeys(pattern.rpartition("/")[0] for pattern in PATTERNS):
        right, nearly = (".md.j2", (*NEARLY, ".md")) if place.startswith("templates") else (".yaml", NEARLY)
        what = f"is not read, for its name does not end in `{right}`."
        fix = 'Rename it so that it does; in Notepad, choose the type "All files" when you save.'
        there = [name for name in inside.names(place) if not name.startswith((".", "README"))]
        names = [name for name in there if name.lower().endswith((*nearly, right)) and not name.endswith(right)]
        found += [Problem(f"{place}/{name}", 0, "", what, fix) for name in names]
    return [*found, *_hard_to_type(inside), *_misplaced(inside)]


def _hard_to_type(inside: Inside) -> Iterator[Problem]:
    """Documents whose file has spaces or capitals: their name is typed in commands, and becomes the draft's."""
    for name in inside.names("templates"):
        stem = name.removesuffix(".md.j2")
        plain = "-".join(re.findall(r"[a-z0-9]+", stem.lower()))
        if name.endswith(".md.j2") and stem != plain and not name.startswith("."):
            what = "is not the name of a document: it has small letters, digits and hyphens, and nothing else."
            yield Problem(f"templates/{name}", 0, "", what, f"Rename the file: `{plain or 'our-flyer'}.md.j2`.")


def _misplaced(inside: Inside) -> Iterator[Problem]:
    """Folders of nearly the right name, and files of a pack that lie beside the folders."""
    there = inside.names(".")
    for place, names in FOLDERS.items():
        if place not in there:
            for name in (name for name in there if name.lower() in names and inside.names(name)):
                yield Problem(name, 0, "", "is not read.", f"Call the folder `{place}`, in small letters.")
    for name in (name for name in there if name.endswith((".yaml", ".md.j2"))):
        place = "templates" if name.endswith(".j2") else "checklists"
        with suppress(OSError, BadInput):
            if place == "templates" or b"\nquestions:" in inside.read(name):
                yield Problem(
                    name, 0, "", "lies beside the folders of the pack, and is not read.", f"Move it into `{place}`."
                )
