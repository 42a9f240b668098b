"""A briefing in words, in one language."""

import re
from collections.abc import Iterable, Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask import offices
from graph.ask.as_of import Names, first_day, held, known_end
from graph.ask.citations import Citations
from graph.ask.labels import Labels, slug
from graph.ask.lookup import text, texts, things, value
from graph.ask.status import days
from graph.ask.words import words
from graph.brief.briefing import FORMS, Briefing, Entry, end, to_come
from graph.brief.evidence import contradicting, is_doubtful
from graph.brief.history import HistoryText
from graph.brief.municipalities import MunicipalityText
from graph.brief.particulars import money, particulars
from graph.brief.profile import ProfileText
from graph.brief.sections import FactText, Section
from graph.store.caches import cached
from loaders.model.dates import date_text
from loaders.model.messages import joined
from ontology import concept, coop, dct, schema, skos

_DATES = {coop.signed, coop.ended, coop.expires, schema.startDate, schema.endDate, dct.date}
"""The properties whose values are dates."""

_WHEN = 17
"""How many columns of a terminal the longest day takes: 27 September 2025."""

_MONEY = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
"""A sum of money as a claim states it: the amount, the currency (ISO 4217)."""


class Prose:
    """A briefing as text in a language.

    Args:
        store: the graph.
        about: the briefing.
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it, if that has been read already.
    """

    def __init__(self, store: Store, about: Briefing, language: str, labels: Labels | None = None) -> None:
        self._store, self._about, self._language = store, about, language
        self._labels, self._words = labels or Labels(store, language, about.as_of), words(language)
        self._names = Names(store, language, about.as_of, self._labels)
        self.citations = Citations(store)

    def __str__(self) -> str:
        about = self._about
        names = [self._names.text(self._names.party(place)) for place in (about.place, about.other) if place]
        lines = [" – ".join(names), days(self._store, about.as_of, self._language)]
        lines += MunicipalityText(self._store, about, self._language, self._labels)
        for section in self.sections():
            lines += ["", section.title]
            lines += [text for line in section.lines for text in self._in_lines(line)]
        if missing := self.lacking():
            lines += ["", missing]
        lines += self.citations.listed(self._words["sources"], self._language)
        return "\n".join(lines) + "\n"

    def _in_lines(self, line: FactText) -> Iterator[str]:
        from rich.cells import cell_len

        partners = self._joined(map(self._names.text, line.partners))
        said = [line.what, self._words["with"].format(partners) if partners else "", *line.terms]
        what = self._joined(said) + line.cites
        yield f"  {line.when}{' ' * (_WHEN - cell_len(line.when))}  {what}"
        for more in (
            joined(line.particulars, self._language, of_lists=True),
            *(note.value for note in line.notes),
            line.page,
        ):
            if more:
                yield f"{'':<{_WHEN + 4}}{more}"

    def sections(self) -> Iterator[Section]:
        """Yield what is known by kind, newest first, what has no date last; kinds of which nothing is are left out."""
        for name, lines in (
            ("profile", self._profile()),
            ("history", HistoryText(self._store, self._about, self._language, self._labels, self.citations).lines()),
            *((slug(form), self._facts(form)) for form in FORMS),
            ("resources", self._resources()),
            ("contested", self._contested()),
            ("offices", self._offices()),
        ):
            shared = self._about.other and name == "Membership"
            if found := list(lines):
                yield Section(name, self._words["shared" if shared else name], found)

    def lacking(self) -> str:
        """Return a sentence on what is not known: which of documents, projects, networks; empty if there is some."""
        forms = (coop.Agreement, coop.Project, coop.Membership) if not self._about.other else (coop.Agreement,)
        have = {coop.Membership if entry.form == coop.NetworkEvent else entry.form for entry in self._about.entries}
        missing = [self._words[slug(form)] for form in forms if form not in have]
        return self._words["lacking"].format(self._joined(missing)) if missing else ""

    def _profile(self) -> Iterator[FactText]:
        about = self._about
        if about.other:
            return
        told = ProfileText(self._store, about.place, about.as_of, self._language, self._labels, self.citations)
        yield from told.lines()

    def _facts(self, form: NamedNode) -> Iterator[FactText]:
        entries = [entry for entry in self._about.entries if entry.form == form]
        entries.sort(key=self._named)
        entries.sort(key=lambda entry: self._began(entry.fact), reverse=True)
        for entry in entries:
            yield FactText(
                self._when(entry),
                self._what(entry),
                self._began(entry.fact),
                self._end(entry.fact),
                () if self._about.other else tuple(self._names.among(entry.fact, entry.counterparts)),
                tuple(filter(None, (self._stage(entry), *self._terms(entry)))),
                self.citations.cite(entry.fact),
                tuple(self._texts(entry.fact, skos.note)),
                entry.fact,
                entry.network,
                particulars=() if entry.network else tuple(self._particulars(entry)),
            )

    def _particulars(self, entry: Entry) -> Iterator[str]:
        yield from particulars(
            self._store, entry.fact, self._about.as_of, self._language, self._labels, entry.form != coop.Exchange
        )

    def _joined(self, names: Iterable[str]) -> str:
        return joined(names, self._language)

    def _date(self, stated: str) -> str:
        return date_text(stated, self._language)

    def _texts(self, thing: NamedNode, predicate: NamedNode) -> list[Literal]:
        return texts(self._store, thing, predicate, self._language)

    def _text(self, thing: NamedNode, predicate: NamedNode) -> str:
        return next((one.value for one in self._texts(thing, predicate)), "")

    def _began(self, fact: NamedNode) -> str:
        return text(self._store, fact, schema.startDate)

    def _end(self, fact: NamedNode) -> str:
        last = end(self._store, fact, self._about.as_of)
        return last.value if last else ""

    def _named(self, entry: Entry) -> list[str]:
        """Return the network or the partners of a fact: of the same day, facts stand in the order of these."""
        return [self._labels[one] for one in ([entry.network] if entry.network else entry.partners)]

    def _when(self, entry: Entry) -> str:
        begin, last = self._began(entry.fact), self._end(entry.fact)
        if begin == last or entry.form == coop.Agreement:
            return self._date(begin) or self._words["undated"]
        if last:
            return self._words["span"].format(self._date(begin) or "?", self._date(last))
        return self._date(begin) or self._words["undated"]

    def _what(self, entry: Entry) -> str:
        kind = self._labels[entry.kind] if entry.kind else ""
        if entry.form == coop.Agreement:
            return kind
        if entry.form == coop.Exchange:
            fields = [self._labels[field] for field in things(self._store, entry.fact, coop.field)]
            return self._joined(fields)
        if entry.form == coop.NetworkEvent:
            host = f" ({self._hosts(entry)})" if self._about.other else ""
            return f"{self._labels[cast(NamedNode, entry.network)]}: {self._labels[entry.fact]}{host}"
        if entry.network:
            designation = self._text(entry.fact, coop.designation)
            who = f"{self._hosts(entry)}{self._words['separator']}" if self._about.other else ""
            extra = f" ({designation})" if designation else ""
            return f"{self._labels[entry.network]}: {who}{kind}{extra}"
        return self._labels[entry.fact]

    def _hosts(self, entry: Entry) -> str:
        return self._joined(party.name for party in self._names.among(entry.fact, entry.parties))

    def _stage(self, entry: Entry) -> str:
        for how in ("renews", "upgrades", "continues"):
            earlier = value(self._store, entry.fact, coop[how])
            if isinstance(earlier, NamedNode):
                signed = self._date(text(self._store, earlier, coop.signed))
                return self._words[how].format(signed or self._words["undated"])
        return ""

    def _terms(self, entry: Entry) -> Iterator[str]:
        """Say who signed it if it was inherited, whether it has ended, and how sure it is."""
        others = self._joined(self._others(entry))
        if others:
            yield self._words["signed_by" if entry.form == coop.Agreement else "took_part"].format(others)
        last = known_end(self._store, entry.fact)
        if entry.form == coop.Agreement and last and last < self._about.as_of:
            yield f"{self._words['expired']} {self._date(text(self._store, entry.fact, schema.endDate))}".strip()
        confidence = value(self._store, entry.fact, coop.confidence)
        if isinstance(confidence, NamedNode) and is_doubtful(self._store, entry.fact):
            yield self._words["doubt"].format(self._labels[confidence])

    def _others(self, entry: Entry) -> Iterator[str]:
        """Yield who entered into a fact under another name than those that the briefing is about."""
        about, begun = self._about, first_day(self._store, entry.fact)
        own = [(party, about.place) for party in entry.parties]
        if about.other and not entry.network:
            theirs = held(self._store, about.other, about.as_of)
            own += [(party, about.other) for party in entry.counterparts if party in theirs]
        for party, place in own:
            name = self._names.party(party, begun).name
            if name not in {self._labels[one] for one in (place, about.other) if one}:
                yield name

    def _resources(self) -> Iterator[FactText]:
        found = sorted(set(self._allocations()), key=str)
        for allocation in sorted(found, key=self._began, reverse=True):
            by, kind = (value(self._store, allocation, p) for p in (coop.allocatedBy, coop.kind))
            yield FactText(
                self._date(self._began(allocation)) or self._words["undated"],
                f"{self._labels[cast(NamedNode, by)]}: {self._labels[cast(NamedNode, kind)]}",
                cites=self.citations.cite(allocation),
                notes=tuple(self._texts(allocation, skos.note)),
                fact=allocation,
            )

    def _allocations(self) -> Iterator[NamedNode]:
        """Yield what was set aside by the day for facts of the localities, of which some are known from later on."""
        about = self._about
        sides = [held(self._store, one, about.as_of) for one in (about.place, about.other) if one]
        for one, parties in _allocated(self._store):
            if not any(map(parties.isdisjoint, sides)) and first_day(self._store, one) <= about.as_of:
                yield one

    def _offices(self) -> Iterator[FactText]:
        """Yield whom to write to: of two localities, the offices of the one, then those of the other."""
        about = self._about
        sides = [offices.offices(self._store, one, about.as_of) for one in (about.place, about.other) if one]
        for office in dict.fromkeys(one for side in sides for one in side):
            yield FactText(
                "",
                self._labels[office],
                terms=(self._labels[concept[f"office-kind/{offices.kind(self._store, office)}"]],),
                cites=self.citations.cite(office),
                notes=tuple(self._texts(office, skos.note)),
                fact=office,
                page=offices.page(self._store, office),
            )

    def _contested(self) -> Iterator[FactText]:
        for entry in sorted(self._about.entries, key=lambda entry: self._began(entry.fact), reverse=True):
            for claim in contradicting(self._store, entry.fact):
                prop = cast(NamedNode, value(self._store, claim, coop.claimedProperty))
                if prop in _DATES and to_come(text(self._store, claim, coop.claimedValue), self._about.as_of):
                    continue
                said = self._words["says"].format(self._labels[prop], self._claimed(claim))
                what = f"{self._labels[entry.fact]}: {said}"
                yield FactText(self._when(entry), what, cites=self.citations.cite(claim), fact=claim)

    def _claimed(self, claim: NamedNode) -> str:
        """Return the value that a source states otherwise; its label, if it is a concept; a date as people write it."""
        if named := value(self._store, claim, coop.claimedConcept):
            return self._labels[cast(NamedNode, named)]
        said = self._text(claim, coop.claimedValue)
        if sum_of_money := _MONEY.fullmatch(said):
            return money(float(sum_of_money[1]), sum_of_money[2], self._language)
        return self._date(said)


@cached
def _allocated(store: Store) -> list[tuple[NamedNode, frozenset[NamedNode]]]:
    """Return what was set aside for a fact, with the localities that entered into that."""
    quads = store.quads_for_pattern(None, coop.allocatedTo, None, None)
    found = [cast(tuple[NamedNode, NamedNode], (quad.subject, quad.object)) for quad in quads]
    return [(one, frozenset(things(store, fact, coop.party))) for one, fact in found]
