"""The page of dates ahead, and the files for calendar programs: of all, and of each locality that has any."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from graph.ask.lookup import things
from graph.brief.calendar import MONTHS, DateAhead
from graph.brief.calendar_file import ENDING, CalendarFile
from graph.brief.calendar_text import CalendarText
from graph.site.language_site import LanguageSite, Page
from graph.site.tables import CellRenderer, Heading, HtmlTable, drawn_row
from loaders.model.dates import date_text
from loaders.model.messages import figure
from ontology import dct

FILE = f"calendar{ENDING}"
_KINDS = {"date": "date", "occasion": "text", "fact": "things", "vietnam": "things", "japan": "things",
          "remarks": "lines", "sources": "sources"}  # fmt: skip
"""The columns of the table, with their kinds."""


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page and the files, in one language."""
    text = CalendarText(site.store, site.day, site.language, site.labels)
    files, ahead = CalendarFile(text), site.snapshot.ahead
    left_out = sum(one.precision == "year" for one in ahead)
    lead = site.words["calendar_lead"].format(
        figure(MONTHS, language=site.language), date_text(site.day, site.language)
    )
    yield site.page("calendar", "calendar.html", site.words["calendar"], "calendar", file_of_calendar=FILE,
                    table=_table(CellRenderer(site), text, ahead, lead), left_out=left_out)  # fmt: skip
    yield Page(f"{site.language}/{FILE}", files.calendar(ahead, text.name()))
    for place, own in site.snapshot.ahead_of.items():
        yield Page(f"{site.language}/{site.file_beside(place, ENDING)}", files.calendar(own, text.name(place)))


def _table(renderer: CellRenderer, text: CalendarText, ahead: Sequence[DateAhead], lead: str) -> HtmlTable:
    headings = [
        Heading(name, renderer.words[f"column_{name}"], kind, name == "occasion") for name, kind in _KINDS.items()
    ]
    return HtmlTable("calendar", renderer.words["calendar"], lead, headings,
                     [_row(renderer, text, one) for one in ahead])  # fmt: skip


def _row(renderer: CellRenderer, text: CalendarText, one: DateAhead) -> Markup:
    cells = [
        renderer.cell([one.date], "date"), renderer.cell([text.occasion(one)], "text"),
        renderer.cell([one.fact], "things"), renderer.side(one.fact, "vn"), renderer.side(one.fact, "jp"),
        renderer.cell([*text.remarks(one)], "lines"),
        renderer.cell(things(text.store, one.fact, dct.source), "sources"),
    ]  # fmt: skip
    return drawn_row(cells, _KINDS.values())
