"""How the plan's Word drafts look. Reads the agency's letterhead from the plan's folder."""

from __future__ import annotations

from pathlib import Path

from coplan.content.document import Document
from coplan.disk.inside import Inside
from coplan.disk.plain_files import Refused
from coplan.errors import BadInput, Problem
from coplan.plan.view import Answers
from coplan.word.write.word_look import Look


def look_for(document: Document, answers: Answers, letterhead: bytes | None, date: str) -> Look:
    """The look of one document."""
    settings = answers.plan.drafts
    name = settings.letterhead or "letterhead"
    return Look(
        document.title,
        answers.program,
        date,
        settings.paper,
        letterhead,
        name,
        document.letters,
        document.inches,
        document.language,
    )


def load_letterhead(folder: Path, answers: Answers) -> bytes | None:
    """The letterhead that the plan names. Raises BadInput if it is not there, or of no use."""
    settings = answers.plan.drafts
    if not settings.letterhead:
        return None
    try:
        content = Inside(folder).read(settings.letterhead)
    except Refused as error:
        problem = error.problems[0]
        raise BadInput(
            [Problem("plan.yaml", 0, "drafts.letterhead", f"{problem.file} {problem.what}", problem.fix)]
        ) from None
    except OSError:
        what = f"there is no letterhead `{settings.letterhead}` in the plan's folder."
        fix = 'Put it there, or take the setting away: coplan set drafts.letterhead "".'
        raise BadInput([Problem("plan.yaml", 0, "drafts.letterhead", what, fix)]) from None
    from coplan.word.file.shell import shell

    shell(settings.paper, content, settings.letterhead)
    return content
