"""What the budget reads of a pack: every question with its columns and choices, every fact and assumption."""

from __future__ import annotations

from coplan.content.reads import ReadsAssumption, ReadsColumn, ReadsFact, ReadsQuestion

IN_UNIFORM = ("officer", "firefighter", "paramedic", "emt")
POSITION_ROLES = (
    *IN_UNIFORM,
    *("clinician", "nurse", "peer", "case_manager", "community_health_worker", "supervisor", "support"),
)
HOUR, DAY, WEEK, UNPAID = PAY_PER = ("hour", "day", "week", "unpaid")
SECURED = ("awarded", "in_hand")
APPLIED = "applied"
EXEMPT, MARGINAL = "exempt", "marginal"
EQUAL, POPULATION, CALLS, COVER, VALUE, LEAD = COST_RULES = (
    *("equal", "population", "calls", "hours", "assessed_value", "lead_pays"),
)

# Kinds of money that are bound to what they were given for, where the plan does not say what a source may pay.
RESTRICTED = ("federal_grant", "block_grant", "state_grant", "opioid_settlement", "sales_tax", "levy")
BILLED = ("medicaid", "clinic_funding")  # kinds of money that come to the employer of the clinicians itself
# Kinds of money that come from outside and belong to no partner alone.
OUTSIDE = ("federal_grant", "block_grant", "state_grant", "foundation", "health_system", *BILLED)
GENERAL_FUND, PARTNER_PAYMENT = "general_fund", "partner_payment"
LEVY, TAX_LEVY, IN_HAND = "levy", "tax_levy", "in_hand"
VOTED = (GENERAL_FUND, LEVY, TAX_LEVY)  # a government's own money: until it is in hand, a vote has still to provide it
ANYTHING = "anything"
PAYS = (
    *("positions", "on_call", "vehicles", "equipment", "systems", "training", "evaluation", "client_funds", ANYTHING),
)
PROJECT = "project"  # match as a share of the whole project, not of the grant
OPERATING = "operating"
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

DIRECT, MTDC, PAY = INDIRECT_BASES = ("direct", "mtdc", "pay")
PAY_GROUPS = ("positions", "on_call")  # lines in the base `pay`
PARTICIPANTS = "client_funds"  # lines that a federal base leaves out beside equipment

STAGE = ReadsQuestion("profile.stage", "choice", (OPERATING,))
FISCAL_START = ReadsQuestion("resources.fiscal_start", "choice", MONTH_NAMES)
PRICES_ON = ReadsQuestion("resources.prices_on", "date")
LAUNCH = ReadsQuestion("profile.target_launch", "date")
LEAD_AGENCY = ReadsQuestion("profile.lead_agency", "text")
JURISDICTIONS = ReadsQuestion(
    "profile.jurisdictions", "records", cells=(ReadsColumn("name", "text"), ReadsColumn("population", "whole"))
)
TEAM = ReadsQuestion("design.team", "records", cells=(ReadsColumn("role", "choice", POSITION_ROLES[:-1]),))
BUDGET_YEARS = ReadsQuestion("resources.budget_years", "whole")
POSITIONS = ReadsQuestion(
    "resources.roles",
    "records",
    cells=(
        *(ReadsColumn("title", "text"), ReadsColumn("role", "choice", POSITION_ROLES), ReadsColumn("fte", "number")),
        *(
            ReadsColumn("employer", "text"),
            ReadsColumn("pay", "money"),
            ReadsColumn("benefits", "percent"),
            ReadsColumn("start", "date"),
        ),
        ReadsColumn("fund_source", "text"),
    ),
)
PAID_HOURS = ReadsQuestion("resources.paid_hours", "number")
SWORN_FTE = ReadsQuestion("resources.sworn_fte", "number")
COORDINATOR_FTE = ReadsQuestion("resources.coordinator_fte", "number")
COORDINATOR_IN_KIND = ReadsQuestion("resources.coordinator_in_kind", "yes_no")
SUPERVISION_HOURS = ReadsQuestion("resources.supervision_hours", "number")
OVERTIME_RULE = ReadsQuestion("resources.job_flsa", "choice", (EXEMPT,))
JOB_TERMS = ReadsQuestion(
    "resources.job_terms", "records", cells=(ReadsColumn("title", "text"), ReadsColumn("flsa", "choice", (EXEMPT,)))
)
SERVICE_MINUTES = ReadsQuestion("resources.service_minutes", "number")
ONCALL = ReadsQuestion(
    "resources.oncall",
    "records",
    cells=(
        *(ReadsColumn("who", "text"), ReadsColumn("hours_per_week", "number"), ReadsColumn("standby_pay", "money")),
        *(
            ReadsColumn("pay_per", "choice", PAY_PER),
            ReadsColumn("callback_minimum", "duration"),
            ReadsColumn("days_per_week", "whole"),
        ),
    ),
)
VEHICLES = ReadsQuestion(
    "resources.vehicles",
    "records",
    cells=(
        *(
            ReadsColumn("kind", "text"),
            ReadsColumn("count", "whole"),
            ReadsColumn("owner", "text"),
            ReadsColumn("purchase", "money"),
        ),
        *(
            ReadsColumn("fit_out", "money"),
            ReadsColumn("life", "number"),
            ReadsColumn("running_cost", "money"),
            ReadsColumn("bought", "date"),
        ),
    ),
)
EQUIPMENT = ReadsQuestion(
    "resources.equipment",
    "records",
    cells=(
        *(
            ReadsColumn("item", "text"),
            ReadsColumn("count", "whole"),
            ReadsColumn("unit_cost", "money"),
            ReadsColumn("life", "number"),
        ),
        *(ReadsColumn("owner", "text"), ReadsColumn("bought", "date")),
    ),
)
SYSTEMS = ReadsQuestion(
    "resources.it",
    "records",
    cells=(
        *(ReadsColumn("system", "text"), ReadsColumn("owner", "text")),
        *(ReadsColumn("cost", "money"), ReadsColumn("from", "date")),
    ),
)
TRAINING = ReadsQuestion("resources.training_budget", "money")
EVALUATION = ReadsQuestion("resources.eval_budget", "money")
CLIENT_FUNDS = ReadsQuestion("resources.client_funds", "money")
GROWTH = ReadsQuestion("resources.inflation", "percent")
INDIRECT = ReadsQuestion("resources.indirect", "percent")
INDIRECT_BASE = ReadsQuestion("resources.indirect_base", "choice", INDIRECT_BASES)
INDIRECT_RATES = ReadsQuestion(
    "resources.indirect_rates",
    "records",
    cells=(
        *(
            ReadsColumn("employer", "text"),
            ReadsColumn("rate", "percent"),
            ReadsColumn("base", "choice", INDIRECT_BASES),
        ),
        ReadsColumn("through", "text"),
    ),
)
RAISES = ReadsQuestion(
    "resources.raises",
    "records",
    cells=(
        *(
            ReadsColumn("what", "text"),
            ReadsColumn("employer", "text"),
            ReadsColumn("position", "text"),
            ReadsColumn("from", "date"),
        ),
        *(
            ReadsColumn("percent", "percent"),
            ReadsColumn("pay", "money"),
            ReadsColumn("yearly", "yes_no"),
            ReadsColumn("until", "date"),
        ),
        ReadsColumn("top", "money"),
    ),
)
CONTRACTS = ReadsQuestion(
    "resources.labor_contracts",
    "records",
    cells=(
        *(
            ReadsColumn("name", "text"),
            ReadsColumn("employer", "text"),
            ReadsColumn("position", "text"),
            ReadsColumn("from", "date"),
        ),
        ReadsColumn("to", "date"),
    ),
)
FISCAL_YEARS = ReadsQuestion(
    "resources.fiscal_years",
    "records",
    cells=(ReadsColumn("party", "text"), ReadsColumn("begins", "choice", MONTH_NAMES)),
)
SUMS_HELD = ReadsQuestion(
    "resources.sums_held",
    "records",
    cells=(ReadsColumn("what", "choice", ("training", "evaluation", "client_funds")), ReadsColumn("party", "text")),
)
ACTUALS = ReadsQuestion(
    "resources.actuals",
    "records",
    cells=(
        *(
            ReadsColumn("name", "text"),
            ReadsColumn("from", "date"),
            ReadsColumn("to", "date"),
            ReadsColumn("cost", "money"),
        ),
        *(ReadsColumn("money", "money"), ReadsColumn("origin", "text")),
    ),
)
FUNDING = ReadsQuestion(
    "resources.funding",
    "records",
    cells=(
        *(
            ReadsColumn("name", "text"),
            ReadsColumn("kind", "choice", tuple(dict.fromkeys((*RESTRICTED, *OUTSIDE, *VOTED, PARTNER_PAYMENT)))),
            ReadsColumn("amount", "money"),
        ),
        ReadsColumn("start", "date"),
        *(
            ReadsColumn("end", "date"),
            ReadsColumn("allowed", "text"),
            ReadsColumn("match", "percent"),
            ReadsColumn("status", "choice", (*SECURED, APPLIED)),
        ),
        *(
            ReadsColumn("match_of", "choice", (PROJECT,)),
            ReadsColumn("pays", "choices", PAYS),
            ReadsColumn("paid_late", "duration"),
        ),
    ),
)
MATCH = ReadsQuestion(
    "resources.match",
    "records",
    cells=(ReadsColumn("source", "text"), ReadsColumn("kind", "text"), ReadsColumn("amount", "money")),
)
UNIT_COSTS = ReadsQuestion(
    "resources.unit_costs",
    "records",
    cells=(
        *(
            ReadsColumn("event", "text"),
            ReadsColumn("dollars", "money"),
            ReadsColumn("year", "text"),
            ReadsColumn("source", "text"),
        ),
        *(ReadsColumn("basis", "choice", (MARGINAL,)), ReadsColumn("lowest", "money"), ReadsColumn("highest", "money")),
    ),
)
COST_SHARE = ReadsQuestion("resources.cost_share", "choice", COST_RULES)
AFTER_GRANTS = "after_grants"
SHARE_OF = ReadsQuestion("resources.share_of", "choice", (AFTER_GRANTS,))
PARTIES = ReadsQuestion("policy.ila_parties", "records", cells=(ReadsColumn("party", "text"),))
PARTY_SHARES = ReadsQuestion(
    "policy.ila_shares",
    "records",
    cells=(
        *(ReadsColumn("party", "text"), ReadsColumn("amount", "money"), ReadsColumn("share", "percent")),
        *(ReadsColumn("calls", "whole"), ReadsColumn("assessed", "money"), ReadsColumn("source", "text")),
        ReadsColumn("rest", "yes_no"),
    ),
)
AGREEMENT_START = ReadsQuestion("policy.agreement_start", "date")
AGREEMENT_END = ReadsQuestion("policy.agreement_end", "date")
COVERAGE = ReadsQuestion(
    "policy.ila_coverage", "records", cells=(ReadsColumn("party", "text"), ReadsColumn("share", "text"))
)

ONCE = "once"
PAYMENTS = ReadsQuestion(
    "policy.money_rows",
    "records",
    cells=(
        *(
            ReadsColumn("payer", "text"),
            ReadsColumn("payee", "text"),
            ReadsColumn("what", "text"),
            ReadsColumn("from", "date"),
            ReadsColumn("to", "date"),
        ),
        *(ReadsColumn("yearly_max", "money"), ReadsColumn("unit", "choice", (ONCE,)), ReadsColumn("source", "text")),
        ReadsColumn("step", "text"),
    ),
)
PHASES = ReadsQuestion("design.phases", "records", cells=(ReadsColumn("phase", "text"), ReadsColumn("start", "date")))
SAME_PRICE, BUDGET_GROWTH = "none", "percent"
INCREASE = ReadsQuestion("policy.agreement_increase", "choice", (SAME_PRICE, BUDGET_GROWTH))
INCREASE_LIMIT = ReadsQuestion("policy.agreement_increase_limit", "percent")
EMPLOYER = ReadsQuestion("design.employer_name", "text")

INTERLOCAL = ReadsFact("interlocal")
PRIVATE_EMPLOYER = ReadsFact("private_employer")

ASSUMED_PAID_HOURS = ReadsAssumption("paid_hours")
ASSUMED_BENEFITS = ReadsAssumption("benefits")
CALLOUTS = ReadsAssumption("callouts_a_week")
OVERTIME_HOURS = ReadsAssumption("overtime_hours")
PAYROLL_TAX = ReadsAssumption("payroll_tax")
UNIT_COST_GROWTH = ReadsAssumption("unit_cost_growth")
OVERTIME_PAY = ReadsAssumption("overtime_pay")
COVER_FLOOR = ReadsAssumption("cover_floor")
EQUIPMENT_FROM = ReadsAssumption("equipment_from")
SUBAWARD_PART = ReadsAssumption("subaward_part")
ASSUMED_GROWTH = ReadsAssumption("cost_growth")
AVOIDED_SHARES = tuple(ReadsAssumption(key) for key in ("avoided_low", "avoided_middle", "avoided_high"))
