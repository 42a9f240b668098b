"""Ties from Wikidata: places of two countries that it has as twinned (P190), matched to our localities.

Wikidata calls any partnership a twinning, so what kind of document there is, if any, it does not say: a tie from there
is an exchange, the one kind that claims no document, and nothing better than of medium confidence. Its dates stand in
the note and in the table ``pairs``, which has all that Wikidata says, for any two countries. Ties and what is left are
of Vietnam and Japan alone, since only their localities are recorded here.
"""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from loaders.model.columns import Url
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop, joined
from loaders.sources import wikidata_sparql as wikibase
from loaders.sources.cache import kept
from loaders.sources.patience import PATIENT, FetchError, Patience
from loaders.sources.reconciliation import Places, Reconciled
from loaders.sources.source import CC0, Expected, Harvest, SourceRow, UnresolvedRow, check, described
from loaders.sources.wikidata_pairs import Pair, pairs_of
from loaders.sources.wikidata_sparql import Reference, Responses, WikidataStatement
from loaders.tables.catalogue import Catalogue
from loaders.tables.integrity import today

ENDPOINT = "https://query.wikidata.org/sparql"
OURS = ("vn", "jp")

EXPECTED = Expected(
    source=gettext_noop("Wikidata (twinned places of Vietnam and Japan)"),
    where=gettext_noop("EXPECTED in loaders/sources/wikidata.py"),
    columns=("label", "P429", "P300", "P131", "P625"),
    counts={"statements": (20, 2_000), "pairs": (15, 1_000), "ties": (10, 1_000)},
    resolved=0.7,
    lasting=0.7,
)
_OF_ANY_TWO = Expected(
    source=gettext_noop("Wikidata (twinned places)"),
    where=gettext_noop("_OF_ANY_TWO in loaders/sources/wikidata.py"),
    columns=(),
    counts={"statements": (0, 20_000)},
    lasting=0.7,
)
_URL: TypeAdapter[str] = TypeAdapter(Url)


def harvest(
    catalogue: Catalogue,
    cache: Path,
    *,
    countries: tuple[str, str] = OURS,
    endpoint: str = ENDPOINT,
    max_age: int = 7,
    before: Harvest | Mapping[str, int] | None = None,
    patience: Patience = PATIENT,
    day: str = "",
) -> Harvest:
    """Return what Wikidata knows of ties between places of two countries.

    Its tables are ``ties`` (both places are localities of ours, of Vietnam and Japan), ``sources`` and ``pairs``.

    Args:
        catalogue: our localities.
        cache: the folder in which the answers are kept.
        countries: the codes of both countries in ISO 3166-1.
        endpoint: the SPARQL service to ask.
        max_age: the days that kept answers may be used for; 0 asks anew.
        before: the harvest of last time, or its counts.
        patience: how long the service is waited for.
        day: today, unless the clock knows.

    Raises:
        FetchError: those are not the codes of two countries; or the service cannot be reached, fails, or what it
            answers is not whole.
        DriftError: what it answers is not as expected.
    """
    one, other = _codes(countries)

    def fetched() -> str:
        return json.dumps(wikibase.Service(endpoint, patience).twinned((one, other)), ensure_ascii=False)

    def understood(text: str, fetched_on: str) -> Harvest:
        found = _harvest(json.loads(text), catalogue, (one, other), fetched_on)
        check(EXPECTED if {one, other} == set(OURS) else _OF_ANY_TWO, found, before)
        return found

    path = cache / f"wikidata-{one}-{other}.json"
    return kept(path, endpoint, day or today(), max_age, fetched, understood)


def _codes(countries: tuple[str, str]) -> tuple[str, str]:
    """Return the codes of the countries, ours first and in our order, so that the same two are always the same."""
    codes = sorted((code.lower() for code in countries), key=lambda code: ((*OURS, code).index(code), code))
    if len(set(codes)) != 2 or not all(re.fullmatch("[a-z]{2}", code) for code in codes):
        told = _("{countries}: name two countries by their codes in ISO 3166-1, such as vn, jp or kr")
        raise FetchError(told.format(countries=joined(countries)))
    return codes[0], codes[1]


def _harvest(document: Responses, catalogue: Catalogue, countries: tuple[str, str], day: str) -> Harvest:
    items = wikibase.items(document)
    statements = wikibase.statements(document)
    pairs, places = pairs_of(statements, items, countries[0]), Places(catalogue, items)
    matches = {
        item.id: places.reconcile(item, country)
        for pair in pairs
        for item, country in zip(pair.items, countries, strict=True)
        if country in OURS
    }
    sources: dict[str, SourceRow] = {}
    rows, ties, left = [], [], []
    for pair in pairs:
        cited = _sources(pair, sources, day)
        rows.append(_row(pair, countries, matches, cited))
        parties = [matches.get(item.id, Reconciled()) for item in pair.items]
        if countries == OURS and all(party.locality for party in parties):
            ties.append(_tie(pair, parties[0].locality, parties[1].locality, cited, day))
        elif countries == OURS:
            left.append(_left(rows[-1], pair, parties))
    return Harvest(
        about=_about(countries, day),
        tables={"sources": list(sources.values()), "ties": ties, "pairs": rows},
        left=left,
        columns=wikibase.properties(document),
        counts={
            "statements": len(statements),
            "pairs": len(pairs),
            "ties": len(ties),
            "left": len(left),
            "names": len(matches),
            "resolved": sum(bool(match.locality) for match in matches.values()),
        },
    )


def _about(countries: tuple[str, str], day: str) -> dict[str, object]:
    codes = " and ".join(code.upper() for code in countries)
    return described(
        "-".join(("wikidata", *(() if countries == OURS else countries))),
        f"Twinned places of {codes} in Wikidata",
        "Administrative bodies that Wikidata has as twinned (P190), both directions joined. Anybody may edit Wikidata, "
        "and it calls any partnership a twinning; so every tie is an exchange of low or medium confidence.",
        CC0,
        {"title": "Wikidata", "path": "https://www.wikidata.org/wiki/Property:P190"},
        day,
    )


def _sources(pair: Pair, sources: dict[str, SourceRow], day: str) -> list[str]:
    """Return the ids of what says that a pair is twinned, having added it to the sources."""
    told = [
        {
            "source_id": f"wikidata-{item.id.lower()}",
            "url": f"https://www.wikidata.org/wiki/{item.id}",
            "title": f"{item.label} (Wikidata, {item.id})",
            "publisher": "Wikidata",
            "date": day,
        }
        for item in pair.statement_items
    ]
    told += [_cited(reference, day) for reference in pair.references if _is_address(reference.url)]
    for source in told:
        sources.setdefault(source["source_id"], source)
    return list(dict.fromkeys(source["source_id"] for source in told))


def _cited(reference: Reference, day: str) -> SourceRow:
    """Return a page that Wikidata cites as a source: of the day on which it was looked at for Wikidata."""
    name, site = blake2b(reference.url.encode(), digest_size=6).hexdigest(), urlsplit(reference.url).hostname or ""
    return {
        "source_id": f"wikidata-reference-{name}",
        "url": reference.url,
        "title": " ".join(reference.title.split()) or f"{site} (cited by Wikidata)",
        "publisher": site,
        "date": reference.retrieved if _is_date(reference.retrieved) and reference.retrieved <= day else "",
    }


def _is_address(url: str) -> bool:
    try:
        _URL.validate_python(url)
    except ValidationError:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        PartialDate(text)
    except ValueError:
        return False
    return True


def _row(pair: Pair, countries: tuple[str, str], matches: Mapping[str, Reconciled], cited: Iterable[str]) -> SourceRow:
    """Return all that Wikidata states of a pair, in one row."""
    row: SourceRow = {}
    for item, country in zip(pair.items, countries, strict=True):
        match, (latitude, longitude) = matches.get(item.id, Reconciled()), item.point or ("", "")
        row |= {
            f"{country}_item": item.id,
            **{f"{country}_name_{language}": item.names.get(language, "") for language in ("en", "vi", "ja", "mul")},
            f"{country}_latitude": str(latitude),
            f"{country}_longitude": str(longitude),
            f"{country}_dissolved": item.ended,
            f"{country}_locality": match.locality,
            f"{country}_unresolved": match.reason,
        }
    return row | {
        "started": ";".join(pair.started),
        "ended": ";".join(pair.ended),
        "vague_dates": ";".join(time for said in pair.statements for time in said.vague),
        "disputed": "yes" if pair.disputed else "",
        "stated_on": ";".join(item.id for item in pair.statement_items),
        "statements": ";".join(said.id for said in pair.statements),
        "references": " ".join(dict.fromkeys(one.url for one in pair.references)),
        "sources": ";".join(cited),
    }


def _tie(pair: Pair, vn: str, jp: str, cited: list[str], day: str) -> SourceRow:
    """Return a pair as a tie. The parties stand by their ids, which mean one locality whatever it is called."""
    ended = pair.ended[-1] if pair.ended and not pair.began_again and pair.ended[-1].earliest <= day else ""
    attested = len(pair.statement_items) > 1 or len(cited) > len(pair.statement_items)
    names = "--".join(party.rpartition("/")[2] for party in (vn, jp))
    items = "-".join(item.id.lower() for item in pair.items)
    return {
        "tie_id": f"{names}--exchange--wikidata-{items}",
        "vn_name": vn,
        "jp_name": jp,
        "kind": "exchange",
        "ended": ended,
        "note": _note(pair),
        "confidence": "medium" if attested and not pair.disputed else "low",
        "sources": ";".join(cited),
    }


def _note(pair: Pair) -> str:
    """Return what Wikidata says, and where it disagrees with itself, in a sentence."""
    by = " and ".join(f"{item.label} ({item.id})" for item in pair.statement_items)
    said = [f"twinned according to Wikidata (P190), on the item of {by}; of which kind it does not say"]
    if pair.started:
        said.append("since " + " or ".join(pair.started))
    if pair.ended:
        said.append("ended " + " or ".join(pair.ended))
    if pair.began_again:
        said.append("taken up again")
    if pair.disputed:
        said.append("its statements disagree: " + " / ".join(_dates(statement) for statement in pair.statements))
    if any(statement.vague for statement in pair.statements):
        said.append("a date less exact than a year is left out")
    return "; ".join(said)


def _dates(statement: WikidataStatement) -> str:
    started, ended = " or ".join(statement.started), " or ".join(statement.ended)
    return f"{statement.one}: {started or 'no date'}" + (f" to {ended}" if ended else "")


def _left(row: SourceRow, pair: Pair, parties: Iterable[Reconciled]) -> UnresolvedRow:
    parties = list(parties)
    unknown = [(item, match) for item, match in zip(pair.items, parties, strict=True) if not match.locality]
    reason = "; ".join(f"{item.label} ({item.id}): {match.reason}" for item, match in unknown)
    return UnresolvedRow(row, reason, tuple(one for _, match in unknown for one in match.candidates))
