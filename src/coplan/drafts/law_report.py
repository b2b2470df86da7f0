"""What the pack holds of the law for a plan, topic by topic, and which of its documents use it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from coplan.content.answers.kinds import read_value
from coplan.content.document import Document
from coplan.content.law.law_sheet import HOLD, TopicUse
from coplan.content.model import Pack
from coplan.content.provisions import Hold, Law, Topic
from coplan.drafts.render.called import documents_for
from coplan.errors import UsageError, did_you_mean
from coplan.plan.law import STATE, PlanLaw, day_after, in_force
from coplan.plan.model import Plan
from coplan.plan.view import Answers

MINORS = "minors_hold"
# The topics with which who may hold is shown.
HOLD_TOPICS = ("involuntary_hold", "hold_times", "hold_transport", MINORS)


@dataclass(frozen=True)
class ReportedLaw:
    """One provision, and whether it prints: "in force", "not yet in force", "ended", "concerns nobody of this plan".

    `changes` is the day soon on which it begins or has ended.
    """

    law: Law
    standing: str
    changes: date | None = None


@dataclass(frozen=True)
class OnTopic:
    """What the pack holds on one topic; `missing` where the state's law is asked for and is not there.

    `not_read` is what is known of the state's law that nobody has read yet, and where to look.
    """

    key: str
    topic: Topic
    laws: tuple[ReportedLaw, ...]
    documents: tuple[Document, ...]
    missing: bool
    not_read: str = ""


@dataclass(frozen=True)
class OnHolds:
    """What the pack holds on who may hold a person in one state; `hold` is None where the law files do not say.

    `cited` are the provisions behind it, `minors` is the topic on people under 18 where the pack has one.
    """

    state: str
    hold: Hold | None
    cited: tuple[ReportedLaw, ...]
    minors: OnTopic | None


@dataclass(frozen=True)
class LawReport:
    """What is shown of the law of one place: the topics that were asked for, and holds where they belong to them."""

    topics: tuple[OnTopic, ...]
    holds: OnHolds | None


def law_report(answers: Answers, names: Iterable[str] = ()) -> LawReport:
    """What the pack holds for the plan: on these topics, or those of these documents, or else on all that drafts use.

    `hold` is a name too: who may start an involuntary hold. Raises UsageError for a name that is none of these.
    """
    return _report(PlanLaw(answers), list(names), documents_for(answers), documents_for(answers))


def state_report(pack: Pack, state: str, names: Iterable[str], today: date | None) -> LawReport:
    """What the pack holds for one state without a plan, federal law beside it: on all topics that its documents use.

    With `names` only these topics, or those of these documents. Whom a provision binds is left aside.
    Raises UsageError for a name that is neither a topic nor a document, nor `hold`.
    """
    question = STATE.today(pack)
    plan = Plan().with_answer(question.key, read_value(state, question)) if question else Plan()
    titled = [replace(one, title=_plain_title(one)) for one in pack.documents]
    return _report(PlanLaw(Answers(pack, plan, today)), list(names), pack.documents, titled, bound=False)


def _report(
    law: PlanLaw, names: list[str], used: Iterable[Document], titled: Iterable[Document], bound: bool = True
) -> LawReport:
    listed, shown, topics = list(used), list(titled), law.pack.topics
    wanted = [topic for name in names if name != HOLD or HOLD in topics for topic in _topics(law.answers, name)]
    if not names:
        wanted = [key for key in topics if any(key in one.law for one in listed)]
    found = tuple(_on(law, key, shown, bound) for key in dict.fromkeys(wanted))
    asked = HOLD in names or any(key in HOLD_TOPICS for key in wanted)
    return LawReport(found, _on_holds(law, bound) if asked else None)


def _on_holds(law: PlanLaw, bound: bool) -> OnHolds:
    hold, topics = law.hold, law.pack.topics
    cited = (one for topic in (hold.cites if hold else ()) for one in _on(law, topic, (), bound).laws)
    minors = _on(law, MINORS, (), bound) if MINORS in topics else None
    return OnHolds(str(law.place or ""), hold, tuple(dict.fromkeys(cited)), minors)


def law_uses(documents: Iterable[Document]) -> Iterator[TopicUse]:
    """For each topic the titles of the documents that use it."""
    listed = list(documents)
    for topic in dict.fromkeys(topic for document in listed for topic in document.law):
        yield TopicUse(topic, tuple(dict.fromkeys(_plain_title(one) for one in listed if topic in one.law)))


def _plain_title(document: Document) -> str:
    """The title, or the name of the document where its title follows from the plan."""
    return document.id.replace("-", " ").capitalize() if "{{" in document.title else document.title


def _topics(answers: Answers, name: str) -> tuple[str, ...]:
    pack = answers.pack
    if name in pack.topics:
        return (name,)
    for document in (*documents_for(answers), *pack.documents):
        if name in document.names:
            return document.law
    known = [HOLD, *pack.topics, *(document.id for document in pack.documents)]
    hint = did_you_mean(name, known) or "`coplan law` lists the topics."
    raise UsageError(f"There is no topic of law and no document `{name}`. {hint}")


def _on(law: PlanLaw, key: str, documents: Iterable[Document], bound: bool = True) -> OnTopic:
    held = tuple(ReportedLaw(one, _standing(law, one, bound), _soon(law, one)) for one in law.held(key))
    users = tuple(document for document in documents if key in document.law)
    return OnTopic(key, law.pack.topics[key], held, users, law.lacks(key), law.not_read(key))


def _standing(law: PlanLaw, one: Law, bound: bool) -> str:
    if bound and not law.binds(one):
        return "concerns nobody of this plan"
    if in_force(one, law.today):
        return "in force"
    return "not yet in force" if one.from_ and law.today and law.today < one.from_ else "ended"


def _soon(law: PlanLaw, one: Law) -> date | None:
    return next((day for day in (one.from_, day_after(one)) if law.soon(day)), None)
