"""`coplan schema`: JSON Schemas of plan.yaml and of the files of a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli import show
from coplan.cli.options import PackOption
from coplan.cli.report_file import written
from coplan.cli.setting import read_pack_for
from coplan.cli.talk import say
from coplan.errors import DONE, UsageError


def command(
    output: Annotated[
        Optional[Path], typer.Option("--output", "-o", help="Write to this file.", metavar="FILE")  # noqa: UP045
    ] = None,
    pack: PackOption = None,
    sort: Annotated[
        str, typer.Option("--for", help="The schema of a file of a pack instead: step, rules, law …", metavar="SORT")
    ] = "",
) -> int:
    """Editors with YAML support use it to complete and check plan.yaml while you type. `coplan init` keeps a copy in
    the plan's .coplan folder, which the first line of plan.yaml names. Those who write a pack do the same with the
    schemas of its files.
    """
    import json

    from coplan.plan.schema import plan_schema

    schema = _of_a_pack(sort) if sort else plan_schema(read_pack_for(None, pack))
    if output is None:
        show.json_text(schema)
        return DONE
    written(output, (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode())
    say(f"Written to {output}.")
    return DONE


def _of_a_pack(sort: str) -> dict[str, object]:
    from coplan.content.pack.schemas import pack_schemas

    schemas = pack_schemas()
    if sort not in schemas:
        raise UsageError(f"There is no schema for `{sort}`. There are: {', '.join(schemas)}.")
    return schemas[sort]
