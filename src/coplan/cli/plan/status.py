"""`coplan status`: where the plan stands, as typer calls it."""

from __future__ import annotations

from coplan.cli.options import AsJson, Folder, PackOption
from coplan.cli.plan.where_it_stands import tell_status
from coplan.cli.report_file import Output
from coplan.cli.unchanged import watched


def command(folder: Folder = None, output: Output = None, json: AsJson = False, pack: PackOption = None) -> int:
    """Shows each step with its core questions, what is essential at the plan's stage and missing, open items by owner
    and date, and the drafts.
    """
    return tell_status(watched("status", folder, json=json), output, pack)
