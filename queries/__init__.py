"""The questions, one SPARQL file each, with a head that documents it and its parameters.

Competency questions take parameters and are asked of any day. Research questions (in `research/`) take none: they run
as they stand on any engine of SPARQL 1.1, to be copied and changed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_PARAMETER = re.compile(r"\$(\w+)")
_TRANSLATIONS = ("vi", "ja")
HEAD = "#+"
"""How a line of the head begins (the convention of grlc)."""


@dataclass(frozen=True)
class Parameter:
    """What a question may be asked of.

    Attributes:
        name: the variable that it is bound to.
        type: ``locality`` (of ``country``), ``date``, ``integer``, ``concept`` (of ``scheme``), ``thing`` (of
            ``kind``) or ``language`` (that of texts in the answer; the reader's if none is given).
        help: what it means.
        required: whether the question makes sense only with it.
        default: its value if none is given, as a user would write it.
        scheme: the concept scheme that the value is from.
        kind: the first part of the ids that the value is one of.
        country: the country that a locality must be in, ``vn`` or ``jp``.
    """

    name: str
    type: str
    help: str
    required: bool = False
    default: str | int | None = None
    scheme: str = ""
    kind: str = ""
    country: str = ""


@dataclass(frozen=True)
class QuestionText:
    """The documentation of a question in a language.

    Attributes:
        summary: what it asks, in a line.
        description: how to read its answer.
    """

    summary: str
    description: str = ""


@dataclass(frozen=True)
class Question:
    """A SPARQL query with its head.

    Attributes:
        name: its file's name.
        summary: what it asks, in a line.
        description: how to read its answer.
        parameters: what it may be asked of.
        things: the columns that hold things (the others hold dates, numbers, text).
        sparql: the query itself, head included.
        translations: language -> its summary and description.
    """

    name: str
    summary: str
    sparql: str
    description: str = ""
    parameters: tuple[Parameter, ...] = field(default=())
    things: tuple[str, ...] = field(default=())
    translations: Mapping[str, QuestionText] = field(default_factory=dict, hash=False)

    def text_in(self, language: str) -> QuestionText:
        """Return its summary and description in a language, in English if there is no translation."""
        return self.translations.get(language) or QuestionText(self.summary, self.description)


def parse(name: str, text: str) -> Question:
    """Return the question that a file holds.

    Raises:
        ValueError: its head is missing or not of the form.
    """
    import yaml  # every command that asks the graph imports this module, few read the head of a question

    lines = [line.removeprefix(HEAD).removeprefix(" ") for line in text.splitlines() if line.startswith(HEAD)]
    try:
        head: dict[str, Any] = yaml.safe_load("\n".join(lines)) or {}
        if unknown := set(head) - {"summary", "description", "params", "things", *_TRANSLATIONS}:
            raise KeyError(*unknown)
        parameters = tuple(Parameter(key, **value) for key, value in head.get("params", {}).items())
        description = str(head.get("description", "")).strip()
        things = tuple(head.get("things", ()))
        translations = {language: _text(head[language]) for language in _TRANSLATIONS if language in head}
        return Question(name, head["summary"], text, description, parameters, things, translations)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{name}: the head (lines that begin with #+) is not of the form: {error!r}") from None


def _text(said: Mapping[str, str]) -> QuestionText:
    return QuestionText(**{key: text.strip() for key, text in said.items()})


def headless(sparql: str) -> str:
    """Return a query without its head; it can be run once its parameters are bound."""
    return "".join(line for line in sparql.splitlines(keepends=True) if not line.startswith(HEAD))


def bound(sparql: str, terms: Mapping[str, str]) -> str:
    """Return a query with parameters bound to terms.

    Each stands at the head of the pattern, where an engine sees it when it plans (one that takes bindings beside the
    text plans as if it had none): things in VALUES, literals in BIND, since Virtuoso may plan to join a VALUES block of
    literals last and never end. Literals also stand in the place of their variable, since filters within MINUS or
    OPTIONAL do not see the head; things do not, since MINUS goes by the variables it shares.

    Args:
        sparql: a SELECT query that writes its parameters ``$name``, and nothing else with a dollar.
        terms: parameter -> an RDF term as SPARQL and N-Triples write it, escapes included.
    """
    if not terms:
        return sparql
    literals = {name: term for name, term in terms.items() if term.startswith('"')}
    start, end = sparql.index("WHERE {") + len("WHERE {"), sparql.rindex("}")
    pattern = _PARAMETER.sub(lambda found: literals.get(found[1], found[0]), sparql[start:end])
    head = "".join(
        f"\n  BIND({term} AS ${name})" if name in literals else f"\n  VALUES ${name} {{ {term} }}"
        for name, term in terms.items()
    )
    return f"{sparql[:start]}{head}{pattern}{sparql[end:]}"


@cache
def names() -> tuple[str, ...]:
    """Return the names of the competency questions, in order."""
    return tuple(sorted(file.name[:-3] for file in files("queries").iterdir() if file.name.endswith(".rq")))


@cache
def research_names() -> tuple[str, ...]:
    """Return the names of the research questions, in order, each with its folder: ``research/preludes``."""
    found = files("queries").joinpath("research").iterdir()
    return tuple(sorted(f"research/{file.name[:-3]}" for file in found if file.name.endswith(".rq")))


def every_name() -> tuple[str, ...]:
    """Return the names of the questions of both kinds."""
    return *names(), *research_names()


@cache
def question(name: str) -> Question:
    """Return a question of either kind by its name.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in every_name():
        raise KeyError(name)
    return parse(name, files("queries").joinpath(f"{name}.rq").read_text("utf-8"))


@cache
def rules() -> tuple[Question, ...]:
    """Return the rules that derive facts, in the order in which they are applied."""
    found = (file for file in files("queries").joinpath("rules").iterdir() if file.name.endswith(".rq"))
    return tuple(parse(file.name[:-3], file.read_text("utf-8")) for file in sorted(found, key=lambda f: f.name))
