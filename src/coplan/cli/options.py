"""Options that several commands have, as typer reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

Folder = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this at run time
    typer.Argument(
        help="The plan's folder; without it, the current folder or the nearest one above.", metavar="FOLDER"
    ),
]
InFolder = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--in", help="The plan's folder.", metavar="FOLDER"),
]
By = Annotated[str, typer.Option("--by", help="Who answers, for the journal.", show_default="your login name")]
PackOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--pack", help="A folder with your own checklists/ and templates/.", metavar="FOLDER"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
WhatIf = Annotated[
    list[str],
    typer.Option("--set", help="What if: another answer or assumption, beside today's.", metavar="KEY=VALUE"),
]
FolderAndDocuments = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        help="The plan's folder, and names of documents; without names, all.", metavar="[FOLDER] [DOCUMENT]..."
    ),
]
