"""What the notebooks on access and on Da Nang conclude, worked out from the CSV tables by another way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import product
from math import comb, exp, log, sqrt
from random import Random

import numpy as np
import oracle
import pandas as pd
import pytest
from stored import DAY, PARTS, called, frame, networks, rows, said

NAME = "02"
SCHEMES = ("official_relationship", "third_party_support", "intercity_network")
WORDS = ("official relationship", "third-party support", "intercity networks", "any of the three")


def shared(place: str, scheme: str, day: str = DAY) -> bool:
    return place in oracle.in_force(day, scheme)


def dated(scheme: str, day: str) -> set[str]:
    """Return who holds today a dated tie of a scheme that was in force on a day."""
    found = set()
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.memberships()):
        own = oracle.scheme(fact) == f"scheme/{scheme.replace('_', '-')}" and fact.since and oracle.lasts(fact, day)
        if own and (fact.form != "Membership" or oracle.both_countries(fact.network, day)):
            found |= {holder for party in fact.parties for holder in oracle.holders(party, DAY)}
    return found


def test_documents_came_later_than_networks() -> None:
    prefectures, told, counted = oracle.places(DAY, "provincial", "jp"), [], {}
    for words, own in zip(WORDS, [*((one,) for one in SCHEMES), SCHEMES], strict=True):
        then, now = (
            {place for one in own for place in dated(one, day)} & set(prefectures) for day in ("2012-12-31", DAY)
        )
        told.append(f"{words}: {len(then)}, then {len(now)}")
    for words, scheme in (("documents", "official_relationship"), ("networks", "intercity_network")):
        ends = [f"{year}-12-31" for year in range(1990, int(DAY[:4]))]
        reached = [len(dated(scheme, day) & set(prefectures)) for day in (*ends, DAY)]
        counted[words] = [number / reached[-1] for number in reached[:-1]]
    asked = [(one, other) for one, other in zip(*counted.values(), strict=True) if one or other]
    assert all(one < other for one, other in asked)
    assert said(NAME, "years-finding").startswith(
        f"Japan: of what is dated, documents came later than networks: holds. Units of {DAY} with a dated tie in force "
        f"at the end of 2012, and on the last day: {'; '.join(told)}; of {len(prefectures)}. At the end of "
        f"{len(asked)} of the {len(asked)} years"
    )


def test_the_mergers_raised_the_share_and_lowered_the_number() -> None:
    told, days = [], ("2025-06-30", "2025-07-01")
    for day in days:
        units = oracle.places(day, "provincial", "vn")
        have = [unit for unit in units if shared(unit, SCHEMES[0], day)]
        told.append((len(have), len(units), f"{day}: {len(have)} of {len(units)} ({len(have) / len(units):.0%})"))
    assert told[0][0] > told[1][0]
    assert told[0][0] / told[0][1] < told[1][0] / told[1][1]
    text = said(NAME, "mergers-finding")
    assert f"not their number: holds. {told[0][2]}; {told[1][2]}." in text
    begun = [
        len({holder for tie in oracle.agreements(day) if tie.since and oracle.lasts(tie, day)
             for party in tie.parties for holder in oracle.holders(party, day)}
            & set(oracle.places(day, "provincial", "vn")))
        for day in days
    ]  # fmt: skip
    assert f"By dated ties alone: {begun[0]} of {told[0][1]}, {begun[1]} of {told[1][1]}." in text
    earlier = "2024-12-31"
    then = {holder for tie in oracle.agreements(days[1]) if oracle.lasts(tie, earlier)
            for party in tie.parties for holder in oracle.holders(party, days[1])
            if holder.startswith("vn/")}  # fmt: skip
    assert text.endswith(f"{len(then)} on {earlier}, {told[1][0]} on 2025-07-01.")


@cache
def ever() -> dict[str, dict[str, int]]:
    """Return how many ties under each scheme each locality has, ended ones too."""
    known = [row for level in ("provincial", "municipal") for row in oracle.scheme_access(DAY, level)]
    return {place: dict(zip(SCHEMES, numbers, strict=True)) for _, place, *numbers, _ in known}


@pytest.mark.parametrize("cell", ["levels-table", "regions-table"])
def test_what_each_level_and_region_has_reached(cell: str) -> None:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for country, level in product(("vn", "jp"), ("provincial", "municipal")):
        for place in oracle.places(DAY, level, country):
            state = oracle.state_on(place, DAY)
            if cell == "levels-table":
                groups[country, state.level].append(place)
            elif level == "provincial":
                groups[country, oracle.region(place, DAY)].append(place)
    expected = Counter()
    for (country, _), places in groups.items():
        cells = [f"{sum(any(shared(one, s) for s in own) for one in places)} "
                 f"({sum(any(ever()[one][s] for s in own) for one in places)})"
                 for own in [*((s,) for s in SCHEMES), SCHEMES]]  # fmt: skip
        expected[("Vietnam" if country == "vn" else "Japan", str(len(places)), *cells)] += 1
    assert Counter((row[0].rpartition(", ")[2], *row[1:]) for row in rows(NAME, cell)) == expected


@pytest.mark.parametrize(("country", "cell"), [("vn", "regions-finding"), ("jp", "regions-second")])
def test_documents_are_spread_over_regions_as_chance_spreads_them(country: str, cell: str) -> None:
    places, text, chance = oracle.places(DAY, "provincial", country), said(NAME, cell), np.random.default_rng(1)
    assert ": does not hold." in text
    for part, has in (("in force", shared), ("ended ones too", lambda place, scheme: bool(ever()[place][scheme]))):
        units = pd.DataFrame([{"region": oracle.region(place, DAY), **{s: has(place, s) for s in SCHEMES}}
                              for place in places])  # fmt: skip
        within = pd.get_dummies(units.region).to_numpy(dtype=float)
        for scheme, words in zip(SCHEMES, WORDS, strict=False):
            own = units[scheme].to_numpy(dtype=float)
            expected = within.sum(axis=0) * own.mean()
            spread = [(((one @ within - expected) ** 2 / expected).sum()) for one in
                      (own, *(chance.permutation(own) for _ in range(1000)))]  # fmt: skip
            p = np.mean(np.array(spread[1:]) >= spread[0] - 1e-9)
            [told] = re.findall(rf"{words} p = ([\d.]+)", text.partition(f"{part}: ")[2].partition(";")[0])
            assert float(told) == pytest.approx(p, abs=4 * sqrt(p * (1 - p) / 1000) + 0.01)
        if part == "in force":
            share = units.groupby("region")[SCHEMES[0]].agg(["sum", "count"])
            least = share.loc[(share["sum"] / share["count"]).idxmin()]
            assert text.endswith(f", {least['sum']} of {least['count']}.")


@cache
def partners(words: str = "in force") -> Mapping[str, int]:
    return dict(networks()[words].degree())


def population(place: str) -> int | None:
    """Return how many live in a locality by the newest figure of the tables."""
    found = [(oracle.last_day(row["date"]), int(row["population"])) for row in observations().get(place, ())]
    return max(found)[1] if found else oracle.population(place, DAY)


@cache
def observations() -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    for row in oracle.table("observations"):
        if row["population"] and oracle.figures_known(row) <= DAY:
            found[row["locality"]].append(row)
    return found


def gini(values: Iterable[float], weights: Iterable[float]) -> float:
    """Return the Gini coefficient as the mean difference of all pairs, over twice the mean."""
    x, w = (np.array([*side], dtype=float) for side in (values, weights))
    each = x / w
    return float((np.abs(np.subtract.outer(each, each)) * np.outer(w, w)).sum() / (2 * w.sum() * x.sum()))


@pytest.mark.parametrize(
    ("code", "cell", "everywhere"), [("vn", "unequal-finding", True), ("jp", "unequal-second", False)]
)
def test_partners_are_spread_more_unequally_than_by_chance_in_vietnam_alone(
    code: str, cell: str, everywhere: bool
) -> None:
    """In Japan they are by all ties and over people, but not over units by documents alone."""
    text, chance, above = said(NAME, cell), np.random.default_rng(2), []
    units = oracle.places(DAY, "provincial", code)
    for words in PARTS:
        counts = [partners(words).get(unit, 0) for unit in units]
        for over, weights in (("units", [1.0] * len(units)), ("people", [float(population(u)) for u in units])):
            value, mean, p = re.findall(
                rf"{words}, over {over}: ([\d.]+), at random ([\d.]+) ± [\d.]+ \(p = ([\d.]+)\)", text
            )[0]
            assert float(value) == pytest.approx(gini(counts, weights), abs=0.0051)
            urn = np.array(weights) / sum(weights)
            drawn = [gini(np.bincount(chance.choice(len(units), sum(counts), p=urn), minlength=len(units)), weights)
                     for _ in range(100)]  # fmt: skip
            assert float(mean) == pytest.approx(np.mean(drawn), abs=0.03)
            share = np.mean(np.array(drawn) >= gini(counts, weights))
            assert float(p) == pytest.approx(share, abs=4 * sqrt(share * (1 - share) / 100) + 0.02)
            above.append(float(p) <= 0.05)
    assert all(above) == everywhere
    assert (": holds. " in text) == everywhere
    assert above[:2] == [True, True]


def test_for_whom_no_partner_is_known() -> None:
    alone = {called(place) for code in ("vn", "jp") for place in oracle.without_partner(DAY, "provincial", code)}
    assert {row[0] for row in rows(NAME, "left-out-table")} == alone
    places = oracle.places(DAY, "municipal", "jp")
    known = [one for one in places if partners().get(one)]
    through = [one for one in places if one not in known and partners().get(oracle.state_on(one, DAY).part_of)]
    assert (
        f"Of {len(places):,} municipalities of Japan, a partner in force is known of {len(known)}; of {len(through):,} "
        f"others one of their prefecture, of {len(places) - len(known) - len(through)} neither"
    ) in said(NAME, "left-out-figure")


def test_municipalities_with_a_partner_are_larger() -> None:
    text = said(NAME, "size-finding")
    assert "than those without: holds." in text
    for words in PARTS:
        units = pd.Series({one: population(one) for one in oracle.places(DAY, "municipal", "jp")}).dropna()
        have = units.index.isin([place for place, n in partners(words).items() if n])
        n, m = have.sum(), (~have).sum()
        larger = (units.rank()[have].sum() - n * (n + 1) / 2) / (n * m)
        assert f"{words}: {n} of {n + m:,}, {larger:.0%} (" in text
        assert (larger - 0.5) / sqrt((n + m + 1) / (12 * n * m)) > 3  # standard errors, by the normal approximation


@cache
def first_dates(form: str) -> dict[tuple[str, str], str]:
    """Return the earliest date of a kind of tie between each pair."""
    own = frame()[(frame().form == form) & frame().since.notna()]
    return {
        pair: min(dates, key=lambda one: (oracle.first_day(one), oracle.last_day(one)))
        for pair, dates in own.groupby(["vn", "jp"]).since.agg(list).items()
    }


def test_municipalities_do_not_follow_their_prefecture_more_than_by_chance() -> None:
    documents, text = first_dates("Agreement"), said(NAME, "prefecture-finding")
    own = {pair: day for pair, day in documents.items() if pair[1].count("/") == 2}
    assert f"has a partner already: does not hold. Of {len(own)} first documents of municipalities" in text

    def followed(chosen: Iterable[tuple[tuple[str, str], str]], forms: tuple[str, ...]) -> int:
        number = 0
        for (vn, jp), signed in chosen:
            above = vn, oracle.state_on(jp, DAY).part_of
            dates = [first_dates(form)[above] for form in forms if above in first_dates(form)]
            number += any(oracle.last_day(one) < oracle.first_day(signed) for one in dates)
        return number

    for words, forms in (("a document", ("Agreement",)), ("any tie", ("Agreement", "Exchange", "Project"))):
        found, chance = followed(own.items(), forms), Random(3)
        dealt = []
        for _ in range(300):
            partners = [vn for vn, _ in own]
            chance.shuffle(partners)
            dealt.append(
                followed((((vn, jp), day) for vn, ((_, jp), day) in zip(partners, own.items(), strict=True)), forms)
            )
        number, mean, p = re.findall(
            rf"{words} of the prefecture first: (\d+), by chance ([\d.]+) \(p = ([\d.]+)", text
        )[0]
        assert int(number) == found
        assert float(mean) == pytest.approx(np.mean(dealt), abs=0.3)
        assert float(p) == pytest.approx(np.mean(np.array(dealt) >= found), abs=0.1)
        assert float(p) > 0.05


def test_documents_do_not_follow_projects() -> None:
    projects, documents = first_dates("Project"), first_dates("Agreement")
    both = projects.keys() & documents.keys()
    project = sum(oracle.last_day(projects[p]) < oracle.first_day(documents[p]) for p in both)
    document = sum(oracle.last_day(documents[p]) < oracle.first_day(projects[p]) for p in both)
    n, k = project + document, max(project, document)
    p = min(1.0, 2 * sum(comb(n, i) for i in range(k, n + 1)) / 2**n)
    assert p > 0.05
    assert said(NAME, "projects-finding") == (
        f"Documents follow projects: does not hold. Of {len(both)} pairs with both, dated, the project came first in "
        f"{project}, the document in {document}; of {len(both) - n} the dates do not tell. A coin is as uneven or more "
        f"with p = {p:.2f}."
    )


def lives(mentions: bool) -> list[tuple[float, bool]]:
    """Return how many years each partnership has shown signs of life, and whether it is silent."""
    signs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.events()):
        dates = [oracle.first_day(fact.since)] if fact.since else []
        dates += [min(fact.valid_through, DAY)] if fact.form == "Project" and fact.until else []
        dates += [oracle.first_day(oracle.published()[s]) for s in fact.sources if mentions and oracle.published()[s]]
        for pair in fact.between(DAY) if fact.valid_from <= DAY else ():
            signs[pair] += [one for one in dates if one <= DAY]
    tied = {pair for fact in oracle.cooperation(DAY) for pair in fact.between(DAY)}
    limit = oracle.years_from(DAY, -5)
    return [
        ((date.fromisoformat(max(own)) - date.fromisoformat(min(own))).days / 365.2425, max(own) < limit)
        for pair in tied
        if (own := signs[pair])
    ]


def test_how_long_partnerships_show_signs_of_life() -> None:
    text = said(NAME, "lives-finding")
    assert "longer than 10 years: does not hold." in text
    for words, mentions in (("with mentions", True), ("without", False)):
        known, share, variance = lives(mentions), 1.0, 0.0
        for end in sorted({years for years, silent in known if silent and years <= 10}):
            ended, followed = sum(o == (end, True) for o in known), sum(o[0] >= end for o in known)
            share *= 1 - ended / followed
            variance += ended / (followed * (followed - ended))  # Greenwood
        wide = 1.959964 * sqrt(variance) / log(share)
        low, high = (share ** exp(side * wide) for side in (-1, 1))
        silent = sum(one[1] for one in known)
        assert f"{words}: {share:.0%} ({low:.0%} to {high:.0%}; {len(known)} partnerships, {silent} silent)" in text


def test_how_many_show_no_sign_of_life_and_of_how_many() -> None:
    dormant = {row[0] for row in oracle.dormant_ties(DAY, 5)}
    of = set().union(*oracle.standing(DAY).values())
    taken = {row[1] for row in oracle.inherited_ties(DAY)}
    limit, seen = oracle.years_from(DAY, -5), defaultdict[tuple[str, str], str](str)
    for fact in (*oracle.ties(), *oracle.projects(), *oracle.events()):
        dates = [oracle.first_day(fact.since)] if fact.since and fact.valid_from <= DAY else []
        dates += [min(fact.valid_through, DAY)] if fact.form == "Project" and fact.until and dates else []
        for pair in fact.between(DAY) if dates else ():
            seen[pair] = max(seen[pair], *dates)
    silent = {fact.id for fact in oracle.ties() if fact.id in of and any(seen[p] < limit for p in fact.between(DAY))}
    assert dormant <= silent
    assert 2 * len(silent) < len(of)
    assert said(NAME, "dormant-finding") == (
        "Most documents and exchanges in force show a sign of life within five years: holds. None is known of "
        f"{len(dormant)} of {len(of)}; a party to {len(dormant & taken)} of these has been merged since. If a source "
        f"that names a tie is no sign: of {len(silent)}."
    )


def test_who_holds_documents_that_others_signed() -> None:
    signed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for holder, tie, form, party, *_ in oracle.inherited_ties(DAY):
        if form == "Agreement":
            signed[holder].add((tie, party))
    assert {row[0]: int(row[1]) for row in rows(NAME, "heirs-table")} == {
        called(h): len(own) for h, own in signed.items()
    }


def test_networks_of_one_country_stand_apart() -> None:
    within: dict[str, set[bool]] = defaultdict(set)
    for one in oracle.memberships():
        if oracle.lasts(one, DAY):
            for holder in {holder for party in one.parties for holder in oracle.holders(party, DAY)}:
                within[holder].add(oracle.both_countries(one.network, DAY))
    own = [within[place] for place in oracle.places(DAY, "municipal", "jp")]
    mixed, alone, only = (
        sum(True in one for one in own),
        sum(False in one for one in own),
        sum(one == {False} for one in own),
    )
    assert said(NAME, "apart-finding") == (
        f"Some municipalities of Japan are in networks that nobody of Vietnam is in: holds. Of {len(own):,} "
        f"municipalities of Japan {mixed} are in a network with a member in Vietnam, {alone} in one without, {only} in "
        "such a one alone; these are counted apart throughout."
    )
