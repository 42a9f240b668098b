"""What is doubtful in a mapping, as questions with their answers: in one place, however it is asked.

A doubt is a None in the mapping; whoever finds a new kind of doubt adds the part of the mapping that holds it, and a
question to `open_questions`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from loaders.imports.column_types import controlled
from loaders.imports.mapping import Mapping, MappingError, candidates, settled
from loaders.imports.mapping import written_both_ways as both_ways
from loaders.model.messages import gettext as _


class Question(NamedTuple):
    """Something that a person must decide.

    Attributes:
        part: the part of the mapping that takes the answer.
        keys: where in that part.
        told: the question, as a sentence.
        choices: the answers; "" is: nothing, or not to be read.
        likely: the answer that is most likely; None if none is.
        stops: whether nothing can be loaded before it is answered; else what it is about is to be mended.
    """

    part: str
    keys: tuple[str, ...]
    told: str
    choices: tuple[str, ...]
    likely: str | None = None
    stops: bool = False


def open_questions(mapping: Mapping) -> list[Question]:
    """Return what is not decided in a mapping: what is hidden first, then columns, the order of dates, words."""
    if mapping.is_passed_over:
        return list(_hidden(mapping))
    return [*_hidden(mapping), *_columns(mapping), *_lacking(mapping), *_orders(mapping), *_words(mapping)]


def _hidden(mapping: Mapping) -> Iterator[Question]:
    """Ask for what the sheet hides; it is left out if nobody answers."""
    asked = {
        "rows": _("Rows of the sheet are hidden: {which}. Are they to be read?"),
        "sheet": _("The sheet “{which}” is hidden. Is it to be read?"),
    }
    for what, to in mapping.hidden.items():
        if to is None:
            told = asked[what].format(which=mapping.hides.get(what, ""))
            yield Question("hidden", (what,), told, ("skip", "read"), "skip")


def _columns(mapping: Mapping) -> Iterator[Question]:
    for heading, ours in mapping.unclear.items():
        if ours is None:
            told = _("Which column of ours is “{heading}”, where “{example}” stands?")
            told = told.format(heading=heading, example=mapping.examples.get(heading, ""))
            likely = candidates(mapping, heading)
            yield Question(
                "unclear", (heading,), told, (*likely, ""), likely[0] if len(likely) == 1 else None, stops=True
            )


def _lacking(mapping: Mapping) -> Iterator[Question]:
    """Ask for what every row needs and no column says; the load tells if nobody answers."""
    for column in mapping.lacking if mapping.table == "ties" else ():
        about = controlled(mapping.record).get(column)
        told = _("No column says {column}. If it is the same for all rows, what is it?").format(column=column)
        yield Question("fixed", (column,), told, about.slugs if about else ())


def _orders(mapping: Mapping) -> Iterator[Question]:
    for column, first in mapping.dates.items():
        if first is None:
            told = _("What stands first in {heading}: {text}?")
            ways = both_ways(mapping.samples.get(column, ""))
            yield Question(
                "dates", (column,), told.format(heading=mapping.called(column), text=ways), ("day", "month"), "day"
            )


def _words(mapping: Mapping) -> Iterator[Question]:
    for column, words in mapping.values.items():
        about = controlled(mapping.record).get(column)
        for word, meant in words.items():
            if meant is None and about:
                told = _("What does “{word}” mean in {heading}?")
                told = told.format(word=word, heading=mapping.called(column))
                yield Question("values", (column, word), told, (*about.slugs, ""))


def answered(mapping: Mapping, question: Question, answer: str) -> Mapping:
    """Return a mapping with the answer to a question in it.

    Args:
        mapping: the mapping that the question is of.
        question: one of its open questions.
        answer: one of its choices, or for a column any other of ours.

    Raises:
        MappingError: the answer is none.
    """
    if question.choices and answer not in question.choices and question.part != "unclear":
        raise MappingError(_("“{answer}” is none of the answers").format(answer=answer))
    content = getattr(mapping, question.part)
    *within, last = question.keys
    said = {last: answer}
    for outer in within:
        said = {outer: content[outer] | said}
    return settled(mapping.model_copy(update={question.part: content | said}))
