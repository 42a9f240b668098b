"""The heads of the questions and rules say what stands in the queries."""

import re

import pytest
from pyoxigraph import QuerySolutions, QueryTriples, Store

import queries
from ontology import concepts
from queries import Parameter, Question, QuestionText

QUESTIONS = [queries.question(name) for name in queries.names()]
PARAMETERS = [(question, parameter) for question in QUESTIONS for parameter in question.parameters]
TIME = re.compile(r"coop:(first|last)Day")

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
each_parameter = pytest.mark.parametrize(
    ("question", "parameter"), PARAMETERS, ids=[f"{q.name}-{p.name}" for q, p in PARAMETERS]
)


def columns(question: Question) -> set[str]:
    """Return the variables of the projection, as a SPARQL parser sees them."""
    solutions = Store().query(question.sparql)
    assert isinstance(solutions, QuerySolutions)
    return {variable.value for variable in solutions.variables}


def test_there_are_twenty_three_questions() -> None:
    assert len(QUESTIONS) == 23


@each_question
def test_a_question_says_what_it_asks(question: Question) -> None:
    assert re.fullmatch(r"(Which|Who|Whom|What|Where|How|In which)\b[^\n]*[^\s.]", question.summary)


@each_question
@pytest.mark.parametrize("language", ["vi", "ja"])
def test_a_question_says_the_same_in_every_language(question: Question, language: str) -> None:
    said = question.text_in(language)
    assert said.summary != question.summary
    assert bool(said.description) == bool(question.description)
    assert "\n" not in said.summary
    assert re.search("[ぁ-ん]" if language == "ja" else "[ạảãầấậẩẫăắằđêếềệôốồộơớờợưứừựịỉũọỏ]", said.summary)


def test_a_question_without_a_translation_speaks_english() -> None:
    question = queries.parse("who", "#+ summary: Who works with whom\n#+ ja: {summary: 誰と誰か, description: 一行}\n")
    assert question.text_in("ja") == QuestionText("誰と誰か", "一行")
    assert question.text_in("vi") == question.text_in("en") == QuestionText("Who works with whom")


@each_parameter
def test_a_parameter_says_what_it_means(question: Question, parameter: Parameter) -> None:
    assert parameter.help.strip()
    assert parameter.type in {"locality", "date", "integer", "concept", "thing", "language"}


@each_parameter
def test_a_parameter_stands_in_the_projection(question: Question, parameter: Parameter) -> None:
    # only a variable of the projection can be bound from outside
    assert parameter.name in columns(question)
    assert f"${parameter.name}" in question.sparql.partition("SELECT")[2].partition("WHERE")[0]


@each_parameter
def test_a_parameter_is_used_in_the_query(question: Question, parameter: Parameter) -> None:
    body = question.sparql.partition("WHERE")[2].partition("GROUP BY")[0].partition("ORDER BY")[0]
    assert re.search(rf"\${parameter.name}\b", body)


@each_parameter
def test_a_default_is_a_value_that_the_parameter_takes(question: Question, parameter: Parameter) -> None:
    if parameter.type == "concept":
        assert concepts.slugs(parameter.scheme)
        assert parameter.default is None or parameter.default in concepts.slugs(parameter.scheme)
    if parameter.type == "integer":
        assert isinstance(parameter.default, int)
    if parameter.type == "thing":
        assert parameter.kind
    assert not (parameter.required and parameter.default)


@each_question
def test_the_things_of_an_answer_are_columns_of_it(question: Question) -> None:
    assert question.things
    assert set(question.things) <= columns(question)


@each_question
def test_whatever_begins_or_ends_is_asked_for_a_day(question: Question) -> None:
    taken = {parameter.name: parameter for parameter in question.parameters}
    if TIME.search(question.sparql):
        assert (taken["as_of"].type, taken["as_of"].default) == ("date", "today")
    else:
        assert "as_of" not in taken


@each_question
def test_every_variable_given_from_outside_is_declared(question: Question) -> None:
    query = "\n".join(line for line in question.sparql.splitlines() if not line.startswith("#"))
    assert set(re.findall(r"\$(\w+)", query)) == {parameter.name for parameter in question.parameters}


def test_names_are_in_order_and_lead_to_questions() -> None:
    assert list(queries.names()) == sorted(queries.names())
    assert [question.name for question in QUESTIONS] == list(queries.names())


@pytest.mark.parametrize("name", ["no-such-question", "", "rules/3-tenure", "partners-of.rq", "../queries/partners-of"])
def test_a_question_of_no_such_name_is_an_error(name: str) -> None:
    with pytest.raises(KeyError):
        queries.question(name)


def test_rules_are_applied_in_the_order_of_their_numbers() -> None:
    numbers = [int(rule.name.partition("-")[0]) for rule in queries.rules()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("rule", queries.rules(), ids=lambda rule: rule.name)
def test_a_rule_says_what_it_derives(rule: Question) -> None:
    assert rule.summary.strip()
    assert isinstance(Store().query(rule.sparql), QueryTriples)
    assert rule.parameters == ()


def test_a_head_is_read_as_it_is_written() -> None:
    text = """\
#+ summary: Who works with whom
#+ description: >
#+   One row
#+   a pair.
#+ params:
#+   place: {type: locality, required: true, help: one of them}
#+   level: {type: concept, scheme: level, default: provincial, help: a level}
#+ things: [place, other]
# a comment, which is no head
SELECT $place $level ?other WHERE { ?other ?p $place , $level }
"""
    question = queries.parse("who", text)
    assert (question.name, question.summary, question.description) == ("who", "Who works with whom", "One row a pair.")
    assert question.parameters == (
        Parameter("place", "locality", "one of them", required=True),
        Parameter("level", "concept", "a level", default="provincial", scheme="level"),
    )
    assert question.things == ("place", "other")
    assert question.sparql == text


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="no head"),
        pytest.param("# summary: a comment is no head", id="comment"),
        pytest.param("#+ description: of what?", id="no summary"),
        pytest.param("#+ summary: [not closed", id="not YAML"),
        pytest.param("#+ summary: a: b: c", id="colons"),
        pytest.param("#+ just words", id="words"),
        pytest.param("#+ - summary: in a list", id="list"),
        pytest.param("#+ summary: x\n#+ params: [as_of]", id="parameters in a list"),
        pytest.param("#+ summary: x\n#+ params: {as_of: date}", id="parameter without a form"),
        pytest.param("#+ summary: x\n#+ params: {as_of: {type: date}}", id="parameter without help"),
        pytest.param("#+ summary: x\n#+ params: {as_of: {help: a day}}", id="parameter without type"),
        pytest.param("#+ summary: x\n#+ params: {as_of: {type: date, help: a day, unit: y}}", id="unknown part"),
        pytest.param("#+ summary: x\n#+ params:", id="no parameters"),
        pytest.param("#+ summary: x\n#+ things: 5", id="things that are none"),
        pytest.param("#+ summary: x\n#+ vi: [x]", id="translation that is none"),
        pytest.param("#+ summary: x\n#+ vi: {description: x}", id="translation without summary"),
        pytest.param("#+ summary: x\n#+ fr: {summary: x}", id="language that is none of ours"),
        pytest.param("#+ summary: x\n#+ parms: {as_of: {type: date, help: a day}}", id="unknown key"),
    ],
)
def test_a_malformed_head_is_an_error_that_names_the_file(head: str) -> None:
    with pytest.raises(ValueError, match=r"^the-file: the head "):
        queries.parse("the-file", f"{head}\nSELECT ?s WHERE {{ ?s ?p ?o }}\n")
