"""A real LibreOffice as a second reader of Word files: one soffice, driven through its own Python bridge."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

WORKER = Path(__file__).with_name("libreoffice_worker.py")
# A comment in the margin is a window of its own, also without a screen; a LibreOffice without that window crashes.
MARGIN = Path("share/config/soffice.cfg/modules/swriter/ui/annotation.ui")
PYTHON = "/usr/bin/python3"  # Debian's, which has the bridge


@cache
def missing() -> str:
    """Why there is no LibreOffice to ask, or nothing."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return "soffice is not installed (Debian's libreoffice-writer)"
    if not (Path(soffice).resolve().parents[1] / MARGIN).exists():
        return "this LibreOffice cannot show comments (Debian's libreoffice-writer-nogui); libreoffice-writer can"
    try:
        subprocess.run([PYTHON, "-c", "import uno"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return "LibreOffice's Python bridge is not installed (python3-uno)"
    return ""


@dataclass(frozen=True)
class Seen:
    """One paragraph as LibreOffice shows it: `runs` are text, bold, italic; `label` is the number or bullet of a list."""

    style: str
    label: str
    adjust: int
    table: bool
    runs: tuple[tuple[str, bool, bool], ...]

    @property
    def text(self) -> str:
        return "".join(run[0] for run in self.runs)


class LibreOffice:
    """Asks for one file after the other. Use it as a context."""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [PYTHON, str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CONFIG_HOME")},
        )
        assert self._line() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _line(self) -> object:
        line = self.process.stdout.readline()
        assert line, "LibreOffice went away"
        return json.loads(line)

    def paragraphs(self, path: Path, settle: str = "", save: Path | None = None) -> list[Seen]:
        """The paragraphs of a file, with all its tracked changes accepted, rejected, or as they stand."""
        request = {"path": str(path), "settle": settle, "save": str(save or "")}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self._line()
        assert isinstance(answer, list), answer
        return [Seen(**item | {"runs": tuple(map(tuple, item["runs"]))}) for item in answer]
