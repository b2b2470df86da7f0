"""coplan: plans co-response programs, from a workshop's answers to drafts that live."""

__version__ = "0.1.0"
JSON_VERSION = 1  # of results in JSON: another number when a field goes or means something else, none for a new one
