"""How large a Word file may be."""

MAX_FILE = 50_000_000  # bytes on disk; a draft is a hundredth of it
