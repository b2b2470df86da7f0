"""What the pack holds of the law for a plan, topic by topic, and which of its documents use it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from coplan.content.answers.kinds import read_value
from coplan.content.document import Document
from coplan.content.law.law_sheet import TopicUse
from coplan.content.model import Pack
from coplan.content.provisions import Law, Topic
from coplan.drafts.render.called import documents_for
from coplan.errors import UsageError, did_you_mean
from coplan.plan.law import STATE, PlanLaw, day_after, in_force
from coplan.plan.model import Plan
from coplan.plan.view import Answers


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
    """What the pack holds on one topic; `missing` where the state's law is asked for and is not there."""

    key: str
    topic: Topic
    laws: tuple[ReportedLaw, ...]
    documents: tuple[Document, ...]
    missing: bool


def law_report(answers: Answers, names: Iterable[str] = ()) -> list[OnTopic]:
    """What the pack holds for the plan: on these topics, or those of these documents, or else on all that drafts use.

    Raises UsageError for a name that is neither a topic nor a document.
    """
    law, documents = PlanLaw(answers), documents_for(answers)
    wanted = [topic for name in names for topic in _topics(answers, name)]
    wanted = wanted or [key for key in answers.pack.topics if any(key in one.law for one in documents)]
    return [_on(law, key, documents) for key in dict.fromkeys(wanted)]


def state_report(pack: Pack, state: str, names: Iterable[str], today: date | None) -> list[OnTopic]:
    """What the pack holds for one state without a plan, federal law beside it: on all topics that its documents use.

    With `names` only these topics, or those of these documents. Whom a provision binds is left aside.
    Raises UsageError for a name that is neither a topic nor a document.
    """
    question = STATE.today(pack)
    plan = Plan().with_answer(question.key, read_value(state, question)) if question else Plan()
    answers = Answers(pack, plan, today)
    wanted = [topic for name in names for topic in _topics(answers, name)]
    wanted = wanted or [key for key in pack.topics if any(key in one.law for one in pack.documents)]
    titled = [replace(one, title=_plain_title(one)) for one in pack.documents]
    return [_on(PlanLaw(answers), key, titled, bound=False) for key in dict.fromkeys(wanted)]


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
    known = [*pack.topics, *(document.id for document in pack.documents)]
    raise UsageError(f"There is no topic of law and no document `{name}`. {did_you_mean(name, known)}".rstrip())


def _on(law: PlanLaw, key: str, documents: Iterable[Document], bound: bool = True) -> OnTopic:
    held = tuple(ReportedLaw(one, _standing(law, one, bound), _soon(law, one)) for one in law.held(key))
    users = tuple(document for document in documents if key in document.law)
    return OnTopic(key, law.pack.topics[key], held, users, law.lacks(key))


def _standing(law: PlanLaw, one: Law, bound: bool) -> str:
    if bound and not law.binds(one):
        return "concerns nobody of this plan"
    if in_force(one, law.today):
        return "in force"
    return "not yet in force" if one.from_ and law.today and law.today < one.from_ else "ended"


def _soon(law: PlanLaw, one: Law) -> date | None:
    return next((day for day in (one.from_, day_after(one)) if law.soon(day)), None)
