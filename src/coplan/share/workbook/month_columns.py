"""Where months stand on the sheets Months and Funding."""

from __future__ import annotations

FIRST = 3  # the column of the first month: D, and M on the sheet Funding
MONEY_FIRST = 12
# Rows of Months that every formula looks at.
HEAD, PERIOD, NUMBER, BEGINS, GROWN = 4, 5, 6, 7, 8
