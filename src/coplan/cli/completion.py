"""Shell completion: a script with the commands in it, which asks no program when somebody presses Tab."""

from __future__ import annotations

import os
from pathlib import Path

from coplan.cli.saved import say_kept
from coplan.cli.table import COMMANDS
from coplan.cli.talk import say
from coplan.disk.own import config_folder
from coplan.errors import DONE, UsageError
from coplan.plan.disk.result_file import write_result

SHELLS = ("bash", "zsh", "fish", "powershell")
BASH = """\
_coplan() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{first}" -- "$word"))
  elif [ "$COMP_CWORD" -eq 2 ] && [ "${{COMP_WORDS[1]}}" = pack ]; then
    COMPREPLY=($(compgen -W "{pack}" -- "$word"))
  fi
}}
complete -o default -F _coplan coplan
"""
ZSH = """\
#compdef coplan
if (( CURRENT == 2 )); then
  compadd {first}
elif (( CURRENT == 3 )) && [[ $words[2] == pack ]]; then
  compadd {pack}
else
  _files
fi
"""
FISH = """\
complete -c coplan -n __fish_use_subcommand -f -a "{first}"
complete -c coplan -n "__fish_seen_subcommand_from pack" -f -a "{pack}"
"""
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName coplan -ScriptBlock {{
  param($word, $line, $place)
  $said = @($line.CommandElements | Where-Object {{ $_.Extent.EndOffset -lt $place }})
  $known = @()
  if ($said.Count -le 1) {{ $known = "{first}" -split " " }}
  elseif ($said.Count -eq 2 -and "$($said[1])" -eq "pack") {{ $known = "{pack}" -split " " }}
  $known | Where-Object {{ $_ -like "$word*" }}
}}
"""
TEXTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}


def script(shell: str) -> str:
    """The script for a shell."""
    first = " ".join(dict.fromkeys(name.split()[0] for name in COMMANDS))
    pack = " ".join(name.split()[1] for name in COMMANDS if name.startswith("pack "))
    return TEXTS[shell].format(first=first, pack=pack)


def install(arguments: list[str]) -> int:
    """Put the script where the shell finds it, and say what is left to do. Raises UsageError, SaveError."""
    shell = arguments[0] if arguments else _this_shell()
    if shell not in SHELLS or len(arguments) > 1:
        raise UsageError(f"Name a shell: coplan --install-completion SHELL. Shells are {', '.join(SHELLS)}.")
    path, left = _place(shell)
    path.parent.mkdir(parents=True, exist_ok=True)
    if copy := write_result(path, script(shell).encode()):
        say_kept(path, copy)
    say(f"Written to {path}.\n{left}", whole=True)
    return DONE


def _this_shell() -> str:
    return "powershell" if os.name == "nt" else Path(os.environ.get("SHELL", "")).name


def _place(shell: str) -> tuple[Path, str]:
    """Where the script goes, and what people still have to do."""
    home = Path.home()
    if shell == "bash":
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
        return data / "bash-completion" / "completions" / "coplan", "Open a new window; it needs bash-completion."
    if shell == "fish":
        config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        return config / "fish" / "completions" / "coplan.fish", "Open a new window."
    if shell == "zsh":
        line = "fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit"
        return home / ".zfunc" / "_coplan", f"Put this line into ~/.zshrc, and open a new window:\n  {line}"
    path = config_folder() / "completion.ps1"
    return path, f'Put this line into the file that $PROFILE names, and open a new window:\n  . "{path}"'
