"""The form of a proposal: its cells as fields for a person to fill in, with what each means and what is wrong."""

from dataclasses import dataclass, replace

from graph.ask.words import words
from loaders.imports.column_types import controlled, takes_several
from loaders.inbox import shown
from loaders.inbox.items import KNOWN, MEMBER, NEW, OF_SOURCE, PREFIX, SIDES, editable
from loaders.inbox.rows import Fact, Weighed
from loaders.model.columns import LEVELS
from loaders.model.gazetteer import UnresolvedPlaceError
from loaders.model.messages import LANGUAGE
from loaders.model.problems import Problem
from loaders.model.records import TABLES, Event, Membership, Project, Record, Source, Tie
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.tables.dictionary import column as meaning

_FIRST = {
    Tie.table: (*SIDES["vn"], *SIDES["jp"], "kind", "signed", "expires", "ended", "fields", "confidence"),
    Event.table: ("date", "kind", *SIDES["vn"], *SIDES["jp"], "title", "title_vi", "title_ja", "fields"),
    Project.table: (*SIDES["vn"], *SIDES["jp"], "title", "title_vi", "title_ja", "start", "end", "status", "fields",
                    "funder_id", "programme_id"),
    Membership.table: ("network_id", *MEMBER, "country", "since", "until", "role", "designation"),
}  # fmt: skip
"""The columns that a person looks at first; the others are folded away."""
_CHOICES = 8


@dataclass(frozen=True)
class Field:
    """A cell in a form.

    Attributes:
        name: the column.
        label: what it is called.
        hint: what it means.
        value: what stands in it.
        options: the values that it may take, with what they are called; none if it takes any text.
        candidates: the localities of which one has to be chosen, by id.
        wrong: what is wrong with it.
        made: what is meant if nobody fills it in.
        called: what the locality that it names is called in the language of the reader.
    """

    name: str
    label: str
    hint: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    made: str = ""
    called: str = ""


def groups(weighed: Weighed, catalogue: Catalogue, problems: list[Problem]) -> dict[str, list[Field]]:
    """Return the fields of a form: those to look at first, the others, those of the source.

    Args:
        weighed: the proposal.
        catalogue: what localities are called.
        problems: what is wrong with it.
    """
    item, wrong = weighed.item, {one.column: one.message for one in problems}
    made = weighed.cells | next(iter(weighed.tables.get(Event.table, [])), {})
    sides = _sides(weighed)

    def field(column: str) -> Field:
        found = _field(item.table, column, item.record.get(column, ""), wrong.get(column, ""))
        found = replace(found, made="" if found.value else made.get(column, ""))
        return _named(found, weighed, catalogue, sides[column]) if column in sides else found

    first = [*map(field, _FIRST[item.table])]
    alike = [one for one in weighed.alike if one[0] == item.table != Tie.table]
    if alike:
        first = [_which(weighed, alike, catalogue, wrong.get(KNOWN, "")), *first]
    others = [column for column in editable(item.table) if column not in _FIRST[item.table]]
    of_source = [
        _field(Source.table, one, item.source.get(one, ""), wrong.get(PREFIX + one, ""), PREFIX) for one in OF_SOURCE
    ]
    return {"first": first, "others": [*map(field, others)], "source": of_source}


def _which(weighed: Weighed, alike: list[Fact], catalogue: Catalogue, wrong: str) -> Field:
    """Return the field in which a person says which known fact a proposal is, or that it is none of them."""
    said = words(LANGUAGE.get())
    options = [(one.id, one.said) for one in shown.known(alike, catalogue, _CHOICES)]
    made = weighed.matched[1] if weighed.matched else ""
    value = weighed.item.record.get(KNOWN, "")
    label, hint, new = said["inbox_known"], said["inbox_known_hint"], said["inbox_known_new"]
    return Field(KNOWN, label, hint, value, (*options, (NEW, new)), wrong=wrong, made="" if value else made)


def _sides(weighed: Weighed) -> dict[str, str]:
    """Return the columns that name a party, with the side that it is of."""
    if weighed.item.table == Membership.table:
        return dict(zip(MEMBER[:1], weighed.places or weighed.item.proposal.get("parties", {}), strict=False))
    return {columns[0]: side for side, columns in SIDES.items()}


def _named(field: Field, weighed: Weighed, catalogue: Catalogue, side: str) -> Field:
    """Return the field of a party with what that is called, or of which localities one has to be chosen."""
    language = LANGUAGE.get()
    if side in weighed.places:
        called = catalogue.called(weighed.places[side], language, weighed.day)
        return replace(field, called=called if called != field.value else "")
    name, meant = _meant(field.value, weighed, catalogue, side) if field.wrong else ("", [])
    if not meant:
        return field
    told = words(language)["inbox_choose"].format(name)
    named = [(one, catalogue.called(one, language)) for one in meant[:_CHOICES]]
    return replace(field, candidates=tuple(named), wrong=told)


def _meant(name: str, weighed: Weighed, catalogue: Catalogue, side: str) -> tuple[str, list[str]]:
    """Return the name of a party, as a person wrote it or else the text, and the localities that it may mean."""
    item = weighed.item
    if not name:
        party = item.proposal.get("parties", {}).get(side, {})
        return party.get("name", ""), party.get("candidates", [])
    _name, *rest = MEMBER if item.table == Membership.table else SIDES[side]
    level, parent = (item.record.get(one, "") for one in rest)
    try:
        place = catalogue.gazetteer.resolve(name, country=side, level=level, parent=parent, date=weighed.day)
    except UnresolvedPlaceError as error:
        return name, [place.id for place in error.candidates]
    return name, [place.id]


def _field(table: str, column: str, value: str, wrong: str, prefix: str = "") -> Field:
    language = LANGUAGE.get()
    participant = column in {*SIDES["vn"], *SIDES["jp"]}
    hint = meaning(Tie.table if participant else table, column)[language]
    label = _label(TABLES[table], column) or hint.split(". ")[0].split("。")[0].rstrip(".")
    return Field(f"{prefix}{column}", label, hint, value, _options(table, column, value), wrong=wrong)


def _label(record: type[Record], column: str) -> str:
    """Return what a column is called, with its language if the table has it in three; nothing if there is no word."""
    said, base = words(LANGUAGE.get()), column.removesuffix("_vi").removesuffix("_ja")
    called = said.get(f"column_{base}") or said.get(f"inbox_{base}", "")
    if not called or f"{base}_vi" not in record.model_fields:
        return said.get(f"column_{column}", called)
    return f"{called} ({said['inbox_tongue_' + (column[len(base) + 1 :] or 'en')]})"


def _options(table: str, column: str, value: str) -> tuple[tuple[str, str], ...]:
    """Return the values that a column takes with what they are called, and the one that stands there."""
    record = Tie if column in {*SIDES["vn"], *SIDES["jp"]} else TABLES[table]
    about = controlled(record).get(column)
    if not about or (column in record.model_fields and takes_several(record, column)):
        return ()
    slugs = tuple(LEVELS.get(about.country[:2], about.slugs))
    named = [(one, _called(about.scheme, one)) for one in slugs]
    return (*named, *([(value, value)] if value and value not in slugs else []))


def _called(scheme: str, slug: str) -> str:
    try:
        return concept_label(scheme, slug, LANGUAGE.get())
    except KeyError:
        return slug
