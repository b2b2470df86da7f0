"""Queues by Erlang's formulas: the share of calls missed, the share that waits, and how long.

`load` is the offered load, calls an hour times hours a call; `servers` is the number of teams on duty at once.
Both formulas take calls as arriving at random, independently of each other.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TypeAlias

Real: TypeAlias = "Decimal | float"
MOST_TEAMS = 10_000  # no community has more; a target that needs more cannot be met


def erlang_b(load: Real, servers: int) -> float:
    """Share of calls that find every team busy and are lost (taken by others): F11.

    Raises ValueError for a negative or infinite load, or a negative number of teams.
    """
    offered = _checked(load, servers)
    missed = 1.0
    for busy in range(1, servers + 1):  # the recursion never leaves 0 to 1, however large the load
        missed = offered * missed / (busy + offered * missed)
    return missed


def erlang_c(load: Real, servers: int) -> float:
    """Share of calls that must wait when they wait for the team: F12. It is 1 when the load is too large to serve."""
    offered = _checked(load, servers)
    if offered >= servers:
        return 1.0
    missed = erlang_b(offered, servers)
    return missed / (1.0 - offered / servers * (1.0 - missed))


def mean_wait(load: Real, servers: int, service: Real) -> float:
    """Mean wait over all calls, in the unit of `service`; infinite when the queue grows without limit."""
    offered = _checked(load, servers)
    if offered >= servers:
        return math.inf
    return erlang_c(offered, servers) * float(service) / (servers - offered)


def wait_longer(load: Real, servers: int, service: Real, minutes: Real) -> float:
    """Share of calls that wait longer than `minutes`, in the unit of `service`, which must be above 0."""
    offered = _checked(load, servers)
    if offered >= servers:
        return 1.0
    return erlang_c(offered, servers) * math.exp(-(servers - offered) * float(minutes) / float(service))


def servers_for(load: Real, target: Real) -> int:
    """The fewest teams that miss at most the share `target` of calls. Raises ValueError if there is no such number."""
    offered, wanted = _checked(load, 0), float(target)
    if not 0 < wanted <= 1:
        raise ValueError(f"a target is a share above 0 and up to 1, not {target}")
    missed, busy = 1.0, 0
    while missed > wanted:
        busy += 1
        if busy > MOST_TEAMS:
            raise ValueError(f"more than {MOST_TEAMS} teams would be needed")
        missed = offered * missed / (busy + offered * missed)
    return busy


def _checked(load: Real, servers: int) -> float:
    offered = float(load)
    if not (math.isfinite(offered) and offered >= 0):
        raise ValueError(f"a load is a number from 0, not {load}")
    if servers < 0:
        raise ValueError(f"a number of teams is from 0, not {servers}")
    return offered
