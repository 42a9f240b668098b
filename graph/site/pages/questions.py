"""The competency questions with their answers of the day: to read, to take away, to ask again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

import queries
from graph.ask.output import as_csv, rows
from graph.ask.parameters import EXAMPLES, bind, example
from graph.ask.query import Answer, select
from graph.site.answers import answer_table
from graph.site.language_site import LanguageSite, Page
from graph.site.snapshot import SiteSnapshot
from graph.site.tables import CellRenderer
from graph.store.caches import cached
from loaders.model.dates import date_text
from queries import Question

SHOWN = 200
"""How many rows of an answer are on its page; the file for download has all."""

_COLUMN = re.compile(r"`(\w+)`")


@dataclass(frozen=True)
class _AnsweredQuestion:
    """A question with its answer, and the parameters of it, as users write them and as terms."""

    question: Question
    values: dict[str, str]
    terms: dict[str, NamedNode | Literal]
    answer: Answer


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the list of questions, then the page and the file of each, in one language."""
    asked = [_asked(site.snapshot, name, site.language) for name in queries.names()]
    renderer = CellRenderer(site, home="../")
    listed = [
        (one.question.name, *_texts(site, one.question), len(one.answer.rows), _example(renderer, one)) for one in asked
    ]
    yield site.page("questions", "questions.html", site.words["questions"], "questions", questions=listed)
    for one in asked:
        yield _page(renderer, one)
        yield Page(f"{site.language}/question/{one.question.name}.csv", _file(renderer, one))


@cached
def _asked(snapshot: SiteSnapshot, name: str, language: str) -> _AnsweredQuestion:
    """Ask a question, once for all languages unless it has texts in the answer."""
    question = queries.question(name)
    taken = {parameter.name: parameter for parameter in question.parameters}
    if language != "en" and all(parameter.type != "language" for parameter in question.parameters):
        return _asked(snapshot, name, "en")
    values = example(question)
    values |= {"as_of": snapshot.day} if "as_of" in taken else {}
    terms = bind(snapshot.store, question, values, language)
    return _AnsweredQuestion(question, values, terms, select(snapshot.store, question.sparql, terms))


def _texts(site: LanguageSite, question: Question) -> tuple[str, str]:
    """Return the summary and description of a question; a column that it names is called as its heading is."""
    wording = question.text_in(site.language)
    quoted = site.words["quoted"]
    return wording.summary, _COLUMN.sub(
        lambda found: quoted.format(site.words[f"column_{found[1]}"]), wording.description
    )


def _page(renderer: CellRenderer, asked: _AnsweredQuestion) -> Page:
    site, question, answer = renderer.site, asked.question, asked.answer
    summary, description = _texts(site, question)
    sparql = queries.bound(queries.headless(question.sparql), {name: str(term) for name, term in asked.terms.items()})
    return site.page(
        "question", f"question/{question.name}.html", summary, "questions", name=question.name,
        description=description, example=_example(renderer, asked),
        asked_of=[(site.words[f"param_{name}"], _called(renderer, term)) for name, term in asked.terms.items()],
        answer=answer_table(renderer, question.name, site.words["answer"], answer.first(SHOWN)),
        number=len(answer.rows), shown=SHOWN, sparql=sparql, command=_command(asked),
    )  # fmt: skip


def _example(renderer: CellRenderer, asked: _AnsweredQuestion) -> str:
    """Say which localities the answer is an example of; nothing if it is one of all."""
    places = [_called(renderer, asked.terms[name]) for name in EXAMPLES if name in asked.values]
    return renderer.words["question_example"].format(" – ".join(places)) if places else ""


def _called(renderer: CellRenderer, term: NamedNode | Literal) -> str:
    return renderer.labels[term] if isinstance(term, NamedNode) else date_text(term.value, renderer.language)


def _command(asked: _AnsweredQuestion) -> str:
    """Return the command that runs the same query."""
    given = {name: value for name, value in asked.values.items() if name != "as_of"}
    options = [f"--param {name}={value}" for name, value in given.items()]
    options += [f"--as-of {asked.values['as_of']}"] if "as_of" in asked.values else []
    return " ".join(("coop query", asked.question.name, *options))


def _file(renderer: CellRenderer, asked: _AnsweredQuestion) -> str:
    """Return the whole answer as CSV for spreadsheets."""
    columns, plain = rows(asked.answer, renderer.labels, asked.question.things)
    return as_csv(columns, plain)
