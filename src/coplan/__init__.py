"""coplan: plans co-response programs, from a workshop's answers to drafts that live."""

__version__ = "0.1.0"
