"""Two places side by side, whichever are chosen: a page, and a script with what it may show."""

from collections.abc import Iterator

from graph.ask.as_of import holders
from graph.ask.labels import short
from graph.brief.side_by_side import ASPECTS, Comparison
from graph.site.html import data
from graph.site.language_site import LanguageSite, Page
from graph.site.tables import CellRenderer


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page and the script, which sets ``COMPARED``: a page opened from a disk may read nothing else."""
    renderer, comparison = CellRenderer(site), Comparison(site.store, site.day, site.language)
    existing = [place for place in site.snapshot.briefings if place in holders(site.store, place, site.day)]
    facts = {place: comparison.facts(short(place)) for place in renderer.in_order(existing)}
    every = dict.fromkeys(what for own in facts.values() for _, what in own)
    things = {what: number for number, what in enumerate(every)}
    compared = {
        "aspects": [site.words[f"aspect_{aspect}"] for aspect in ASPECTS],
        "things": [(site.labels[what], site.href(what)) for what in things],
        "places": [
            (short(place), site.labels[place],
             [(ASPECTS.index(aspect), things[what], said) for (aspect, what), said in own.items()])
            for place, own in facts.items()
        ],
    }  # fmt: skip
    yield site.page("compare", "compare.html", site.words["compare"], "places",
                    places=[(short(place), site.labels[place]) for place in facts])  # fmt: skip
    yield Page(f"{site.language}/compared.js", f"globalThis.COMPARED = {data(compared)};\n")
