"""The profile of a locality in words: a line for figures of a subject from one observation, or for sites of a kind."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from pyoxigraph import NamedNode

from graph.ask.citations import Citations
from graph.ask.labels import Labels, slug
from graph.ask.lookup import texts, things, value
from graph.ask.profile import Observation, Site, profile
from graph.ask.words import words
from graph.brief.sections import FactText, Figure
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.dates import date_text
from loaders.model.messages import figure, joined
from ontology import LANGUAGES, concept, coop, skos

_SUBJECTS = (
    ("population", "elderly-share", "foreign-residents"),
    ("vietnamese-residents",),
    ("japanese-residents",),
    ("area",),
    ("workers-primary", "workers-secondary", "workers-tertiary"),
    ("employees",),
    ("grdp", "income-per-head"),
    ("grdp-growth", "gdp-share"),
    ("universities", "national-universities", "public-universities", "private-universities", "university-sites"),
    ("university-students",),
    ("guest-nights", "foreign-guest-nights"),
    ("cultivated-land",),
    ("port-terminals",),
)
"""The indicators that are told in one line, in the order of the lines."""

_TOLD_IN = {
    **{(language, "VND"): Decimal("0.001") for language in LANGUAGES},  # trillions: nghìn tỷ đồng, 兆ドン
    ("ja", "JPY"): Decimal(10),  # 億円
}
"""Language and currency in which money is not told in billions, as it is recorded -> how many of its units one has."""


class ProfileText:
    """The profile of a locality in a language.

    Args:
        store: the graph.
        place: the locality.
        as_of: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it.
        citations: the sources cited so far, to which those of the profile are added.
    """

    def __init__(
        self, store: Graph, place: NamedNode, as_of: str, language: str, labels: Labels, citations: Citations
    ) -> None:
        self._store, self._place, self._language = store, place, language
        self._labels, self._words, self._citations = labels, words(language), citations
        self._profile = profile(store, place, as_of)

    def lines(self) -> Iterator[FactText]:
        """Yield the lines: figures by subject, then the sites of each kind."""
        for subject in _SUBJECTS:
            for one in self._profile.observations:
                if parts := list(self._figures(one, subject)):
                    yield FactText(
                        date_text(one.date, self._language),
                        self._of(one.place, joined(parts, self._language, of_lists=True), one.borders_until),
                        one.date,
                        terms=tuple(self._doubt(one.node)),
                        cites=self._citations.cite(one.node),
                        notes=tuple(texts(self._store, one.node, skos.note, self._language)),
                        about=one.place if one.place != self._place else None,
                        figures=tuple(self._numbers(one, subject)),
                    )
        for (kind, place), sites in groupby(self._profile.sites, key=lambda site: (site.kind, site.place)):
            yield self._sites(kind, place, list(sites))

    def _figures(self, one: Observation, subject: Iterable[str]) -> Iterator[str]:
        for indicator in subject:
            unit = unit_of(self._store, indicator)
            number = one.figures.get(indicator)
            if number is None or (unit == "number" and not number):  # of what there is none, the rest is told
                continue
            label = self._labels[concept[f"indicator/{indicator}"]]
            yield f"{_capital(label)}: {amount(number, unit, one.currency, self._language)}"
        if "employees" in subject and one.industries:
            named = joined((self._labels[industry] for industry in one.industries), self._language)
            yield f"{_capital(self._labels[coop.strongIndustry])}: {named}"

    def _numbers(self, one: Observation, subject: Iterable[str]) -> Iterator[Figure]:
        for indicator in subject:
            if (number := one.figures.get(indicator)) is not None:
                label = _capital(self._labels[concept[f"indicator/{indicator}"]])
                told, spoken = _told(number, unit_of(self._store, indicator), one.currency, self._language)
                yield Figure(self._of(one.place, label, one.borders_until), float(told), spoken.format("").strip())

    def _of(self, place: NamedNode, said: str, borders_until: str) -> str:
        """Name whose figures these are, if not those of the locality as it is on the day."""
        if borders_until:
            then = self._labels.on(place, borders_until)
            return f"{self._words['borders_until'].format(then, date_text(borders_until, self._language))}: {said}"
        return said if place == self._place else f"{self._labels[place]}: {said}"

    def _doubt(self, node: NamedNode) -> Iterator[str]:
        confidence = value(self._store, node, coop.confidence)
        if isinstance(confidence, NamedNode) and slug(confidence) != "high":
            yield self._words["doubt"].format(self._labels[confidence])

    def _sites(self, kind: str, place: NamedNode, sites: list[Site]) -> FactText:
        named = joined(map(self._site, sites), self._language, of_lists=True)
        title = self._words[f"sites_{kind}".replace("-", "_")]
        cites = dict.fromkeys(cite for site in sites for cite in self._citations.cite(site.node).split())
        said = self._of(place, f"{title}: {named}", "")
        marks = "".join(f" {cite}" for cite in cites)
        return FactText("", said, cites=marks, about=place if place != self._place else None)

    def _site(self, site: Site) -> str:
        """Return the name of a site, with its rank, since when it has been one, and how sure that is."""
        known = (
            self._labels[site.rank] if site.rank else "",
            date_text(site.since, self._language),
            *self._doubt(site.node),
        )
        more = joined(known, self._language)
        return f"{self._labels[site.node]} ({more})" if more else self._labels[site.node]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


@cached
def unit_of(store: Graph, indicator: str) -> str:
    """Return the unit in which an indicator is counted, by its slug."""
    return slug(next(iter(things(store, concept[f"indicator/{indicator}"], coop.unit)), None))


def amount(number: Decimal, unit: str, currency: str, language: str) -> str:
    """Return a figure with its unit in words.

    A sum of money is told in the unit that offices write it in, without fractions of a billion yen; where that is
    larger than the one it is recorded in, it keeps all its digits.

    Args:
        number: the figure.
        unit: its unit, by its slug.
        currency: that of a sum of money (ISO 4217).
        language: ``en``, ``vi`` or ``ja``.
    """
    told, spoken = _told(number, unit, currency, language)
    decimals = max(0, -int(told.normalize().as_tuple().exponent))
    return spoken.format(figure(float(told), decimals, language))


def _told(number: Decimal, unit: str, currency: str, language: str) -> tuple[Decimal, str]:
    """Return a figure in the unit in which it is told, and the words of that unit, in which it is put; see `amount`."""
    key, of_one = f"unit_{unit}".replace("-", "_"), Decimal(1)
    if unit in {"billions", "thousands"}:
        key = f"{key}_{currency}"
        of_one = _TOLD_IN.get((language, currency), of_one) if unit == "billions" else of_one
        number *= of_one
        number = number if of_one < 1 else number.quantize(Decimal(1))
    return number, words(language)[key]
