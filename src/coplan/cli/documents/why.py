"""`coplan why`: which template line and which answers made a sentence of a draft."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, InFolder, PackOption
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS


def command(
    document: Annotated[str, typer.Argument(help="The draft, such as transportation.", metavar="DRAFT")],
    words: Annotated[str, typer.Argument(help="Some words of it, in quotes.", metavar="WORDS")],
    folder: InFolder = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows each place of the draft where the words stand, the lines of templates that wrote it, and the answers,
    conditions, figures, law and sources behind it. Capitals, signs and white space make no difference.
    """
    from coplan.cli.documents.why_words import as_data, told
    from coplan.content.pack.folders import pack_folders, pack_layers
    from coplan.drafts.origins.answer_lines import Places
    from coplan.drafts.origins.pack_texts import PackTexts
    from coplan.drafts.origins.why import why

    place = existing_plan(folder, "", pack)
    texts = PackTexts(place.pack, pack_layers(pack_folders(place.folder, pack)))
    found = why(place, place.answers(), document.replace("\\", "/"), words, texts)
    places = Places(place.text())
    if json:
        show.as_json(as_data(found, places, texts))
    else:
        safest = {question.key: question.until for question in place.pack if question.until}
        _print(found, document, told(found, places, texts, safest))
    return DONE if found.hits else FINDINGS


def _print(found: Any, document: str, lines: list[str]) -> None:
    if not found.hits:
        say(f"`{document}` does not say that." + (" The nearest:" if found.near else ""))
    for line in lines:
        show.result(line) if not line else show.paragraph(line)
