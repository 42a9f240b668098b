"""What the tables say to the research questions, worked out in plain Python beside `oracle`."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from math import acos, cos, radians, sin

from oracle import (
    NEVER,
    Answer,
    Fact,
    agreements,
    both_countries,
    country,
    events,
    exists,
    first_day,
    funder,
    is_of_level,
    last_day,
    last_holders,
    localities,
    memberships,
    ongoing,
    parts,
    places,
    projects,
    region,
    scheme,
    seat,
    state_on,
    states,
    table,
    ties,
)

TODAY = "2026-11-29"
"""The day of those questions that are about today."""
Pair = tuple[str, str]


def dated(fact: Fact) -> str:
    """Return the first day that the stated beginning of a fact can mean; empty if none is stated."""
    return first_day(fact.since) if fact.since else ""


def between(parties: tuple[str, ...]) -> set[Pair]:
    """Return the Vietnamese with the Japanese parties, as they entered into it."""
    return {(one, other) for one, other in product(parties, parties) if (country(one), country(other)) == ("vn", "jp")}


def held(parties: tuple[str, ...]) -> set[Pair]:
    """Return the Vietnamese with the Japanese localities at the end of all successions."""
    return between(tuple({holder for party in parties for holder in last_holders(party)}))


def rounded(number: Decimal, to: str) -> Decimal:
    """Return a number with as many decimals as another has."""
    return number.quantize(Decimal(to), ROUND_HALF_UP)


# --- the questions, in the order of their names -----------------------------------------------------------------------


def agreements_with_means() -> Answer:
    """Return agreement, who set something aside, kind, since when, how often the two met from then on."""
    known = {tie.id: tie for tie in agreements()}
    return [
        (
            tie.id,
            row["locality"],
            f"allocation-kind/{row['kind']}",
            first_day(row["start"]),
            sum(
                1
                for event in events()
                if dated(event) >= first_day(row["start"]) and {*tie.parties} <= {*event.parties}
            ),
        )
        for row in table("allocations")
        if row["start"] and (tie := known.get(f"tie/{row['tie_id']}"))
    ]


def attested_in_both_languages() -> Answer:
    """Return whether in Vietnamese, whether in Japanese, number of agreements."""
    language = {row["source_id"]: row["language"] for row in table("sources")}
    spoken = ({language[source] for source in tie.sources} for tie in agreements())
    return [(*key, number) for key, number in Counter(("vi" in one, "ja" in one) for one in spoken).items()]


def before_the_first_agreement() -> Answer:
    """Return whether they had met, worked together, been in one network, number of pairs."""
    first: dict[Pair, list[str]] = defaultdict(list)
    met: dict[Pair, list[str]] = defaultdict(list)
    worked: dict[Pair, list[str]] = defaultdict(list)
    joined: dict[Pair, list[str]] = defaultdict(list)
    for facts, days in ((agreements(), first), (events(), met), (projects(), worked)):
        for fact in facts:
            for pair in between(fact.parties) if fact.since else ():
                days[pair].append(dated(fact))
    members = [one for one in memberships() if one.since]
    for one, other in product(members, members):
        if one.network == other.network:
            for pair in between((*one.parties, *other.parties)):
                joined[pair].append(max(dated(one), dated(other)))
    found = Counter(
        tuple(min(before.get(pair, [NEVER])) < min(days) for before in (met, worked, joined))
        for pair, days in first.items()
    )
    return [(*key, number) for key, number in found.items()]


def ended_units_without_a_sign_since() -> Answer:
    """Return agreement, unit that ended, its last day, holder, partner, day of the last sign (if any)."""
    signs: dict[Pair, list[str]] = defaultdict(list)
    for fact in (*ties(), *events(), *projects()):
        if fact.since:
            day = dated(fact)
            if fact.form == "Project":
                day = NEVER if fact.id in ongoing() else last_day(fact.until) if fact.until else day
            for pair in held(fact.parties):
                signs[pair].append(day)
    found = []
    for tie in agreements():
        for party in tie.parties:
            end = states(party)[-1].last
            for pair in held(tie.parties) if end != NEVER and last_holders(party) != {party} else ():
                holder, partner = pair if country(party) == "vn" else pair[::-1]
                last = max(signs[pair], default=None)
                if tie.valid_through > end and (last is None or last <= end):
                    found.append((tie.id, party, end, holder, partner, last))
    return found


def from_first_event_to_first_agreement() -> Answer:
    """Return both localities, month of the first event and of the first agreement, months between."""
    signed: dict[Pair, list[str]] = defaultdict(list)
    met: dict[Pair, list[str]] = defaultdict(list)
    for tie in agreements():
        for pair in between(tie.parties):
            signed[pair].append(tie.since or "")
    for event in events():
        for pair in (
            between(event.parties) if event.kind != "event-kind/signing" and len(event.since or "") >= 7 else ()
        ):
            met[pair].append((event.since or "")[:7])
    found = []
    for pair in signed.keys() & met.keys():
        if all(len(day) >= 7 for day in signed[pair]):
            event, agreement = min(met[pair]), min(signed[pair])[:7]
            months = 12 * (int(agreement[:4]) - int(event[:4])) + int(agreement[5:]) - int(event[5:])
            if months >= 0:
                found.append((*pair, event, agreement, months))
    return found


def funders_that_are_localities() -> Answer:
    """Return funder, project, since, locality of the other country (if one is known)."""
    return [
        (one, project.id, project.since, other)
        for project in projects()
        for one in project.funders
        if not one.startswith("funder/")
        for other in [party for party in project.parties if country(party) != country(one)] or [None]
    ]


def in_force_in_2010() -> Answer:
    """Return agreement, and holder and its name of the day in both countries, since."""
    day = "2010-12-31"
    found = []
    for tie in agreements(day):
        for one, other in tie.between(day) if tie.valid_through >= day else ():
            names = [state.name if (state := state_on(place, day)) else "" for place in (one, other)]
            found.append((tie.id, one, names[0], other, names[1], tie.since))
    return found


CODES_OF_2003 = ("09203", "15204", "22202", "27201", "34100")


def join_by_e_stat_code() -> Answer:
    """Return code, locality it meant, its name then, who has taken over, that one's code of e-Stat, its agreements."""
    day, found = "2003-04-01", []
    estat = {row["locality"]: row["value"] for row in table("links") if row["scheme"] == "estat-sac"}
    for place, row in localities().items():
        if country(place) != "jp" or not exists(place, day):
            continue
        former = [
            one for one in table("former_periods") if one["locality"] == place and last_day(one["valid_until"]) >= day
        ]
        then = min(former, key=lambda one: one["valid_until"], default=row)
        for today in last_holders(place) if then["code"] in CODES_OF_2003 else ():
            number = sum(today in last_holders(party) for tie in agreements() for party in tie.parties)
            found.append((then["code"], place, then["name_ja"] or row["name_ja"], today, estat[today], number))
    return found


def money_by_funder() -> Answer:
    """Return funder, number of its projects, of those with a budget in a currency, the currency, the sum."""
    number = Counter(one for project in projects() for one in project.funders)
    paid: dict[Pair, list[Decimal]] = defaultdict(list)
    for row in table("projects"):
        for one in parts(row["funder_id"]) if row["budget"] else ():
            paid[funder(one), row["currency"]].append(Decimal(row["budget"]))
    found: Answer = [(one, number[one], len(sums), currency, sum(sums)) for (one, currency), sums in paid.items()]
    return found + [(one, number[one], None, None, None) for one in number.keys() - {one for one, _ in paid}]


def municipalities_behind_their_prefecture() -> Answer:
    """Return municipality, year it first signed in, prefecture, year that first had, partner, years between."""
    first: dict[Pair, str] = {}
    for tie in sorted(agreements(), key=lambda tie: tie.since or ""):
        for pair in between(tie.parties) if tie.since else ():
            first.setdefault(pair, tie.since[:4])
    found = []
    for (partner, municipality), (theirs, prefecture) in product(first, first):
        above, beyond = localities()[partner]["part_of"], localities()[theirs]["part_of"]
        signed, earlier = first[partner, municipality], first[theirs, prefecture]
        if localities()[municipality]["part_of"] == prefecture and (
            partner == theirs or above == theirs or beyond == partner
        ):
            found += [(municipality, signed, prefecture, earlier, partner, int(signed) - int(earlier))]
    return [row for row in found if row[-1] >= 0]


def one_partner_by_several_documents() -> Answer:
    """Return holder, partner, how many signed, how many agreements."""
    by: dict[Pair, set[tuple[str, str]]] = defaultdict(set)
    for tie in agreements():
        for party in tie.parties:
            for pair in held(tie.parties):
                holder, partner = pair if country(party) == "vn" else pair[::-1]
                by[holder, partner].add((party, tie.id))
    return [
        (*pair, len({party for party, _ in signed}), len({tie for _, tie in signed}))
        for pair, signed in by.items()
        if len({party for party, _ in signed}) > 1
    ]


def own_and_inherited() -> Answer:
    """Return locality, how many agreements it signed, how many it inherited."""
    own, inherited = Counter[str](), Counter[str]()
    for tie in agreements():
        for party in tie.parties:
            for holder in last_holders(party):
                (own if holder == party else inherited)[holder] += 1
    return [(place, own[place], inherited[place]) for place in own.keys() | inherited.keys()]


def kilometres(one: str, other: str) -> float:
    """Return the length of the great circle between two seats, by the law of cosines on a sphere of 6,371 km."""
    there = [seat(place, TODAY) for place in (one, other)]
    assert there[0]
    assert there[1]
    (a, b), (c, d) = ((radians(x) for x in place) for place in there if place)
    return 6371 * acos(min(1, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d)))


def partners_within_150_km() -> Answer:
    """Return two partners of Da Nang, and within how many km of 50, 100 or 150 they lie."""
    partners = {pair[1] for fact in (*ties(), *projects()) for pair in held(fact.parties) if pair[0] == "vn/da-nang"}
    return [
        (one, other, next(most for most in (50, 100, 150) if kilometres(one, other) <= most))
        for one, other in product(partners, partners)
        if one < other and kilometres(one, other) <= 150
    ]


def preludes() -> Answer:
    """Return kind and later kind, document and later document, years between (if both are dated)."""
    known = {tie.id: tie for tie in agreements()}
    return [
        (
            (earlier := known[later.follows]).kind,
            later.kind,
            earlier.id,
            later.id,
            int(later.since[:4]) - int(earlier.since[:4]) if later.since and earlier.since else None,
        )
        for later in agreements()
        if later.follows and known[later.follows].kind != later.kind
    ]


def programmes_before_agreements() -> Answer:
    """Return programme, number of pairs it joined, how many of these have an agreement."""
    joined: dict[str, set[Pair]] = defaultdict(set)
    for project in projects():
        if project.programme:
            joined[project.programme] |= held(project.parties)
    agreed = {pair for tie in agreements() for pair in held(tie.parties)}
    return [(programme, len(pairs), len(pairs & agreed)) for programme, pairs in joined.items() if pairs]


def residents_without_agreement() -> Answer:
    """Return prefecture, Vietnamese in it, its population, how many in a thousand."""

    def counted(date: str, column: str) -> dict[str, int]:
        rows = (row for row in table("observations") if row["date"] == date and row[column])
        return {row["locality"]: int(row[column]) for row in rows}

    agreed = {pair[1] for tie in agreements() for pair in held(tie.parties)}
    people = counted("2024", "population")
    return [
        (place, number, people[place], rounded(Decimal(number) * 1000 / people[place], "0.1"))
        for place, number in counted("2024-06-30", "vietnamese_residents").items()
        if localities()[place]["level"] == "prefecture" and place not in agreed
    ]


def schemes_reached() -> Answer:
    """Return country, whether each of the three schemes is reached, number of localities."""
    reached: dict[str, set[str | None]] = defaultdict(set)
    for fact in (*ties(), *projects(), *memberships()):
        network = getattr(fact, "network", "")
        for holder in {holder for party in fact.parties for holder in last_holders(party)}:
            if not network or both_countries(network, NEVER, ended=True):
                reached[holder].add(scheme(fact))
    kinds = [f"scheme/{one}" for one in ("official-relationship", "third-party-support", "intercity-network")]
    found = Counter(
        (f"country/{country(place)}", *(kind in reached[place] for kind in kinds))
        for place in places(TODAY, "provincial")
    )
    return [(*key, number) for key, number in found.items()]


def share_of_population_with_a_tie() -> Answer:
    """Return tier, places, those with a tie, people, people in those, their share."""
    tied = {place for fact in (*ties(), *projects()) for pair in held(fact.parties) for place in pair}
    counted = [
        (row["locality"], int(row["population"]))
        for row in table("observations")
        if row["date"] == "2020-10-01" and row["population"] and country(row["locality"]) == "jp"
    ]
    found = []
    for tier in ("municipal", "provincial"):
        people = {place: number for place, number in counted if is_of_level(localities()[place]["level"], tier)}
        there = sum(number for place, number in people.items() if place in tied)
        share = rounded(Decimal(there) / sum(people.values()), "0.001")
        found.append((f"level/{tier}", len(people), len(people.keys() & tied), sum(people.values()), there, share))
    return found


def signed_by_decade_and_region() -> Answer:
    """Return decade, country, region of the day, number of agreements."""
    found = Counter(
        (f"{tie.since[:3]}0s", f"country/{country(party)}", f"region/{region(party, tie.valid_from)}")
        for tie in agreements()
        if tie.since
        for party in tie.parties
    )
    return [(*key, number) for key, number in found.items()]


def who_states_the_date() -> Answer:
    """Return agreement, its recorded date, source, what it states, whether for or against that, how that is known."""
    signed = {
        f"tie/{row['tie_id']}": row["signed"] for row in table("ties") if row["kind"] != "exchange" and row["signed"]
    }
    found = [
        (
            fact,
            signed[fact],
            f"source/{source}",
            claim["value"],
            "stance/for" if signed[fact].startswith(claim["value"]) else "stance/against",
            "evidence-basis/read",
        )
        for claim in table("claims")
        for source in parts(claim["sources"])
        if claim["property"] == "signed" and (fact := f"tie/{claim['fact_id']}") in signed
    ]
    read = {(row[0], row[2]) for row in found}
    alone = {tie.id: f"source/{tie.sources[0]}" for tie in agreements() if tie.id in signed and len(tie.sources) == 1}
    return found + [
        (fact, signed[fact], source, signed[fact], "stance/for", "evidence-basis/only-source")
        for fact, source in alone.items()
        if (fact, source) not in read
    ]
