"""Plans as plain values, drawn at random: about half of what may be unknown is; and as the YAML that coplan reads."""

from __future__ import annotations

import datetime
import random

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
SEASONS = {"Jun-Aug": 92, "Nov-Mar": 151, "Dec": 31}  # days of a year without February 29


def drawn(seed):
    """One plan. Half of them have a launch ahead, a fifth of them run already."""
    pick = random.Random(seed)

    def maybe(make, chance=0.5):
        return make() if pick.random() < chance else None

    runs = pick.random() < 0.2
    launch = day(pick, 2027, 2028)
    plan = {
        "today": day(pick, 2026, 2028) if runs else None,
        "launch": None if runs else launch,
        "years": pick.randint(1, 4),
        "fiscal_start": maybe(lambda: pick.randrange(12)),
        "teams": maybe(lambda: pick.randint(1, 3)),
        "paid_hours": maybe(lambda: pick.choice((1872, 1950, 2080, 2184))),
        "absence": [pick.randint(8, 200) for _ in range(pick.randint(0, 3))],
        "vacancy": maybe(lambda: pick.randint(0, 35)),
        "shift": maybe(lambda: pick.choice(("five_8", "four_10", "three_12"))),
        "team": {role: maybe(lambda: pick.randint(1, 2)) for role in pick.sample(("clinician", "officer", "peer"), pick.randint(1, 2))},
        "eligible_calls": maybe(lambda: pick.randint(100, 4000), 0.9),
        "blocks": maybe(lambda: [pick.randint(1, 400) for _ in range(8)]),
        "share_in_hours": maybe(lambda: pick.randint(20, 90)),
        "service_minutes": maybe(lambda: pick.choice((30, 45, 60, 75, 90, 150)), 0.8),
        "travel_minutes": maybe(lambda: pick.choice((5, 10, 20))),
        "two_team_share": maybe(lambda: pick.choice((10, 25))),
        "prices_on": maybe(lambda: day(pick, 2024, 2027)),
        "growth": maybe(lambda: pick.choice((0, 2, 3, 4))),
        "indirect": maybe(lambda: pick.choice((8, 10, 15))),
        "indirect_base": maybe(lambda: pick.choice(("direct", "pay", "mtdc"))),
        "systems": maybe(lambda: pick.randint(1000, 30_000)),
        "training": maybe(lambda: pick.randint(1000, 30_000)),
        "evaluation": maybe(lambda: pick.randint(1000, 30_000)),
        "client_funds": maybe(lambda: pick.randint(1000, 30_000)),
        "exempt": pick.random() < 0.3,
    }  # fmt: skip
    plan |= hours(pick)
    plan["phases"], plan["phase_rows"] = phases(pick, plan["launch"])
    names = [f"Source {letter}" for letter in "ABCD"[: pick.randint(0, 4)]]
    plan["positions"] = [position(pick, plan, names, maybe) for _ in range(pick.randint(1, 4))]
    plan["funding"] = [source(pick, name, plan, maybe) for name in names]
    plan["on_call"] = [
        {"per": pick.choice(("hour", "day", "week")), "hours": maybe(lambda: pick.randint(5, 60)),
         "pay": maybe(lambda: pick.randint(2, 40)), "least": maybe(lambda: pick.choice((1, 2, 3)))}
    ] if pick.random() < 0.4 else []  # fmt: skip
    if not names:  # without money nobody is asked for the rate
        plan["indirect"] = plan["indirect_base"] = None
    if plan["years"] == 1 and not plan["prices_on"]:  # nothing could grow, and nobody is asked by how much
        plan["growth"] = None
    plan["vehicles"], plan["equipment"] = (
        [bought(pick, plan, maybe, most) for _ in range(pick.randint(0, 2))] for most in (60_000, 12_000)
    )
    return plan


def day(pick, first, last):
    return datetime.date(pick.randint(first, last), pick.randint(1, 12), pick.randint(1, 28))


def hours(pick):
    """Weeks on duty as text, and as (days a year, spans of duty in minutes of the week); nights run over midnight."""
    plain = week(pick)
    text, weeks = plain[0], [(365, plain[1])]
    if pick.random() < 0.4:
        season, days = pick.choice(list(SEASONS.items()))
        other, spans, rest = week(pick)
        text += f"; {season} {other}" + (f"; {season} {rest} off" if rest else "")
        weeks = [(365 - days, plain[1]), (days, spans)]
    return {"hours": text, "weeks": weeks}


def week(pick):
    """One stretch of days with one span: as text, as (start, length) in minutes of the week, and the other days."""
    first, last = sorted(pick.sample(range(7), 2))
    start, length = pick.choice((8, 12, 16, 18, 20)), pick.choice((4, 8, 10, 12))
    end = start + length
    clock = f"{start:02d}:00-{end % 24 if end != 24 else 24:02d}:00"
    spans = [((day * 24 + start) * 60, length * 60) for day in range(first, last + 1)]
    rest = ",".join(DAYS[at] for at in range(7) if not first <= at <= last)
    return f"{DAYS[first]}-{DAYS[last]} {clock}", spans, rest


def phases(pick, launch):
    """When each phase begins and how many hours of all teams a week it promises; and its rows in the plan."""
    found, rows = [], []
    for number in range(pick.choice((0, 0, 1, 2)) if launch else 0):
        start = launch + datetime.timedelta(days=120 * number + pick.randint(0, 100))
        text, spans, _ = week(pick)
        teams = pick.choice((None, 1, 2))
        found.append((start, sum(length for _, length in spans) * (teams or 1) / 60))
        rows.append({"phase": f"phase {number}", "start": start, "hours": f'"{text}"', "teams": teams})
    return found, rows


def position(pick, plan, names, maybe):
    role = pick.choice((*plan["team"], "support"))
    begins = datetime.date(2026, 1, 1) if plan["today"] else plan["launch"] - datetime.timedelta(days=200)
    return {
        "role": role,
        "fte": pick.choice(("0.25", "0.5", "1", "1.7", "3", "6")),
        "pay": maybe(lambda: pick.randint(40_000, 140_000)),
        "benefits": maybe(lambda: pick.randint(10, 60)),
        "start": maybe(lambda: begins + datetime.timedelta(days=pick.randint(0, 500))),
        "fund": pick.choice(names) if names and pick.random() < 0.5 else "",
    }


def source(pick, name, plan, maybe):
    around = plan["today"] or plan["launch"]
    start = around + datetime.timedelta(days=pick.randint(-300, 500))
    kind = pick.choice(("state_grant", "general_fund", "levy", "foundation"))
    pays = pick.choice(
        ([], [], ["anything"], ["positions"], ["vehicles", "equipment"], ["training", "evaluation", "systems"])
    )
    return {
        "name": name, "kind": kind, "amount": pick.randint(10_000, 900_000), "start": start,
        "end": start + datetime.timedelta(days=pick.randint(80, 1200)) if pick.random() < 0.7 else None,
        "status": pick.choice(("awarded", "in_hand", "applied", "idea")), "pays": pays,
        "late": maybe(lambda: pick.choice((30, 60, 90))),
    }  # fmt: skip


def bought(pick, plan, maybe, most):
    around = plan["today"] or plan["launch"]
    return {
        "count": pick.randint(1, 4), "price": pick.randint(300, most), "life": maybe(lambda: pick.choice((2, 3, 5))),
        "running": maybe(lambda: pick.randint(1000, 9000)),
        "bought": maybe(lambda: around + datetime.timedelta(days=pick.randint(-900, 700))),
    }  # fmt: skip


def written(plan):
    """The plan as people would have it in plan.yaml; what is None is left out."""
    stage = "operating" if plan["today"] else "developing"
    profile = {"stage": stage, "target_launch": plan["launch"]}
    design = {
        "models": ["ride_along", "follow_up"],
        "hours": f'"{plan["hours"]}"',
        "posts": [{"period": f'"{plan["hours"]}"', "teams": plan["teams"]}] if plan["teams"] else None,
        "phases": plan["phase_rows"] or None,
        "team": [{"role": role, "count": count} for role, count in plan["team"].items()],
    }
    times = [(day, start, start + 6) for day in ("weekday", "weekend") for start in (0, 6, 12, 18)]
    counted = [
        {"day": day, "start": f'"{start:02d}:00"', "end": f'"{end % 24:02d}:00"', "calls": calls}
        for (day, start, end), calls in zip(times, plan["blocks"] or (), strict=False)
    ]
    needs = {"eligible_calls": plan["eligible_calls"], "calls_by_hour": counted or None}
    resources = {
        "budget_years": plan["years"],
        "fiscal_start": None if plan["fiscal_start"] is None else MONTHS[plan["fiscal_start"]],
        "paid_hours": plan["paid_hours"],
        "absence": [{"reason": ("vacation", "sick", "training")[at], "hours": hours} for at, hours in enumerate(plan["absence"])] or None,
        "vacancy": percent(plan["vacancy"]),
        "shift": plan["shift"],
        "share_in_hours": percent(plan["share_in_hours"]),
        "service_minutes": plan["service_minutes"],
        "travel_minutes": plan["travel_minutes"],
        "two_team_share": percent(plan["two_team_share"]),
        "prices_on": plan["prices_on"],
        "inflation": percent(plan["growth"]),
        "indirect": percent(plan["indirect"]),
        "indirect_base": plan["indirect_base"],
        "it": [{"system": "Records", "cost": plan["systems"]}] if plan["systems"] else None,
        "training_budget": plan["training"],
        "eval_budget": plan["evaluation"],
        "client_funds": plan["client_funds"],
        "job_flsa": "exempt" if plan["exempt"] else None,
        "roles": [
            {"title": f"{row['role']} {at}", "role": row["role"], "fte": row["fte"], "pay": row["pay"],
             "benefits": percent(row["benefits"]), "start": row["start"], "fund_source": row["fund"] or None}
            for at, row in enumerate(plan["positions"])
        ],
        "oncall_used": '"yes"' if plan["on_call"] else None,
        "oncall": [
            {"who": "Clinicians", "hours_per_week": row["hours"], "standby_pay": row["pay"], "pay_per": row["per"],
             "callback_minimum": f"{row['least']} hours" if row["least"] else None}
            for row in plan["on_call"]
        ] or None,
        "vehicles": [
            {"kind": f"car {at}", "count": row["count"], "purchase": row["price"], "life": row["life"],
             "running_cost": row["running"], "bought": row["bought"]}
            for at, row in enumerate(plan["vehicles"])
        ] or None,
        "equipment": [
            {"item": f"thing {at}", "count": row["count"], "unit_cost": row["price"], "life": row["life"], "bought": row["bought"]}
            for at, row in enumerate(plan["equipment"])
        ] or None,
        "funding": [
            {"name": one["name"], "kind": one["kind"], "amount": one["amount"], "start": one["start"], "end": one["end"],
             "status": one["status"], "pays": one["pays"] or None, "paid_late": f"{one['late']} days" if one["late"] else None}
            for one in plan["funding"]
        ] or None,
    }  # fmt: skip
    sections = {"profile": profile, "design": design, "needs": needs, "resources": resources}
    return "answers: " + flow(sections) + "\n"


def percent(value):
    return None if value is None else f"{value}%"


def flow(value):
    """YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(one)}" for name, one in value.items() if one is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value)
