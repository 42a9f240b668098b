"""The page of what is new: what happened lately, what was entered lately; and the feeds of it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from pyoxigraph import Literal

from graph.ask.lookup import things
from graph.brief.news import NewsItem, entered, entered_by_day, happened
from graph.site import change_feed
from graph.site.feeds import ENDING, Feeds
from graph.site.language_site import LanguageSite, Page
from graph.site.tables import Cell, CellRenderer, Heading, HtmlTable, drawn_row
from loaders.model.messages import figure
from ontology import dct

FEED = f"news{ENDING}"
MOST = 100
"""How many facts the page and the feed of all have."""
MOST_OF_PLACE = 20
_HAPPENED = {"date": "date", "form": "text", "fact": "things", "vietnam": "things", "japan": "things",
             "entered": "date", "sources": "sources"}  # fmt: skip
_ENTERED = {"entered": "date", "form": "text", "number": "number"}
"""The columns of the two tables, with their kinds."""


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page and the feeds, in one language."""
    renderer, feeds = CellRenderer(site), Feeds(site)
    tables = [_happened(renderer, happened(site.snapshot.news)), _entered(renderer)]
    yield site.page("news", "news.html", site.words["news"], "news", tables=tables, feed=FEED, stream=change_feed.FEED)
    title = f"{site.words['news']} · {site.words['site_title']}"
    yield feeds.feed(entered(site.snapshot.news), MOST, FEED, "news.html", title, None)
    for place, items in site.snapshot.news_of.items():
        name = site.words["news_of"].format(site.labels[place])
        yield feeds.feed(items, MOST_OF_PLACE, site.file_beside(place, ENDING), site.href(place), name, place)


def _happened(renderer: CellRenderer, found: Sequence[NewsItem]) -> HtmlTable:
    numbers = (figure(one, language=renderer.language) for one in (min(MOST, len(found)), max(len(found) - MOST, 0)))
    lead = renderer.words["news_happened_lead"].format(*numbers)
    rows = [drawn_row(_cells(renderer, one), _HAPPENED.values()) for one in found[:MOST]]
    return _table(renderer, "happened", lead, _HAPPENED, rows)


def _cells(renderer: CellRenderer, one: NewsItem) -> list[Cell]:
    return [
        renderer.cell([one.date], "date"), renderer.cell([renderer.labels[one.form]], "text"),
        renderer.cell([one.fact], "things"), renderer.side(one.fact, "vn"),
        renderer.side(one.fact, "jp"), renderer.cell([one.entered] if one.entered else [], "date"),
        renderer.cell(things(renderer.site.store, one.fact, dct.source), "sources"),
    ]  # fmt: skip


def _entered(renderer: CellRenderer) -> HtmlTable:
    rows = []
    for on, form, number in entered_by_day(renderer.site.store, renderer.site.day):
        label, figures = renderer.cell([renderer.labels[form]], "text"), renderer.cell([Literal(number)], "number")
        rows.append(drawn_row([renderer.cell([on], "date"), label, figures], _ENTERED.values()))
    return _table(renderer, "entered", renderer.words["news_entered_lead"], _ENTERED, rows)


def _table(renderer: CellRenderer, name: str, lead: str, kinds: dict[str, str], rows: list[Markup]) -> HtmlTable:
    headings = [
        Heading(column, renderer.words[f"column_{column}"], kind, column == "form") for column, kind in kinds.items()
    ]
    return HtmlTable(name, renderer.words[f"news_{name}"], lead, headings, rows)
