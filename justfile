# Short names for what contributors run. `just --list` shows them.
python := if os_family() == "windows" { ".venv/Scripts/python" } else { ".venv/bin/python" }

# A virtual environment with everything for work on coplan
setup:
    python3 -m venv .venv
    {{python}} -m pip install --quiet --editable ".[dev]"

# Format the code and the pack
format:
    {{python}} -m ruff format .
    {{python}} -m coplan pack format --schemas .

# Lint, types, import contracts, the pack
check:
    {{python}} -m ruff format --check .
    {{python}} -m ruff check .
    {{python}} -m mypy
    {{python}} -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-cache
    {{python}} -m coplan pack check
    {{python}} -m coplan pack format --check .

# The tests, or some of them: just test tests/plan
test *which:
    {{python}} -m pytest -q {{which}}

# What the tests of plan, yaml and disk cover of these rooms, with a floor
coverage:
    {{python}} -m coverage run -m pytest -q -n 0 tests/plan tests/yaml tests/disk
    {{python}} -m coverage report

# The long forms: kills, LibreOffice, code pages, laws by the hundred
long *which:
    {{python}} -m pytest -q -m long {{which}}

# Time and memory against goals, and docs/performance.md (--quick: fewer rounds)
benchmarks *how:
    {{python}} -m benchmarks {{how}}

# Write the golden drafts of the examples anew
golden:
    {{python}} -m pytest -q tests/test_examples.py --rewrite-examples

# All that must hold before a change lands
all:
    bash .ci/run
