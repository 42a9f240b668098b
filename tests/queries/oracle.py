"""What the tables say, worked out in plain Python: an independent path to the answers of the graph.

Nothing of the project is used here but its tables, as the csv module reads them. Days are texts (ISO 8601), so they
compare as they stand; an id is one of the graph without the IRI that it begins with.
"""

import calendar
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise, product
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "loaders" / "data"
TODAY = "2026-11-21"
BEFORE_THE_MERGERS = "2025-06-30"
LONG_AGO = "2015-01-01"
DAYS = (TODAY, BEFORE_THE_MERGERS, LONG_AGO)
HORIZONS = {"vn": "1976-07-02", "jp": "1970-04-01"}
"""Country -> the first day on which all its units are recorded."""

EVER, NEVER = "0001-01-01", "9999-12-31"
"""An open beginning and an open end."""


def spoken(day: str, language: str = "en") -> str:
    """Return a day as people write it: 5 November 2024, 05/11/2024, 2024年11月5日."""
    whole = date.fromisoformat(day)
    if language == "ja":
        return f"{whole.year}年{whole.month}月{whole.day}日"
    return whole.strftime({"en": "%-d %B %Y", "vi": "%d/%m/%Y"}[language])


Row = dict[str, str]
Answer = list[tuple[Any, ...]]


@cache
def table(name: str) -> list[Row]:
    """Return the rows of a table over all data sets."""
    rows: list[Row] = []
    for path in sorted(DATA.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


# --- dates ------------------------------------------------------------------------------------------------------------


def first_day(stated: str) -> str:
    """Return the first day that a date can mean: a year begins in January, a month on the 1st."""
    return {4: f"{stated}-01-01", 7: f"{stated}-01"}.get(len(stated), stated)


def last_day(stated: str) -> str:
    """Return the last day that a date can mean."""
    if len(stated) == 4:
        return f"{stated}-12-31"
    if len(stated) == 7:
        return f"{stated}-{calendar.monthrange(int(stated[:4]), int(stated[5:]))[1]:02}"
    return stated


def day_after(day: str) -> str:
    """Return the next day."""
    year, month, number = (int(part) for part in day.split("-"))
    if number < calendar.monthrange(year, month)[1]:
        return f"{year:04}-{month:02}-{number + 1:02}"
    return f"{year + month // 12:04}-{month % 12 + 1:02}-01"


def day_before(day: str) -> str:
    """Return the day before."""
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def years_from(day: str, years: int) -> str:
    """Return the same day of another year."""
    return f"{int(day[:4]) + years:04}{day[4:]}"


@cache
def published() -> dict[str, str]:
    """Return the dates of the sources by id; empty for an undated one."""
    return {row["source_id"]: row["date"] for row in table("sources")}


def known_from(stated: str, sources: tuple[str, ...], recorded: str) -> str:
    """Return the day from which a fact is known to hold.

    That is the first of its stated begin; if it states none, the first day of its earliest source; and if no source
    is dated either, the day on which it was recorded.
    """
    if stated:
        return first_day(stated)
    dated = [first_day(published()[source]) for source in sources if published()[source]]
    return min(dated) if dated else recorded


# --- localities -------------------------------------------------------------------------------------------------------

PROVINCIAL = {"province", "central-city", "special-zone", "prefecture"}


@dataclass(frozen=True)
class State:
    """A time in which a locality had one level, name and parent."""

    level: str
    name: str
    part_of: str
    first: str
    last: str


@cache
def localities() -> dict[str, Row]:
    """Return the rows of the localities by id."""
    return {row["id"]: row for row in table("localities")}


@cache
def _former() -> dict[str, list[Row]]:
    """Return the rows of the former periods by locality."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table("former_periods"):
        found[row["locality"]].append(row)
    return found


@cache
def states(locality: str) -> tuple[State, ...]:
    """Return the states of a locality in order of time; each begins when the one before has ended, or later."""
    now = localities()[locality]
    rows = [*sorted(_former().get(locality, ()), key=lambda row: row["valid_until"]), now]
    found: list[State] = []
    for row in rows:
        # the row of a locality states when the locality began, or that it was set up again after its former states
        again = found and row is now and first_day(row["valid_from"] or EVER) > found[-1].last
        stated = row["valid_from"] if row is not now or not found or again else ""
        first = first_day(stated) if stated else day_after(found[-1].last) if found else EVER
        last = last_day(row["valid_until"]) if row["valid_until"] else NEVER
        found.append(State(row["level"], row["name"], row["part_of"], first, last))
    return tuple(found)


@cache
def region(locality: str, day: str) -> str:
    """Return the region in which a locality lies on a day; a municipality lies in that of its parent of the day."""
    for row in table("regions"):
        if row["locality"] == locality and (row["valid_from"] or EVER) <= day <= (row["valid_until"] or NEVER):
            return row["region"]
    state = state_on(locality, day)
    return region(state.part_of, day) if state and state.part_of else ""


def population(locality: str, day: str) -> int | None:
    """Return how many live in the territory that a locality has on a day, counted by then."""
    row, state = localities()[locality], state_on(locality, day)
    if (
        not row.get("population")
        or state != states(locality)[-1]
        or grown(locality, day)
        or row["population_year"] > day[:4]
    ):
        return None
    return int(row["population"])


def seat(locality: str, day: str) -> tuple[float, float] | None:
    """Return the latitude and longitude of the seat of a locality on a day; none if they are not recorded."""
    then = [row for row in _former().get(locality, ()) if last_day(row["valid_until"]) >= day]
    row = min(then, key=lambda one: one["valid_until"], default={})
    row = row if row.get("latitude") else localities()[locality]
    return (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None


def country(locality: str) -> str:
    """Return ``vn`` or ``jp``."""
    return locality[:2]


@cache
def state_on(locality: str, day: str) -> State | None:
    """Return the state in which a locality is on a day; none before it begins and after it has ended."""
    return next((state for state in states(locality) if state.first <= day <= state.last), None)


@cache
def exists(locality: str, day: str) -> bool:
    """Whether a locality exists on a day."""
    return state_on(locality, day) is not None


def is_of_level(level: str, wanted: str) -> bool:
    """Whether a level is the one wanted, or under it."""
    return wanted in {level, "provincial" if level in PROVINCIAL else "municipal"}


def places(day: str, level: str, where: str = "") -> list[str]:
    """Return the localities of a level, in one country or both, as they are on a day."""
    found = []
    for locality in localities():
        state = state_on(locality, day)
        if state and is_of_level(state.level, level) and (not where or country(locality) == where):
            found.append(locality)
    return found


@cache
def _directory() -> dict[tuple[str, str, str, str], set[str]]:
    """Return country, level, name and name of the parent, of any time -> the localities that are called so."""
    found: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for locality in localities():
        for state in states(locality):
            above = state.part_of or locality
            for parent in {"", *(other.name for other in states(above))}:
                found[country(locality), state.level, state.name, parent].add(locality)
    return found


def resolve(where: str, name: str, level: str, parent: str, date: str = "") -> str:
    """Return the locality that a row names; a provincial one is its own parent.

    Several that had the name in turn are told apart by the date of the row: the one of then, or else the last.
    """
    found = _directory()[where.lower(), level, name, parent]
    first, last = (first_day(date), last_day(date)) if date else (NEVER, NEVER)
    then = [one for one in found if any(state.first <= last and first <= state.last for state in states(one))]
    in_turn = sorted(then or found, key=lambda one: states(one)[-1].last)
    assert all(states(one)[-1].last < states(other)[0].first for one, other in pairwise(in_turn)), (name, in_turn)
    return in_turn[-1]


# --- successions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Succession:
    """The territory of one locality, or a part of it, goes to another, which takes over what the one had if it ended.

    ``day`` is the first that its date, as ``stated``, can mean.
    """

    predecessor: str
    successor: str
    day: str
    stated: str
    legal_basis: str | None

    @property
    def passes(self) -> bool:
        """Whether the successor takes over what the predecessor had: whether that one ended by it.

        All of ours that ended have the day of their end.
        """
        return states(self.predecessor)[-1].last < day_after(last_day(self.stated))

    @property
    def id(self) -> str:
        """Its id in the graph."""
        return f"succession/{self.predecessor.replace('/', '-')}--{self.successor.replace('/', '-')}"


@cache
def successions() -> tuple[Succession, ...]:
    """Return all successions."""
    return tuple(
        Succession(row["predecessor"], row["successor"], first_day(row["date"]), row["date"], _act(row["legal_basis"]))
        for row in table("successions")
    )


def _act(named: str) -> str | None:
    """Return the id of an act of law in the graph."""
    return f"legal-basis/{'-'.join(re.findall('[a-z0-9]+', named.lower()))}" if named else None


@cache
def _heirs() -> dict[str, list[Succession]]:
    """Return the successions by which others took over from a locality when it ended."""
    found: dict[str, list[Succession]] = defaultdict(list)
    for step in successions():
        if step.passes:
            found[step.predecessor].append(step)
    return found


@cache
def grown(locality: str, day: str) -> bool:
    """Whether a locality has taken in others, or parts of them, after a day."""
    return any(step.successor == locality and step.day > day for step in successions())


@cache
def holders(party: str, day: str) -> frozenset[str]:
    """Return who holds on a day what a locality has entered into: itself or, step by step, its successors."""
    found = {party} if exists(party, day) else set()
    for step in _heirs().get(party, ()):
        if step.day <= day:
            found |= holders(step.successor, day)
    return frozenset(found)


@cache
def pairs(parties: tuple[str, ...], day: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of a Vietnamese and a Japanese locality among those who hold a fact on a day."""
    held = {holder for party in parties for holder in holders(party, day)}
    return frozenset((one, other) for one in held for other in held if (country(one), country(other)) == ("vn", "jp"))


@cache
def takeovers(party: str) -> dict[Succession, bool]:
    """Return the successions through which what a locality had has gone on, however many steps later.

    With each, whether several took over from the same one on the way there.
    """
    direct = _heirs().get(party, [])
    found = dict.fromkeys(direct, len(direct) > 1)
    for step in direct:
        for later, shared in takeovers(step.successor).items():
            found[later] = found.get(later, False) or shared or len(direct) > 1
    return found


def last_holders(party: str) -> set[str]:
    """Return the localities at the end of all successions."""
    after = [step.successor for step in _heirs().get(party, ())]
    return set().union(*map(last_holders, after)) if after else {party}


# --- facts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """What joins localities: where it stands, who takes part, when; dates as stated and as days."""

    id: str
    form: str
    parties: tuple[str, ...]
    sources: tuple[str, ...]
    recorded: str
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    fields: tuple[str, ...] = ()

    @cached_property
    def valid_from(self) -> str:
        """The day from which it is known to hold."""
        known = known_from(self.since or "", self.sources, self.recorded)
        if self.since:
            return known
        # what a source speaks of began before the party ended; of what no source dates, not even that is counted on
        return min(known, self.valid_through, *(states(p)[-1].last for p in self.parties if not self.unknown))

    @cached_property
    def unknown(self) -> bool:
        """Whether neither it nor any source of it has a date."""
        return not self.since and not any(published()[source] for source in self.sources)

    @property
    def valid_through(self) -> str:
        """The last day on which it holds."""
        return last_day(self.until) if self.until else NEVER

    def between(self, day: str) -> frozenset[tuple[str, str]]:
        """Return the Vietnamese and Japanese localities that it joins, as they hold it on a day."""
        return pairs(self.parties, day)


@dataclass(frozen=True)
class Tie(Fact):
    """A document between two local governments, or a standing exchange without one."""

    expires: str | None = None
    follows: str | None = None
    how: str | None = None


@dataclass(frozen=True)
class Project(Fact):
    """Joint work within a fixed time."""

    programme: str | None = None
    funders: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_third_party(self) -> bool:
        """Whether somebody else than local governments pays for it."""
        kinds = {funder(row["funder_id"]): row["kind"] for row in table("funders")}
        return any(kinds[funder] != "local-government" for funder in self.funders)


@dataclass(frozen=True)
class Membership(Fact):
    """A locality's membership of, or part in, a network."""

    network: str = ""
    designation: str | None = None


def _fields(row: Row) -> tuple[str, ...]:
    return tuple(f"field/{slug}" for slug in parts(row["fields"]))


@cache
def ties() -> tuple[Tie, ...]:
    """Return all agreements and exchanges."""
    return tuple(
        Tie(
            id=f"tie/{row['tie_id']}",
            form="Exchange" if row["kind"] == "exchange" else "Agreement",
            parties=(
                resolve("vn", row["vn_name"], row["vn_level"], row["vn_province"], row["signed"]),
                resolve("jp", row["jp_name"], row["jp_level"], row["jp_prefecture"], row["signed"]),
            ),
            sources=parts(row["sources"]),
            recorded=row["added"],
            since=row["signed"] or row["since"] or None,
            until=row["ended"] or row["expires"] or None,
            kind=None if row["kind"] == "exchange" else f"agreement-kind/{row['kind']}",
            fields=_fields(row),
            expires=row["expires"] or None,
            follows=f"tie/{row['follows']}" if row["follows"] else None,
            how=row["follows_as"] or None,
        )
        for row in table("ties")
    )


@cache
def funder(identifier: str) -> str:
    """Return who a funder is, by its id: a locality if it is one."""
    [row] = [row for row in table("funders") if row["funder_id"] == identifier]
    return row["locality"] or f"funder/{identifier}"


@cache
def projects() -> tuple[Project, ...]:
    """Return all projects with their participants."""
    roles: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in table("project_participants"):
        locality = resolve(row["country"], row["name"], row["level"], row["parent"])
        roles[row["project_id"]].append((locality, f"participation-role/{row['role']}"))
    return tuple(
        Project(
            id=f"project/{row['project_id']}",
            form="Project",
            parties=tuple(dict.fromkeys(locality for locality, _ in roles[row["project_id"]])),
            sources=parts(row["sources"]),
            recorded=row["added"],
            since=row["start"] or None,
            until=row["end"] or None,
            fields=_fields(row),
            programme=f"programme/{row['programme_id']}" if row["programme_id"] else None,
            funders=tuple(map(funder, parts(row["funder_id"]))),
            roles=tuple(roles[row["project_id"]]),
        )
        for row in table("projects")
    )


@cache
def events() -> tuple[Fact, ...]:
    """Return all visits, meetings and other events; a government or an embassy is no party."""
    return tuple(
        Fact(
            id=f"event/{row['event_id']}",
            form="Event",
            parties=tuple(
                resolve(where, row[f"{where}_name"], row[f"{where}_level"], row[f"{where}_{above}"], row["date"])
                for where, above in (("vn", "province"), ("jp", "prefecture"))
                if row[f"{where}_name"]
            ),
            sources=parts(row["sources"]),
            recorded=row["added"],
            since=row["date"],
            kind=f"event-kind/{row['kind']}",
            fields=_fields(row),
        )
        for row in table("events")
    )


@cache
def memberships() -> tuple[Membership, ...]:
    """Return all memberships of networks, forums and designations."""
    return tuple(
        Membership(
            id=f"membership/{row['membership_id']}",
            form="Membership",
            parties=(resolve(row["country"], row["name"], row["level"], row["parent"], row["since"]),),
            sources=parts(row["sources"]),
            recorded=row["added"],
            since=row["since"] or None,
            until=row["until"] or None,
            network=f"network/{row['network_id']}",
            designation=row["designation"] or None,
        )
        for row in table("memberships")
    )


@cache
def allocations() -> tuple[Fact, ...]:
    """Return the budgets and staff that localities have set aside."""
    return tuple(
        Fact(
            id=f"allocation/{row['allocation_id']}",
            form="Allocation",
            parties=(row["locality"],),
            sources=parts(row["sources"]),
            recorded=row["added"],
            since=row["start"] or None,
            until=row["end"] or None,
        )
        for row in table("allocations")
    )


@cache
def agreements(day: str = NEVER) -> list[Tie]:
    """Return the documents begun by a day."""
    return [tie for tie in ties() if tie.form == "Agreement" and tie.valid_from <= day]


@cache
def cooperation(day: str = NEVER) -> list[Fact]:
    """Return the agreements, exchanges and projects begun by a day."""
    return [fact for fact in (*ties(), *projects()) if fact.valid_from <= day]


@cache
def agreed(day: str) -> set[tuple[str, str]]:
    """Return the pairs of localities that have an agreement by a day."""
    return {pair for agreement in agreements(day) for pair in agreement.between(day)}


def state(fact: Fact, day: str) -> str:
    """Return whether a tie is in force: until its last day; a project without one while it is recorded as ongoing."""
    status = {f"project/{row['project_id']}": row["status"] for row in table("projects")}.get(fact.id)
    if fact.until:
        return "active" if day <= fact.valid_through else "former"
    return {None: "active", "ongoing": "active", "completed": "former"}.get(status, "unclear")


def state_of(facts: Iterable[Fact], day: str) -> str:
    """Return the state of a partnership: in force if one of its ties is, over if all are."""
    states = {state(fact, day) for fact in facts}
    return next(name for name in ("active", "unclear", "former") if name in states)


def partners(place: str, day: str) -> dict[str, str]:
    """Return who holds on a day the other end of what a locality holds, and the state of each partnership."""
    found = defaultdict(list)
    for fact in cooperation(day):
        for pair in fact.between(day):
            if place in pair:
                found[pair[pair[0] == place]].append(fact)
    return {partner: state_of(facts, day) for partner, facts in found.items()}


def scheme(fact: Fact) -> str | None:
    """Return by which of the three schemes a fact comes about; none for an exchange, and for money of one's own."""
    if isinstance(fact, Project):
        return "scheme/third-party-support" if fact.by_third_party else None
    return {"Agreement": "scheme/official-relationship", "Membership": "scheme/intercity-network"}.get(fact.form)


@cache
def ongoing() -> frozenset[str]:
    """Return the projects that are under way."""
    return frozenset(f"project/{row['project_id']}" for row in table("projects") if row["status"] == "ongoing")


def lasts(fact: Fact, day: str) -> bool:
    """Whether a fact is in force on a day. Of a project a later end is known, or that it is under way."""
    known = fact.until or fact.form != "Project" or fact.id in ongoing()
    return bool(fact.valid_from <= day <= fact.valid_through and known)


@cache
def in_force(day: str, wanted: str) -> frozenset[str]:
    """Return who holds a tie of a scheme (``third_party_support``) that is in force on a day.

    A network counts while a member of the other country is in it.
    """
    return frozenset(
        holder
        for fact in (*ties(), *projects(), *memberships())
        if scheme(fact) == f"scheme/{wanted.replace('_', '-')}" and lasts(fact, day)
        and (not isinstance(fact, Membership) or both_countries(fact.network, day))
        for party in fact.parties
        for holder in holders(party, day)
    )  # fmt: skip


@cache
def both_countries(network: str, day: str, ended: bool = False) -> bool:
    """Whether localities of both countries are, or also were, in a network on a day."""
    members = [one for one in memberships() if one.network == network and one.valid_from <= day]
    return len({country(party) for one in members if ended or lasts(one, day) for party in one.parties}) > 1


@cache
def standing(day: str) -> dict[str, set[str]]:
    """Return the agreements and exchanges in force that each locality holds."""
    found: dict[str, set[str]] = defaultdict(set)
    for tie in ties():
        for place in {place for pair in tie.between(day) for place in pair} if lasts(tie, day) else ():
            found[place].add(tie.id)
    return found


def chain(tie: Tie) -> Tie:
    """Return the first document of the chain that a document stands in."""
    earlier = {other.id: other for other in ties()}
    while tie.follows:
        tie = earlier[tie.follows]
    return tie


# --- the questions ----------------------------------------------------------------------------------------------------


def agreements_by_kind_and_year(day: str) -> Answer:
    """Return year (none if undated), kind, number."""
    count = Counter((tie.since[:4] if tie.since else None, tie.kind) for tie in agreements(day))
    return [(*group, number) for group, number in count.items()]


@cache
def co_members_without_agreement(day: str) -> Answer:
    """Return the Vietnamese and the Japanese locality, and in how many networks both have taken part."""
    within: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for membership in memberships():
        if membership.valid_from <= day:
            for holder in {holder for party in membership.parties for holder in holders(party, day)}:
                within[membership.network].add((holder, membership.valid_from, membership.valid_through))
    met = {
        (one, other, network)
        for network, parts in within.items()
        for (one, since, until), (other, theirs, end) in product(parts, parts)
        if (country(one), country(other)) == ("vn", "jp") and since <= end and theirs <= until
    }
    count = Counter((one, other) for one, other, _ in met)
    return [(*pair, number) for pair, number in count.items() if pair not in agreed(day)]


PROPERTIES = {
    "signed": "signed", "expires": "expires", "kind": "kind", "start": "schema:startDate", "since": "schema:startDate",
    "end": "schema:endDate", "date": "dct:date", "designation": "designation", "budget": "budget",
    "implementer": "implementer", "name": "party", "level": "level", "jp_level": "level", "ended": "schema:endDate",
}  # fmt: skip
"""The column of a claim -> the property that it states."""


@dataclass(frozen=True)
class Claimed:
    """What a source states of a fact: by which property, of which party, which value; whether so it is recorded."""

    fact: str
    property: str
    party: str | None
    value: Any
    recorded: tuple[Any, ...]
    agrees: bool
    sources: tuple[str, ...]


@cache
def claims() -> tuple[Claimed, ...]:
    """Return what single sources state."""
    found = []
    for row in table("claims"):
        column, value = row["property"], row["value"]
        fact, party, recorded = _recorded(row["fact_id"], column, row["locality"])
        own = str(recorded[0]).rpartition("/")[2] if recorded else ""
        if PROPERTIES[column] == "budget":
            agrees = own == value
        elif value[:4].isdecimal():
            agrees = own.startswith(value)
        else:
            agrees = own.casefold() == value.casefold()
        found.append(
            Claimed(
                fact, PROPERTIES[column], party, _typed(column, fact, value), recorded, agrees, parts(row["sources"])
            )
        )
    return tuple(found)


def _typed(column: str, fact: str, value: str) -> Any:
    """Return a value as what it is: a concept if it is one of its list, a number, a date or text."""
    scheme = {
        "kind": "event-kind" if fact.startswith("event/") else "agreement-kind",
        "level": "level",
        "jp_level": "level",
    }
    if column in scheme and value in KNOWN_CONCEPTS:
        return f"{scheme[column]}/{value}"
    return Decimal(value) if column == "budget" and value.isdecimal() else value


KNOWN_CONCEPTS = {
    "mou",
    "friendship-city",
    "sectoral",
    "sister-city",
    "friendship-cooperation",
    "city",
    "prefecture",
    "signing",
}
"""The kinds and levels that claims name by their slugs."""


def contested_facts() -> Answer:
    """Return fact, property, party, stance, value, source and basis of what is contested, of both sides."""
    found = set()
    against = {(one.fact, one.property): one for one in claims() if not one.agrees}
    for (fact, prop), disputed in against.items():
        told = [one for one in claims() if (one.fact, one.property) == (fact, prop)]
        for one in told:
            stance = f"stance/{'for' if one.agrees else 'against'}"
            found |= {
                (fact, prop, one.party, stance, one.value, f"source/{source}", "evidence-basis/read")
                for source in one.sources
            }
        cited, spoken = fact_sources()[fact], {source for one in told for source in one.sources}
        silent = [(f"source/{one}", _basis(cited)) for one in cited if one not in spoken] or [(None, None)]
        found |= {
            (fact, prop, disputed.party, "stance/for", value, *one) for value in disputed.recorded for one in silent
        }
    return list(found)


def _basis(cited: tuple[str, ...]) -> str:
    return "evidence-basis/only-source" if len(cited) == 1 else "evidence-basis/cited"


@cache
def fact_sources() -> dict[str, tuple[str, ...]]:
    """Return fact -> the sources that its row cites."""
    ids = {"ties": "tie_id", "projects": "project_id", "memberships": "membership_id", "events": "event_id",
           "network_events": "event_id", "networks": "network_id", "programmes": "programme_id"}  # fmt: skip
    return {
        f"{name.removesuffix('s').replace('_', '-')}/{row[key]}": tuple(dict.fromkeys(parts(row["sources"])))
        for name, key in ids.items()
        for row in table(name)
    }


def assumed_confidence(fact: "Fact") -> str:
    """Return what an event or meeting is worth that nobody has judged, by its sources; empty for other facts."""
    if not fact.id.startswith(("event/", "network-event/")):
        return ""
    day = str(fact.since)
    if any(one.fact == fact.id and one.property == "dct:date" and one.agrees for one in claims()):
        return "high"
    dates = [published()[source] for source in fact.sources]
    return "low" if all(one and last_day(one) < first_day(day) for one in dates) else "medium"


def who_states(fact: str, column: str, value: Any, past: bool) -> Answer:
    """Return property, stance, value, source and basis of a value that is recorded of a fact.

    Args:
        fact: the fact.
        column: the column that it stands in.
        value: what is recorded, as the graph has it.
        past: whether it is the day of what has happened, which nobody can state before.
    """
    prop = PROPERTIES[column]
    told = [one for one in claims() if (one.fact, one.property) == (fact, prop)]
    found = [
        (prop, f"stance/{'for' if one.agrees else 'against'}", one.value, f"source/{source}", "evidence-basis/read")
        for one in told
        for source in one.sources
    ]
    cited, spoken = fact_sources()[fact], {source for one in told for source in one.sources}
    for source in (one for one in cited if one not in spoken):
        day = published()[source]
        before = past and day and len(day) <= len(str(value)) and day < str(value)[: len(day)]
        earlier = before or (past and day and len(day) > len(str(value)) and day < str(value))
        found.append(
            (prop, "stance/for", value, f"source/{source}", "evidence-basis/earlier" if earlier else _basis(cited))
        )
    return found


def _recorded(named: str, column: str, locality: str) -> tuple[str, str | None, tuple[Any, ...]]:
    """Return the fact that a claim names, the party it concerns, and what the tables say of it in a column."""
    ids = {"ties": "tie_id", "projects": "project_id", "memberships": "membership_id", "events": "event_id",
           "network_events": "event_id", "programmes": "programme_id"}  # fmt: skip
    for name, key in ids.items():
        for row in table(name):
            if row[key] == named:
                fact = f"{name.removesuffix('s').replace('_', '-')}/{named}"
                if column in {"level", "jp_level", "name"}:
                    parties = next(f.parties for f in (*ties(), *projects(), *memberships()) if f.id == fact)
                    [party] = [one for one in parties if one == locality or (country(one) == "jp" and not locality)]
                    return fact, party, (party if column == "name" else f"level/{localities()[party]['level']}",)
                if column == "kind":
                    return fact, None, (f"{'event' if name == 'events' else 'agreement'}-kind/{row[column]}",)
                if column == "budget" and row[column]:
                    return fact, None, (Decimal(row[column]),)
                return fact, None, (row[column],) if row[column] else ()
    raise KeyError(named)


def document_chains(day: str) -> Answer:
    """Return chain, document, kind, date of signing, how it follows, the earlier document."""
    return [
        (chain(tie).id, tie.id, tie.kind, tie.since, f"{tie.how}", tie.follows)
        for tie in agreements(day)
        if tie.follows
    ]


def dormant_ties(day: str, years: int) -> Answer:
    """Return tie, Vietnamese and Japanese locality, since, last sign and last mention; none in the years before."""
    begin = years_from(day, -years)
    signs, mentions = (defaultdict[tuple[str, str], list[str]](list) for _ in range(2))
    for fact in (one for one in (*ties(), *events(), *projects()) if one.valid_from <= day):
        # a document shows life when it is signed, a project as long as it lasts; what has no date shows none
        dates = [first_day(fact.since)] if fact.since else []
        dates += [min(fact.valid_through, day)] if fact.form == "Project" and fact.until else []
        dated = [first_day(published()[source]) for source in fact.sources if published()[source]]
        for pair in fact.between(day):
            signs[pair] += dates
            mentions[pair] += [one for one in dated if one <= day]
    return [
        (tie.id, *pair, tie.since, max(signs[pair], default=None), max(mentions[pair], default=None))
        for tie in ties()
        if tie.valid_from <= day <= tie.valid_through
        for pair in tie.between(day)
        if all(one < begin for one in signs[pair] + mentions[pair])
    ]


@cache
def events_without_agreement(day: str) -> Answer:
    """Return the Vietnamese and the Japanese locality, how often they met, and the date of the last time."""
    met: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in events():
        if event.valid_from <= day:
            for pair in event.between(day) - agreed(day):
                met[pair].append(event.since or "")
    return [(*pair, len(dates), max(dates)) for pair, dates in met.items()]


def expiring_ties(day: str, years: int) -> Answer:
    """Return agreement, who holds it on the day, when it expires: within the years, followed by no later one."""
    followed = {tie.follows for tie in ties() if tie.valid_from <= day}
    return [
        (tie.id, *pair, tie.expires)
        for tie in agreements(day)
        if tie.expires and day <= tie.valid_through <= years_from(day, years) and tie.id not in followed
        for pair in tie.between(day)
    ]


def fields_of_cooperation(day: str) -> Answer:
    """Return field, form, number."""
    count = Counter((one, fact.form) for fact in cooperation(day) for one in fact.fields)
    return [(*group, number) for group, number in count.items()]


def forum_hosts(day: str) -> Answer:
    """Return country, host, network, meeting, date."""
    return [
        (
            f"country/{row['host_country'].lower()}",
            resolve(row["host_country"], row["host_name"], row["host_level"], row["host_parent"], row["date"]),
            f"network/{row['network_id']}",
            f"network-event/{row['event_id']}",
            row["date"],
        )
        for row in table("network_events")
        if row["host_name"] and row["host_country"] in {"VN", "JP"} and first_day(row["date"]) <= day
    ]


@cache
def inherited_ties(day: str) -> Answer:
    """Return who holds it, tie, form, who entered into it, since when it is held, on what basis, whether shared."""
    return [
        (step.successor, fact.id, fact.form, party, step.day, step.legal_basis, shared or None)
        for fact in (*cooperation(day), *(m for m in memberships() if m.valid_from <= day))
        for party in fact.parties
        for step, shared in takeovers(party).items()
        if step.day <= day and exists(step.successor, day) and fact.valid_through >= step.day
    ]


def municipalities_following(day: str) -> Answer:
    """Return municipality, its agreement and date, what it belongs to, that one's earlier agreement, date, partner."""
    found = []
    for later, earlier in product(agreements(day), agreements(day)):
        for own, abroad in (later.parties, later.parties[::-1]):
            upper = localities()[own]["part_of"]
            if upper not in earlier.parties or earlier.valid_from > later.valid_from:
                continue
            (theirs,) = (party for party in earlier.parties if party != upper)
            if theirs in {abroad, localities()[abroad]["part_of"]} or localities()[theirs]["part_of"] == abroad:
                found.append((own, later.id, later.since, upper, earlier.id, earlier.since, abroad))
    return found


def told_end(fact: Fact, day: str) -> str | None:
    """Return when a fact ended, or is to end by its own terms or plan, as far as that can be said on a day."""
    if not fact.until or fact.valid_through <= day:
        return fact.until
    if isinstance(fact, Tie):
        return fact.expires
    return fact.until if fact.id in ongoing() else None


@cache
def ever_held(party: str, day: str) -> frozenset[str]:
    """Return who holds by a day what a locality has entered into, or held it before ending: itself, its successors."""
    begun = {party} if states(party)[0].first <= day else set()
    return frozenset(begun | {step.successor for step in takeovers(party) if step.day <= day})


def _now_held(place: str, party: str, day: str) -> list[str | None]:
    """Return who holds what a locality entered into for another that holds it, or did when it ended."""
    return [place] if place in holders(party, day) else [*holders(party, day)] or [None]


UNITS = {
    "elderly_share": "per-cent", "area": "square-kilometres", "grdp": "billions", "income_per_head": "thousands",
    "grdp_growth": "per-cent", "gdp_share": "per-cent", "universities": "number", "national_universities": "number",
    "public_universities": "number", "private_universities": "number", "university_sites": "number",
    "guest_nights": "nights", "foreign_guest_nights": "nights", "cultivated_land": "hectares",
    "port_terminals": "number",
}  # fmt: skip
"""The columns of figures that are not of people -> their unit."""
FIGURES = (
    *UNITS, "population", "foreign_residents", "vietnamese_residents", "japanese_residents", "workers_primary",
    "workers_secondary", "workers_tertiary", "employees", "university_students",
)  # fmt: skip


def figures_known(row: Row) -> str:
    """Return the day from which the figures of a row are known: their time is over, and their borders are there."""
    return max(last_day(row["date"]), row["boundaries"])


def profile_of(place: str, day: str) -> Answer:
    """Return indicator, value, unit, currency, date, borders, source of every figure known by the day."""
    return [
        (
            f"indicator/{column.replace('_', '-')}",
            Decimal(row[column]),
            f"unit/{UNITS.get(column, 'people')}",
            (row["currency"] if column in {"grdp", "income_per_head"} else "") or None,
            row["date"],
            row["boundaries"] or None,
            f"source/{source}",
        )
        for row in table("observations")
        if row["locality"] == place and figures_known(row) <= day
        for column in FIGURES
        if row[column]
        for source in parts(row["sources"])
    ]


def residents_and_partners(day: str) -> Answer:
    """Return prefecture, Vietnamese residents, date, number of partners in Vietnam."""
    found = []
    counted = [row for row in table("observations") if row["vietnamese_residents"] and figures_known(row) <= day]
    for row in counted:
        place = row["locality"]
        others = [figures_known(one) for one in counted if one["locality"] == place]
        if localities()[place]["level"] == "prefecture" and figures_known(row) == max(others):
            partners = {
                one
                for fact in cooperation(day)
                if place in fact.parties
                for party in fact.parties
                for one in holders(party, day)
                if country(one) == "vn"
            }
            found.append((place, int(row["vietnamese_residents"]), row["date"], len(partners)))
    return found


@cache
def partners_of(place: str, day: str) -> Answer:
    """Return partner, form, kind, tie, since, until, who entered into it on either side, who holds it today."""
    return [
        (partner, fact.form, fact.kind, fact.id, fact.since, told_end(fact, day), own, their, now)
        for fact in cooperation(day)
        for own, their in product(fact.parties, fact.parties)
        if place in ever_held(own, day)
        for partner in holders(their, day)
        if country(partner) != country(place)
        for now in _now_held(place, own, day)
    ]


@dataclass(frozen=True)
class Call:
    """A time in which a programme takes applications; ``known`` is the first day that its dates leave no doubt."""

    id: str
    opens: str
    closes: str
    known: str
    announced: str

    @property
    def last(self) -> str:
        """The last day of it, or else the first that is known."""
        return last_day(self.closes) if self.closes else self.known


@cache
def calls(programme: str) -> tuple[Call, ...]:
    """Return the calls of a programme, the one that ends first ahead."""
    found = []
    for row in table("calls"):
        if row["programme_id"] == programme:
            known = first_day(row["opens"]) if row["opens"] else last_day(row["closes"] or row["year"])
            dates = [published()[source] for source in parts(row["sources"]) if published()[source]]
            found.append(Call(f"call/{row['call_id']}", row["opens"], row["closes"], known, min(dates, default=NEVER)))
    return tuple(sorted(found, key=lambda call: (call.last, call.id)))


def availability(programme: Row, day: str) -> tuple[str, Call | None]:
    """Return whether a programme can be had on a day, and the call that is open, or else the next, or the last."""
    begun = [call for call in calls(programme["programme_id"]) if call.known <= day]
    ahead = [call for call in calls(programme["programme_id"]) if call.opens and call.announced <= day < call.known]
    if last_day(programme["ended"]) < day if programme["ended"] else programme["status"] == "ended":
        return "ended", begun[-1] if begun else None
    if begun and begun[-1].opens and begun[-1].closes and begun[-1].last >= day:
        return "open", begun[-1]
    if begun or ahead:
        return "between-calls", min(ahead, key=lambda call: (call.known, call.id)) if ahead else begun[-1]
    return (programme["status"] if programme["status"] != "ended" else "") or "unknown", None


def programmes_open_to(place: str, day: str) -> Answer:
    """Return programme, whom it is open to, whether to localities of the own country, its status, call, terms."""
    found = []
    for row in table("programmes"):
        begun = not row["started"] or first_day(row["started"]) <= day
        status, call = availability(row, day)
        for where in ("vn", "jp"):
            if begun and status != "ended" and f"localities-{where}" in parts(row["open_to"]):
                budget = Decimal(row["max_budget"]) if row["max_budget"] else None
                found.append(
                    (
                        f"programme/{row['programme_id']}",
                        f"applicant/localities-{where}",
                        country(place) == where,
                        f"programme-status/{status}",
                        call.id if call else None,
                        (call.opens or None) if call else None,
                        (call.closes or None) if call else None,
                        int(row["max_years"]) if row["max_years"] else None,
                        budget,
                        row["currency"] if budget is not None else None,
                    )
                )
    return found


def projects_by_programme(day: str) -> Answer:
    """Return programme, project, locality, role, since."""
    return [
        (project.programme, project.id, locality, role, project.since)
        for project in projects()
        if project.programme and project.valid_from <= day
        for locality, role in project.roles
    ]


def scheme_access(day: str, level: str, where: str = "") -> Answer:
    """Return country, place, and how many agreements, supported projects and memberships it holds.

    Those of networks in which nobody of the other country is known by the day stand last.
    """
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in (*cooperation(day), *(m for m in memberships() if m.valid_from <= day)):
        apart = isinstance(fact, Membership) and not both_countries(fact.network, day, ended=True)
        for holder in {holder for party in fact.parties for holder in holders(party, day)}:
            held[holder]["apart" if apart else scheme(fact) or ""] += 1
    schemes = ("scheme/official-relationship", "scheme/third-party-support", "scheme/intercity-network", "apart")
    return [
        (f"country/{country(place)}", place, *(held[place][one] for one in schemes))
        for place in places(day, level, where)
    ]


def shared_designation_pairs(day: str) -> Answer:
    """Return both localities, the designation, the field of each, whether it is the same, who bears it if another."""
    kinds = {f"network/{row['network_id']}": row["kind"] for row in table("networks")}
    bearers = [
        (membership.network, holder, membership.designation, party if party != holder else None)
        for membership in memberships()
        if kinds[membership.network] == "designation" and membership.designation and membership.valid_from <= day
        for party in membership.parties
        for holder in holders(party, day)
    ]
    return list(
        {
            (one, other, network, its, theirs, its == theirs, own, their)
            for (network, one, its, own), (same, other, theirs, their) in product(bearers, bearers)
            if network == same and (country(one), country(other)) == ("vn", "jp")
        }
    )


def third_party_bridges(day: str) -> Answer:
    """Return the Vietnamese and the Japanese locality, project, funder, since."""
    return [
        (*pair, project.id, funder, project.since)
        for project in projects()
        if project.by_third_party and project.valid_from <= day
        for pair in project.between(day) - agreed(day)
        for funder in project.funders
    ]


def ties_between(place: str, other: str, day: str) -> Answer:
    """Return form, kind, tie, since, until, who of either side entered into it, and who of either holds it."""
    return [
        (fact.form, fact.kind, fact.id, fact.since, told_end(fact, day), own, their, now, then)
        for fact in (*cooperation(day), *(event for event in events() if event.valid_from <= day))
        for own, their in product(fact.parties, fact.parties)
        if own != their and place in ever_held(own, day) and other in ever_held(their, day)
        for now, then in product(_now_held(place, own, day), _now_held(other, their, day))
    ]


def unconnected(day: str, level: str, where: str = "") -> Answer:
    """Return country, place, population."""
    connected = {place for fact in cooperation(day) for pair in fact.between(day) for place in pair}
    return [
        (f"country/{country(place)}", place, population(place, day))
        for place in places(day, level, where)
        if place not in connected
    ]


def without_partner(day: str, level: str, where: str = "") -> list[str]:
    """Return the localities without a partner by a tie that is in force."""
    connected = {place for fact in cooperation(day) if lasts(fact, day) for pair in fact.between(day) for place in pair}
    return [place for place in places(day, level, where) if place not in connected]


# --- what the rules derive --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tenure:
    """Who holds what a locality has entered into, and when."""

    party: str
    holder: str
    first: str
    last: str
    succession: str | None = None
    shared: bool = False


def tenures() -> set[Tenure]:
    """Return every tenure: of each locality itself, then of each that has taken over from it.

    A municipality that has ended has nothing to hold if it entered into nothing.
    """
    hosts = {resolve(row["host_country"], row["host_name"], row["host_level"], row["host_parent"], row["date"])
             for row in table("network_events")
             if row["host_name"] and row["host_country"] in {"VN", "JP"}}  # fmt: skip
    acting = hosts.union(*(fact.parties for fact in (*ties(), *projects(), *memberships(), *events())))
    over = {one for one, row in localities().items() if row["valid_until"] and row["part_of"]} - acting
    parties = [one for one in localities() if one not in over]
    found = {Tenure(one, one, states(one)[0].first, states(one)[-1].last) for one in parties}
    for party in parties:
        for step, shared in takeovers(party).items():
            last = states(step.successor)[-1].last
            found.add(Tenure(party, step.successor, step.day, last, step.id, shared))
    return found


def cooperating() -> set[tuple[str, str]]:
    """Return the localities that an agreement, exchange or project joins today, either way round."""
    found = set()
    for fact in cooperation():
        now = {holder for party in fact.parties for holder in last_holders(party)}
        found |= {(one, other) for one, other in product(now, now) if country(one) != country(other)}
    return found


def undated() -> Iterator[Fact]:
    """Yield the facts that state no beginning, and have to take it from a source."""
    for fact in (*ties(), *projects(), *memberships(), *allocations()):
        if not fact.since:
            yield fact
