"""The commands: name, panel, one line. Feeds the front door's help and the lazy Typer group alike."""

from __future__ import annotations

# name: (module under coplan.cli, panel, one line)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": ("plan.init", "Plan", "Start a plan, or pick up the one that is there."),
    "status": ("plan.status", "Plan", "Where the plan stands: steps, open items, drafts."),
    "check": ("plan.check", "Plan", "The plan as a whole: what contradicts itself, and what cannot work."),
    "set": ("plan.set", "Plan", "Give one answer from the command line or a script."),
    "worksheet": ("plan.worksheet", "Plan", "Homework as forms to fill in, and the agenda of the workshop."),
    "take": ("plan.take", "Plan", "Read filled forms back into the plan."),
    "merge": ("plan.merge", "Plan", "Bring the plans of break-out groups into this one."),
    "log": ("plan.log", "Plan", "The decisions, with when and by whom, as minutes."),
    "undo": ("plan.undo", "Plan", "Take the last answers back, as the journal has them."),
    "documents": (
        "documents.documents",
        "Documents",
        "Each document: who reads it, if it applies, what it still needs.",
    ),
    "draft": ("documents.draft", "Documents", "Write the drafts, and bring the plan's changes into them."),
    "final": ("documents.final", "Documents", "Mark drafts final, so that they are never touched again."),
    "restore": ("documents.restore", "Documents", "An earlier state of a draft back in its place."),
    "why": ("documents.why", "Documents", "Which template line and which answers made words of a draft."),
    "pull": ("documents.pull", "Documents", "Take values that people changed in a draft back into the plan."),
    "share": ("documents.share", "Documents", "PDF and HTML of the drafts, for those who read and do not edit."),
    "report": ("documents.report", "Documents", "The plan as one page for projector, phone and print."),
    "demo": ("content.demo", "Documents", "Put the example community of Cedar Valley into a folder."),
    "staffing": ("numbers.staffing", "Numbers", "The people that the plan needs, has planned, and what they can do."),
    "budget": ("numbers.budget", "Numbers", "What the plan costs, who pays, and where money is missing."),
    "timeline": ("numbers.timeline", "Numbers", "The work before the launch, the critical path, and what is late."),
    "needs": ("numbers.needs", "Numbers", "Call data into the needs assessment: how many, when, where."),
    "encounters": ("numbers.encounters", "Numbers", "The encounter form, as a workbook and for vendors."),
    "encounters check": ("numbers.encounters_check", "Numbers", "What is wrong in a filled encounter log, row by row."),
    "evaluate": ("numbers.evaluate", "Numbers", "Outcomes from an encounter log, against the plan's goals."),
    "figure": ("numbers.figure", "Numbers", "One figure, how it comes about, and which answers made it."),
    "law": ("content.law", "Content", "What the law files hold for this plan, and what is missing."),
    "schema": ("content.schema", "Content", "Write the JSON Schema of plan.yaml for editors."),
    "pack check": ("content.pack_check", "Content", "Check a pack of questions, law and templates."),
    "pack new": ("content.pack_new", "Content", "A document of your own, started from a shipped one."),
    "pack diff": ("content.pack_diff", "Content", "What your own pack changes, and what changed below it since."),
    "pack format": ("content.pack_format", "Content", "Put the files of your own pack into one order."),
    "pack uses": (
        "content.pack_uses",
        "Content",
        "Where a pack uses a question: documents, rules, figures.",
    ),
}

USAGE = "coplan COMMAND [OPTIONS] [ARGUMENTS]"
ABOUT = (
    "Plans a co-response program with a community: asks, remembers, and writes the drafts.",
    "Start with: coplan init FOLDER        See an example with: coplan demo",
)


def help_text() -> str:
    """The top-level help, without loading anything."""
    lines = [f"Usage: {USAGE}", "", *ABOUT]
    width = max(len(name) for name in COMMANDS) + 3
    panel = ""
    for name, (_, its_panel, words) in COMMANDS.items():
        if its_panel != panel:
            panel = its_panel
            lines += ["", f"{panel}:"]
        lines.append(f"  {name:<{width}}{words}")
    lines += ["", "Options:", "  --version              Show the version.", "  --help                 Show this help."]
    lines += ["  --install-completion   Let the shell complete commands with Tab."]
    lines += ["", "`coplan COMMAND --help` explains one command."]
    return "\n".join(lines)
