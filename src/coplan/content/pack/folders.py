"""Where packs lie on disk: the shipped one, in a wheel or a source tree, and a community's own."""

from __future__ import annotations

from pathlib import Path

from coplan.errors import UsageError

PATTERNS = (
    *("checklists/*.yaml", "checklists/law/*.yaml", "checklists/rules/*.yaml"),
    *("templates/*.j2", "templates/parts/*.j2"),
)


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
    if own is not None and not (own / "checklists").is_dir() and not (own / "templates").is_dir():
        raise UsageError(f"{own} is no pack: it has neither checklists/ nor templates/.")
    found = [shipped_folder()]
    for folder in (plan_folder, own):
        if folder is not None and folder.resolve() != found[0]:
            found.append(folder)
    return tuple(found)


def pack_files(folder: Path) -> dict[str, Path]:
    """Every file of one pack by its name inside the pack, in the order in which they are read."""
    found = {path.relative_to(folder).as_posix(): path for pattern in PATTERNS for path in folder.glob(pattern)}
    return dict(sorted(found.items()))


def read_layers(folders: tuple[Path, ...]) -> list[dict[str, bytes]]:
    """The content of every file of these packs, by its name inside its pack."""
    return [{name: path.read_bytes() for name, path in pack_files(folder).items()} for folder in folders]
