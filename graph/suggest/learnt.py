"""What suggestions learn from the past: the weights, and how often suggestions came true. Kept with the build.

A build of all facts writes it into its folder, so that nobody who asks waits for it; where the user's own facts were
added since, who asks first does. It is the same on every day until another document became known or a year has passed;
asked of another day, it is learnt anew.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from graph.ask.parameters import day as day_of
from graph.store.caches import cached
from graph.store.folder import folder_of
from graph.suggest.calibration import Outcome, outcomes
from graph.suggest.history import History
from graph.suggest.weights import learned_weights
from loaders.files.atomic import replaced
from loaders.model.dates import day_before
from loaders.model.gazetteer import COUNTRIES

FILE = "suggestions.json"


@cached
def history_of(store: Store) -> History:
    """Return the history of a graph, read once."""
    return History(store)


def weights_on(store: Store, day: str, country: str) -> dict[str, float]:
    """Return feature -> its weight for candidates of a country (``vn``, ``jp``), by what was known on a day."""
    if kept := _kept_for(store, day):
        return dict(kept["weights"][country])
    return learned_weights(history_of(store), day, country)


def outcomes_on(store: Store, day: str, country: str) -> dict[str, Outcome]:
    """Return name of a tier -> what became of suggestions of a country in the years before a day (ISO 8601)."""
    if kept := _kept_for(store, day):
        return {tier: Outcome(**one) for tier, one in kept["outcomes"][country].items()}
    return outcomes(history_of(store), day, country)


def keep(store: Store, folder: Path) -> None:
    """Write what is learnt today into the folder of a build."""
    history, day = history_of(store), day_of("today")
    first, last = days_alike(history, day)
    found = {country: outcomes(history, day, country) for country in COUNTRIES}
    learned = {
        "first": first,
        "last": last,
        "weights": {country: learned_weights(history, day, country) for country in COUNTRIES},
        "outcomes": {country: {tier: asdict(one) for tier, one in of.items()} for country, of in found.items()},
    }
    with replaced(folder / FILE) as file:
        file.write(json.dumps(learned, sort_keys=True).encode())


def days_alike(history: History, day: str) -> tuple[str, str]:
    """Return the first and the last day (ISO 8601) on which the same is learnt as on a day."""
    known = sorted({one.known_from for one in history.interactions if one.form == "Agreement" and one.earliest})
    first = max([one for one in known if one <= day], default="")
    last = min([day_before(one) for one in known if one > day], default="9999-12-31")
    return max(first, f"{day[:4]}-01-01"), min(last, f"{day[:4]}-12-31")


def _kept_for(store: Store, day: str) -> dict[str, Any]:
    """Return what a build kept for a day; nothing if none did."""
    kept = _kept(store)
    return kept if kept and kept["first"] <= day <= kept["last"] else {}


@cached
def _kept(store: Store) -> dict[str, Any]:
    folder = folder_of(store)
    try:
        if folder and not (folder / FILE).exists():
            keep(store, folder)
        return json.loads((folder / FILE).read_text("utf-8")) if folder else {}
    except OSError:  # the folder takes nothing, or has been replaced
        return {}
