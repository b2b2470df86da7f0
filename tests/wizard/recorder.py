"""A process to kill: answers questions through the wizard for ever, and prints each answer that is saved.

Run as `python -m tests.wizard.recorder FOLDER FIRST`; answers count up from FIRST.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path
from typing import Any

from coplan.content.load import read_pack
from coplan.plan.store import Clerk, PlanFolder
from coplan.wizard.session import Session
from tests.wizard.scripted import Menu, ScriptedAsker
from tests.wizard.small import SMALL_PACK  # type: ignore[import-not-found]
