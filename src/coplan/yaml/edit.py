"""Changes values in YAML text and leaves every other byte as it is.

The text is edited at the places that the parser reports, parsed again and compared. What cannot be done so that
the comparison holds is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from coplan.errors import BadInput
from coplan.yaml.lines import scalar_text
from coplan.yaml.nodes import Data, Node, read_nodes
from coplan.yaml.patches import EditRefused, Patch, Path, patched, removing, setting, with_value, without_value
from coplan.yaml.regions import read_again


@dataclass(frozen=True)
class Change:
    """`data` is to stand at `path`, or nothing; a new key goes behind the last of the siblings named in `before`."""

    path: Path
    data: Data | None
    before: Sequence[str] = ()


@dataclass(frozen=True)
class YamlText:
    """A YAML text with its nodes. Changes give a new one, read again and compared before it counts."""

    text: str
    root: Node
    data: dict[str, Data]  # the whole text as plain data, which nobody changes

    @classmethod
    def read(cls, text: str) -> YamlText:
        """Read a text. Raises BadInput if it is no plain YAML."""
        root = read_nodes(text, "")
        data = root.data
        return cls(text, root, data if isinstance(data, dict) else {})

    def get(self, path: Path) -> Data | None:
        """The data at `path`, or None if nothing stands there."""
        found: Data = self.data
        for part in path:
            if not isinstance(found, dict) or part not in found:
                return None
            found = found[part]
        return found

    def set(self, path: Path, data: Data, before: Sequence[str] = ()) -> YamlText:
        """Put `data` at `path`, a chain of keys.

        A new key goes behind the last of the siblings named in `before`, or to the end. Raises EditRefused.
        """
        return self._one(Change(path, data, before))

    def remove(self, path: Path) -> YamlText:
        """Take the entry at `path` away; no change if there is none. Raises EditRefused."""
        return self._one(Change(path, None))

    def changed(self, changes: Sequence[Change]) -> YamlText:
        """Make all changes, as if one after the other. The text is read again once, where they do not touch each other.

        Raises EditRefused.
        """
        try:
            return self._at_once(changes)
        except EditRefused:
            if len(changes) == 1:
                raise
        yaml = self
        for change in changes:
            yaml = yaml._one(change)
        return yaml

    def _one(self, change: Change) -> YamlText:
        return self._at_once([change])

    def _at_once(self, changes: Sequence[Change]) -> YamlText:
        if _nested([change.path for change in changes]):
            raise EditRefused
        data: Data = self.data
        wanted, patches = data, list[Patch]()
        for change in changes:
            if change.data is not None:
                now = with_value(wanted, change.path, change.data)
                if now != wanted:
                    patches += setting(self.text, self.root, change.path, change.data, change.before)
                    wanted = now
            elif _has(self.root, change.path):
                patches += removing(self.text, self.root, change.path)
                wanted = without_value(wanted, change.path)
        return self if wanted == data else self._settled(wanted, lambda: self._patched(patches))

    def _patched(self, patches: Sequence[Patch]) -> YamlText:
        new = patched(self.text, patches)
        read = read_again(self.text, self.root, self.data, patches, new)
        return YamlText(new, *read) if read is not None else YamlText.read(new)

    def rename(self, path: Path, key: str) -> YamlText:
        """Give the entry at `path` another key; no change if there is none or the new one is taken."""
        *above, _ = path
        siblings = self.get(tuple(above))
        if not isinstance(siblings, dict) or path[-1] not in siblings or key in siblings:
            return self
        old = self.root.find(path).key
        assert old is not None
        wanted = with_value(without_value(self.data, path), (*above, key), siblings[path[-1]])
        text = self.text[: old.start] + scalar_text(key) + self.text[old.end :]
        return self._settled(wanted, lambda: YamlText.read(text))

    def rename_in_rows(self, path: Path, old: str, key: str) -> YamlText:
        """Rename a key in the rows at `path`; a row that has the new one already stays. Raises EditRefused."""
        data, node = self.get(path), self.root.find(path)
        if not isinstance(data, list) or not isinstance(node.value, list):
            return self
        wanted = [
            {key if name == old else name: cell for name, cell in row.items()} if _renames(row, old, key) else row
            for row in data
        ]
        cells = [row.value[old].key for row in node.value if _renames(row.value, old, key)]

        def renamed() -> YamlText:
            text = self.text
            for cell in reversed(cells):
                assert cell is not None
                text = text[: cell.start] + scalar_text(key) + text[cell.end :]
            return YamlText.read(text)

        return self._settled(with_value(self.data, path, wanted), renamed) if cells else self

    def _settled(self, wanted: Data, change: Callable[[], YamlText]) -> YamlText:
        try:
            changed = change()
        except BadInput:
            raise EditRefused from None
        if changed.data != wanted:
            raise EditRefused
        return changed


def _renames(row: object, old: str, key: str) -> TypeGuard[dict[str, Any]]:
    return isinstance(row, dict) and old in row and key not in row


def set_value(text: str, path: Path, data: Data, before: Sequence[str] = ()) -> str:
    """Return the text with `data` at `path`; see YamlText.set."""
    return YamlText.read(text).set(path, data, before).text


def remove_value(text: str, path: Path) -> str:
    """Return the text without the entry at `path`; see YamlText.remove."""
    return YamlText.read(text).remove(path).text


def _has(node: Node, path: Path) -> bool:
    for part in path:
        if not isinstance(node.value, dict) or part not in node.value:
            return False
        node = node.value[part]
    return True


def _nested(paths: Sequence[Path]) -> bool:
    """True if one of the paths leads through another, or two are one."""
    known = set(paths)
    return len(known) < len(paths) or any(path[:end] in known for path in paths for end in range(1, len(path)))
