"""Staffing and budget of a plan by plain arithmetic: written from docs/figures.md and docs/commands.md.

It calls nothing of coplan. Plans come in as plain values (see `random_answers.py`), amounts go out as Decimal.
"""

from __future__ import annotations

import datetime
import math
from calendar import monthrange
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import chain, combinations

SHIFT_HOURS = {"five_8": 8, "four_10": 10, "three_12": 12}
# What stands in where the plan says nothing: checklists/assumptions.yaml.
ASSUMED = {"paid_hours": 2080, "absence": 382, "vacancy": 10, "teams": 1, "people": 1, "benefits": 44, "growth": 0,
           "tax": Fraction(765, 100), "overtime_pay": 150, "callouts": 1, "handover": Fraction(1, 4),
           "equipment_from": 10_000}  # fmt: skip
DAY = datetime.timedelta(days=1)


def to(value, places):
    """Half up."""
    value = Fraction(value)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), ROUND_HALF_UP)


def cents(value):
    scaled = abs(Fraction(value)) * 100
    whole = Decimal(math.floor(scaled + Fraction(1, 2))) / 100
    return whole if value >= 0 else -whole


def moment(day):
    """When a day begins, in months."""
    return 12 * day.year + day.month - 1 + Fraction(day.day - 1, monthrange(day.year, day.month)[1])


def month_of(day):
    return 12 * day.year + day.month - 1


def rounded_months(exact):
    """Each month is what has come together by its end, rounded, less what had before."""
    found, reached, before = [], Fraction(0), Decimal(0)
    for amount in exact:
        reached += amount
        found.append(cents(reached) - before)
        before = cents(reached)
    return found


# Staffing


def staffing(plan):
    """The figures of staffing by their names, as they are shown."""
    found = {}
    weekly = sum(
        (Fraction(length, 60) * days / 365 for days, spans in plan["weeks"] for _, length in spans), Fraction(0)
    )
    teams = plan["teams"] or ASSUMED["teams"]
    found["duty_hours"], hours = to(weekly, "0.1"), to(weekly * teams, "0.1")
    found["team_hours"] = hours
    paid = plan["paid_hours"] or ASSUMED["paid_hours"]
    absent = sum(plan["absence"]) if plan["absence"] else ASSUMED["absence"]
    productive = Fraction(paid - absent)
    found["productive_hours"], found["relief_factor"] = to(productive, "0.1"), to(paid / productive, "0.01")
    vacancy = Fraction(ASSUMED["vacancy"] if plan["vacancy"] is None else plan["vacancy"]) / 100
    year = Fraction(365, 7)
    planned, possible = {}, {}
    for role, count in plan["team"].items():
        people = count or ASSUMED["people"]
        needed = to(Fraction(hours) * year * people / productive, "0.01")
        hire = to(Fraction(needed) / (1 - vacancy), "0.01")
        rows = [row for row in plan["positions"] if row["role"] == role]
        found[f"fte_needed.{role}"], found[f"fte_to_hire.{role}"] = needed, hire
        found[f"people_to_hire.{role}"] = Decimal(math.ceil(hire))
        planned[role] = to(sum((Fraction(row["fte"]) for row in rows), Fraction(0)), "0.01")
        found[f"fte_planned.{role}"], found[f"gap.{role}"] = planned[role], planned[role] - needed
        possible[role] = Fraction(planned[role]) * productive / year / people
    by_phase(found, plan, productive, Fraction(hours))
    if plan["shift"]:
        shift_hours(found, plan, productive, teams)
    covered = min(possible.values())
    full = min(covered, Fraction(hours))
    found["cover_hours"], found["cover_share"] = to(full, "0.1"), to(full / Fraction(hours) * 100, "0.1")
    at_vacancy = to(min(covered * (1 - vacancy), Fraction(hours)) / Fraction(hours) * 100, "0.1")
    found["cover_share_vacancy"] = at_vacancy
    away = min(
        max(Fraction(planned[role]) - 1, Fraction(0)) * productive / year / (count or ASSUMED["people"])
        for role, count in plan["team"].items()
    )
    found["cover_share_one_away"] = to(min(away, Fraction(hours)) / Fraction(hours) * 100, "0.1")
    if plan["launch"]:
        months = cover_by_month(plan, planned, productive, vacancy, Fraction(hours))
        found |= {
            f"cover_by_month.{name}": to(reached / hours_of * 100, "0.1")
            for name, (reached, hours_of) in months.items()
        }
    if plan["eligible_calls"]:
        contacts(found, plan, hours, at_vacancy, list(months.values())[:12] if plan["launch"] else [])
    return found


def by_phase(found, plan, productive, hours):
    """Hours and FTE of each phase, and the hours that are promised from the launch to the end of the twelfth month."""
    for place, (_, weekly) in enumerate(plan["phases"]):
        shown = found[f"hours_by_phase.phase {place}"] = to(Fraction(weekly), "0.1")
        for role, count in plan["team"].items():
            people = count or ASSUMED["people"]
            needed = Fraction(shown) * Fraction(365, 7) * people / productive
            found[f"phase_fte.{role}, phase {place}"] = to(needed, "0.01")
    if plan["phases"]:
        day, total = plan["launch"], Fraction(0)
        while month_of(day) < month_of(plan["launch"]) + 12:
            total += [hours, *(Fraction(weekly) for start, weekly in plan["phases"] if start <= day)][-1] / 7
            day += DAY
        found["first_year_hours"] = to(total, "1")


def shift_hours(found, plan, productive, teams):
    """Whole shifts, and each change of shift within a run paid twice for the hand-over."""
    shift, total = SHIFT_HOURS[plan["shift"]], Fraction(0)
    for days, spans in plan["weeks"]:
        for _, run in spans:
            shifts = math.ceil(Fraction(run, 60) / shift)
            total += (shifts * shift + (shifts - 1) * ASSUMED["handover"]) * Fraction(days, 365)
    found["shift_hours"] = to(total * teams, "0.1")
    for role, count in plan["team"].items():
        people = count or ASSUMED["people"]
        found[f"fte_in_shifts.{role}"] = to(
            Fraction(found["shift_hours"]) * Fraction(365, 7) * people / productive, "0.01"
        )


def cover_by_month(plan, planned, productive, vacancy, hours):
    """For 24 months from the launch: hours that those who have started cover a week, and hours promised."""
    found, known, launch = {}, {}, plan["launch"]
    for place in range(24):
        year, number = divmod(month_of(launch) + place, 12)
        first = max(datetime.date(year, number + 1, 1), launch)
        last = datetime.date(year, number + 1, monthrange(year, number + 1)[1])
        days = [first + DAY * more for more in range((last - first).days + 1)]
        reached = wanted = Fraction(0)
        for day in days:
            promised = [hours, *(Fraction(hours_of) for start, hours_of in plan["phases"] if start <= day)][-1]
            late = tuple(row["start"] is not None and row["start"] > day for row in plan["positions"])
            if (late, promised) not in known:
                known[late, promised] = min(there(plan, planned, late, productive) * (1 - vacancy), promised)
            reached, wanted = reached + known[late, promised], wanted + promised
        found[f"{year}-{number + 1:02d}"] = (reached / len(days), wanted / len(days))
    return found


def there(plan, planned, late, productive):
    """Hours a week that the scarcest role covers while some have not started."""
    found = []
    for role, count in plan["team"].items():
        rows = zip(plan["positions"], late, strict=True)
        missing = sum((Fraction(row["fte"]) for row, away in rows if away and row["role"] == role), Fraction(0))
        left = max(Fraction(planned[role]) - missing, Fraction(0))
        found.append(left * productive * Fraction(7, 365) / (count or ASSUMED["people"]))
    return min(found)


def contacts(found, plan, hours, at_vacancy, first_year):
    calls, missed = Fraction(plan["eligible_calls"]), Fraction(0)
    minutes = team_minutes(plan)
    if plan["blocks"]:
        on_duty, share = by_block(plan, calls, minutes)
        if not on_duty:
            return
        on_duty = found["calls_on_duty"] = to(on_duty, "1")
        if not minutes:
            return
        missed = Fraction(to(share * 100, "0.1")) / 100
        found["missed_share"] = to(share * 100, "0.1")
    elif plan["share_in_hours"] and minutes:
        on_duty = calls * plan["share_in_hours"] / 100
    else:
        return
    cover = Fraction(at_vacancy) / 100
    reached = found["contacts"] = to(Fraction(on_duty) * cover * (1 - missed), "1")
    if at_vacancy:
        busy = Fraction(reached) * minutes / 60 / (Fraction(hours) * Fraction(365, 7) * cover)
        found["uhu"] = to(busy * 100, "0.1")
    if first_year and at_vacancy:
        part = min(sum(there for there, _ in first_year) / (12 * Fraction(hours) * cover), Fraction(1))
        found["first_year_contacts"] = to(Fraction(reached) * Fraction(to(part, "0.001")), "1")


def team_minutes(plan):
    """Time of one team with travel, and of a second one for the share of calls that take two; 0 if nobody knows."""
    if not plan["service_minutes"]:
        return Fraction(0)
    return (
        Fraction(plan["service_minutes"] + (plan["travel_minutes"] or 0)) * (100 + (plan["two_team_share"] or 0)) / 100
    )


def by_block(plan, calls, minutes):
    """Calls a year on duty, and the share of them that find every team busy, over blocks of six hours."""
    teams, whole = plan["teams"] or ASSUMED["teams"], sum(plan["blocks"])
    times = [(days, start) for days in (range(5), range(5, 7)) for start in (0, 6, 12, 18)]
    on_duty = lost = Fraction(0)
    for (days, start), counted in zip(times, plan["blocks"], strict=True):
        block = {day * 1440 + start * 60 + minute for day in days for minute in range(360)}
        there = sum(
            (Fraction(of_year, 365) * len(block & duty_minutes(spans)) for of_year, spans in plan["weeks"]), Fraction(0)
        )
        a_year = calls * counted / whole
        load = a_year / (Fraction(len(block), 60) * Fraction(365, 7)) * minutes / 60
        on_duty += a_year * there / len(block)
        lost += a_year * there / len(block) * erlang_b(load, teams)
    return on_duty, lost / on_duty if on_duty else Fraction(0)


def duty_minutes(spans):
    return {(start + minute) % 10_080 for start, length in spans for minute in range(length)}


def erlang_b(load, teams):
    """The last term of load to the power of n over n! as a share of all of them: every team is busy."""
    terms = [load**count / math.factorial(count) for count in range(teams + 1)]
    return terms[-1] / sum(terms)


# Budget


def periods(plan):
    """(key, first month, count): start-up 0 if there is any, then years of twelve months."""
    starts = [month_of(row["start"]) for row in plan["positions"] if row["start"]]
    if plan["today"]:  # a program in operation is budgeted from the fiscal year of today
        begins = 6 if plan["fiscal_start"] is None else plan["fiscal_start"]
        now = month_of(plan["today"])
        launch = first = now - (now - begins) % 12
    else:
        launch = month_of(plan["launch"])
        first = max(min([*starts, launch]), launch - 24)
    years = [(year + 1, launch + 12 * year, 12) for year in range(plan["years"])]
    return ([(0, first, launch - first)] if first < launch else []) + years


def budget(plan):
    """Cost by line and month, money, what it may pay, and what must be advanced."""
    spans = periods(plan)
    first, launch = spans[0][1], next(start for key, start, _ in spans if key)
    since = 0 if plan["prices_on"] is None else max(0, (launch - month_of(plan["prices_on"]) + 6) // 12)
    rate = 1 + Fraction(ASSUMED["growth"] if plan["growth"] is None else plan["growth"]) / 100
    grown = [rate ** (since + max(0, key - 1)) for key, _, count in spans for _ in range(count)]
    months = [start + place for _, start, count in spans for place in range(count)]
    lines = [*people(plan, first, launch), *things(plan, first, launch, months)]
    rows = {}
    for name, group, fund, month_parts in lines:
        exact = [part * growth for part, growth in zip(month_parts(months), grown, strict=True)]
        rows[name] = (group, fund, in_periods(exact, spans))
    cost = [sum((row[2][place] for row in rows.values()), Decimal(0)) for place in range(len(months))]
    indirect = in_periods(
        [Fraction(base) * Fraction(plan["indirect"] or 0) / 100 for base in indirect_base(plan, rows, months)], spans
    )
    return {
        "spans": spans,
        "months": months,
        "lines": {name: row[2] for name, row in rows.items()},
        "cost": [direct + more for direct, more in zip(cost, indirect, strict=True)],
        "money": [by_month(plan, source, months) for source in plan["funding"]],
        "rows": rows,
    }


def in_periods(exact, spans):
    found, at = [], 0
    for _, _, count in spans:
        found += rounded_months(exact[at : at + count])
        at += count
    return found


def by_year(amounts, spans):
    found, at = [], 0
    for _, _, count in spans:
        found.append(sum(amounts[at : at + count], Decimal(0)))
        at += count
    return found


def yearly(amount, start):
    """A year's amount by months from a moment on; a month counts with its days."""

    def parts(months):
        return [Fraction(amount) / 12 * max(Fraction(0), month + 1 - max(start, Fraction(month))) for month in months]

    return parts


def people(plan, first, launch):
    for place, row in enumerate(plan["positions"], start=1):
        if row["pay"] is None:
            continue
        benefits = ASSUMED["benefits"] if row["benefits"] is None else row["benefits"]
        amount = Fraction(row["fte"]) * row["pay"] * (100 + benefits) / 100
        start = max(moment(row["start"]), Fraction(first)) if row["start"] else Fraction(launch)
        yield f"positions.{place}", "positions", row["fund"], yearly(amount, start)
    tax = 1 + Fraction(ASSUMED["tax"]) / 100
    for place, row in enumerate(plan["on_call"], start=1):
        times = {"hour": 52 * (row["hours"] or 0), "day": 52 * min(7, row["hours"] or 7), "week": 52}[row["per"]]
        if row["pay"] is not None and not (row["per"] == "hour" and row["hours"] is None):
            yield (
                f"on_call.{place}",
                "on_call",
                "",
                yearly(Fraction(times) * Fraction(row["pay"]) * tax, Fraction(launch)),
            )
        known = [one for one in plan["positions"] if one["role"] == "clinician" and one["pay"] is not None]
        if row["least"] and known and not plan["exempt"]:
            an_hour = cents(
                Fraction(known[0]["pay"])
                / (plan["paid_hours"] or ASSUMED["paid_hours"])
                * ASSUMED["overtime_pay"]
                / 100
            )
            length = max(Fraction(row["least"]), Fraction(plan["service_minutes"] or 0) / 60)
            paid = Fraction(ASSUMED["callouts"]) * 52 * length * Fraction(an_hour) * tax
            yield f"callouts.{place}", "on_call", "", yearly(paid, Fraction(launch))


def things(plan, first, launch, months):
    for place, row in enumerate(plan["vehicles"], start=1):
        yield f"vehicles.{place}", "vehicles", "", bought(row["count"] * row["price"], row, plan, first, launch)
        if row["running"] is not None:
            yield f"vehicles_running.{place}", "vehicles", "", yearly(row["count"] * row["running"], Fraction(launch))
    for place, row in enumerate(plan["equipment"], start=1):
        yield f"equipment.{place}", "equipment", "", bought(row["count"] * row["price"], row, plan, first, launch)
    if plan["systems"] is not None:
        yield "systems.1", "systems", "", yearly(plan["systems"], Fraction(first))
    for name, start in (("training", first), ("evaluation", launch), ("client_funds", launch)):
        if plan[name] is not None:
            yield f"{name}.1", name, "", yearly(plan[name], Fraction(start))


def bought(amount, row, plan, first, launch):
    """Over the start-up, or in the first month; again after each life. With a day of purchase, in its month and after."""

    def parts(months):
        life = None if row["life"] is None else Fraction(row["life"]) * 12
        found = [Fraction(0)] * len(months)
        if row["bought"]:
            begins = month_of(row["bought"])
            for place, month in enumerate(months):
                since = month - begins
                if since == 0 or (since > 0 and life and math.floor(since / life) > math.floor((since - 1) / life)):
                    found[place] += amount
            return found
        if first < launch:
            for place in range(launch - first):
                found[place] += Fraction(amount, launch - first)
        elif not plan["today"]:
            found[0] += amount
        for place in range(1, len(months)):
            if life and math.floor(place / life) > math.floor((place - 1) / life):
                found[place] += amount
        return found

    return parts


def indirect_base(plan, rows, months):
    def counts(name, group):
        if plan["indirect_base"] == "pay":
            return group in ("positions", "on_call")
        if plan["indirect_base"] != "mtdc":
            return True
        if name.startswith(("vehicles.", "equipment.")):
            row = plan[name.partition(".")[0]][int(name.partition(".")[2]) - 1]
            return row["price"] < ASSUMED["equipment_from"]
        return group != "client_funds"

    chosen = [amounts for name, (group, _, amounts) in rows.items() if counts(name, group)]
    return [sum((row[place] for row in chosen), Decimal(0)) for place in range(len(months))]


def by_month(plan, source, months):
    """A source evenly over its own time, by days in its first and last month."""
    end = source["end"] or datetime.date((months[-1] + 1) // 12, (months[-1] + 1) % 12 + 1, 1) - DAY
    if month_of(source["start"]) > months[-1]:
        return [Decimal(0)] * len(months)
    opens, closes = moment(source["start"]), moment(end + DAY)
    whole = range(math.floor(opens), math.ceil(closes))
    exact = [
        Fraction(source["amount"]) * (min(closes, Fraction(month + 1)) - max(opens, Fraction(month))) / (closes - opens)
        for month in whole
    ]
    found = dict(zip(whole, rounded_months(exact), strict=True))
    return [found.get(month, Decimal(0)) for month in months]


SECURED = ("awarded", "in_hand")
RESTRICTED = ("state_grant", "levy", "opioid_settlement")


def may_pay(source, group, fund):
    pays, free = (
        source["pays"],
        source["pays"] == ["anything"] or (not source["pays"] and source["kind"] not in RESTRICTED),
    )
    if free:
        return True
    if group == "positions":
        if fund == source["name"]:
            return True
        return "positions" in pays or (not fund and not pays)
    return not pays or group in pays


def unfunded(plan, found):
    """By month, what secured money that may pay it does not pay; and what each source pays: by minimum cuts.

    Sources pay in an order. What the first ones pay together is the largest sum that they can pay of the lines that
    are due: over all sets of lines, what is due of them and what the sources have that may pay any other line.
    """
    secured = [place for place, one in enumerate(plan["funding"]) if one["status"] in SECURED]
    lines = [(group, fund, amounts) for group, fund, amounts in found["rows"].values()]
    reach = {
        place: frozenset(
            at for at, (group, fund, _) in enumerate(lines) if may_pay(plan["funding"][place], group, fund)
        )
        for place in secured
    }
    free = {
        place: plan["funding"][place]["pays"] == ["anything"]
        or (not plan["funding"][place]["pays"] and plan["funding"][place]["kind"] not in RESTRICTED)
        for place in secured
    }
    last = len(found["months"])
    ends = {
        place: month_of(plan["funding"][place]["end"]) + 1 - found["months"][0]
        if plan["funding"][place]["end"]
        else last
        for place in secured
    }
    comes = {place: list(found["money"][place]) for place in secured}
    for place in secured:  # what pays no position can be spent from its first month on, when things are bought
        if reach[place] and not free[place] and not any(lines[at][0] == "positions" for at in reach[place]):
            money = comes[place]
            begin = next((at for at, amount in enumerate(money) if amount), 0)
            comes[place] = [sum(money, Decimal(0)) if at == begin else Decimal(0) for at in range(last)]
    orders = [
        sorted(secured, key=lambda one: (free[one], ends[one])),
        sorted(secured, key=lambda one: (ends[one], free[one])),
    ]
    runs = [spent_in(order, lines, reach, comes, ends, last) for order in orders]
    return min(runs, key=lambda run: (sum(run[0]), run[2]))


def spent_in(order, lines, reach, comes, ends, last):
    kinds = {}
    for at in range(len(lines)):
        kinds.setdefault(frozenset(place for place in order if at in reach[place]), []).append(at)
    groups = list(kinds.items())
    have = dict.fromkeys(order, Decimal(0))
    short, lapsed, paid = [], Decimal(0), {place: Decimal(0) for place in order}
    for month in range(last):
        for place in order:
            if month == ends[place]:
                lapsed += have[place]
                have[place] = Decimal(0)
            have[place] += comes[place][month]
        due = [sum((lines[at][2][month] for at in members), Decimal(0)) for _, members in groups]
        before = Decimal(0)
        for count in range(1, len(order) + 1):
            together = most_paid(order[:count], groups, due, have)
            used = together - before
            paid[order[count - 1]] += used
            before = together
            order_used = used
            have[order[count - 1]] = (
                have[order[count - 1]] - order_used if count == len(order) else have[order[count - 1]]
            )
            if count < len(order):
                have[("later", order[count - 1])] = order_used
        for place in order[:-1]:
            have[place] -= have.pop(("later", place))
        short.append(sum(due, Decimal(0)) - before)
    return short, paid, lapsed


def most_paid(sources, groups, due, have):
    """The largest flow from these sources to the lines, as the smallest cut."""
    places = range(len(groups))
    cuts = chain.from_iterable(combinations(places, size) for size in range(len(groups) + 1))
    best = None
    for cut in cuts:
        rest = [groups[at][0] for at in places if at not in cut]
        value = sum((due[at] for at in cut), Decimal(0))
        value += sum((have[one] for one in sources if any(one in who for who in rest)), Decimal(0))
        best = value if best is None else min(best, value)
    return best


def to_advance(plan, found):
    """The most that is out at the end of any month: what came together in the months of each delay."""
    late = [
        (row, -(-source["late"] * 12 // 365))
        for source, row in zip(plan["funding"], found["money"], strict=True)
        if source["late"]
    ]
    totals = [
        sum((sum(row[max(0, month + 1 - delay) : month + 1], Decimal(0)) for row, delay in late), Decimal(0))
        for month in range(len(found["months"]))
    ]
    return max(totals, default=Decimal(0))


def by_fiscal_year(amounts, months, begins):
    found = {}
    for month, amount in zip(months, amounts, strict=True):
        year, number = divmod(month, 12)
        name = f"FY {year + 1 if begins and number >= begins else year}"
        found[name] = found.get(name, Decimal(0)) + amount
    return found
