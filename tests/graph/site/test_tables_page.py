"""The tables hold what the tables of facts hold; they are sorted, filtered and taken away as they are shown."""

import csv
import datetime as dt
import io
import re
from contextlib import suppress
from datetime import datetime
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import oracle
import pytest
from conftest import SITE_DAY, Seen, in_turn, table
from playwright.sync_api import Locator, Page, expect

from ontology import concepts

LANGUAGES = ("en", "vi", "ja")
ROWS = [
    ("ties.html", "ties", "ties", "tie"),
    ("ties.html", "events", "events", "event"),
    ("projects.html", "projects", "projects", "project"),
    ("networks.html", "networks", "networks", "network"),
    ("networks.html", "memberships", "memberships", "membership"),
    ("networks.html", "meetings", "network_events", "network-event"),
    ("programmes.html", "funders", "funders", "funder"),
    ("programmes.html", "programmes", "programmes", "programme"),
    ("programmes.html", "offices", "offices", "office"),
    ("sources.html", "sources", "sources", "source"),
]


class Reader(HTMLParser):
    """Reads the rows of a table: id -> the texts of its cells."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self.empty: set[str] = set()
        self._row: list[str] | None = None
        self.feed(text.partition(f'id="{name}"')[2].partition("</table>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "tr" and said.get("id"):
            self._row = self.rows[str(said["id"])] = []
            self.empty |= {str(said["id"])} if said.get("class") == "empty" else set()
        elif tag in {"th", "td"} and self._row is not None:
            self._row.append("")

    def handle_data(self, data: str) -> None:
        if self._row:
            self._row[-1] += data


def read(site: Path, language: str, file: str, name: str) -> Reader:
    return Reader((site / language / file).read_text("utf-8"), name)


@cache
def listed() -> set[str]:
    """The localities that stand in lists: all but municipalities that have ended and of which nothing is known."""
    facts = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events())
    known = {one for fact in facts if fact.valid_from <= SITE_DAY for one in fact.parties}
    known |= {step.successor for one in known for step in oracle.takeovers(one)}
    before = {
        place for level in ("provincial", "municipal") for place in oracle.places(oracle.BEFORE_THE_MERGERS, level)
    }
    rows = oracle.localities().items()
    return {one for one, row in rows if not (row["valid_until"] and row["part_of"]) or one in known | before}


def test_every_locality_of_today_or_with_facts_stands_among_the_places(site: Path) -> None:
    today = {row["id"] for row in table("localities") if not row["valid_until"] or row["valid_until"] >= SITE_DAY}
    assert len(today) == 1822
    for language in LANGUAGES:
        found = set(read(site, language, "places.html", "places").rows)
        assert found == listed()
        assert today < found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_places_are_light(site: Path, language: str) -> None:
    assert (site / language / "places.html").stat().st_size < 900_000


def test_places_without_anything_are_seen_to_be_empty(site: Path) -> None:
    facts = (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events())
    held = {holder for fact in facts for party in fact.parties for holder in oracle.holders(party, SITE_DAY)}
    found = read(site, "en", "places.html", "places")
    standing = {one for one in found.rows if oracle.exists(one, SITE_DAY)}
    assert found.empty & standing == standing - held
    assert all(found.rows[one][5:11] == [""] * 6 for one in found.empty)


@pytest.mark.parametrize("place", ["vn/da-nang", "vn/gia-lai", "jp/osaka/sakai", "jp/kanagawa", "vn/ca-mau"])
def test_the_numbers_of_a_place_are_those_of_the_tables(site: Path, place: str) -> None:
    def held(facts: Any) -> list[Any]:
        return [one for one in facts if any(place in oracle.holders(party, SITE_DAY) for party in one.parties)]

    ties, projects = held(oracle.ties()), held(oracle.projects())
    others = {other for one in (*ties, *projects) for party in one.parties for other in oracle.holders(party, SITE_DAY)}
    partners = {other for other in others if other[:2] != place[:2]}
    documents = [one for one in ties if one in oracle.agreements()]
    networks = {one.network for one in held(oracle.memberships())}
    expected = [len(documents), len(ties) - len(documents), len(projects), len(networks), len(held(oracle.events())),
                len(partners)]  # fmt: skip
    cells = read(site, "en", "places.html", "places").rows[place]
    assert [int(cell or 0) for cell in cells[5:11]] == expected


def test_who_has_ended_says_until_when_and_who_holds_what_it_had(site: Path) -> None:
    name = read(site, "en", "places.html", "places").rows["vn/binh-dinh/quy-nhon"][0]
    assert name == "Quy Nhon until 30 June 2025, now Gia Lai"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("file", "name", "source", "prefix"), ROWS)
def test_a_table_has_a_row_for_every_fact(
    site: Path, language: str, file: str, name: str, source: str, prefix: str
) -> None:
    first = next(iter(table(source)[0]))
    expected = {(source == "funders" and row["locality"]) or f"{prefix}/{row[first]}" for row in table(source)}
    assert set(read(site, language, file, name).rows) == expected


def test_a_tie_stands_under_who_signed_it_and_says_who_holds_it(site: Path) -> None:
    [row] = [row for row in table("ties") if (row["vn_name"], row["jp_name"]) == ("Quy Nhon", "Ashikaga")]
    cells = read(site, "en", "ties.html", "ties").rows[f"tie/{row['tie_id']}"]
    assert cells[:2] == ["Quy Nhon (now Gia Lai)", "Ashikaga"]
    assert cells[3] == oracle.spoken(row["signed"])
    assert row["note"] in cells[6]


def test_every_source_of_a_tie_is_cited(site: Path) -> None:
    publishers = {row["source_id"]: row["publisher"] for row in table("sources")}
    found = read(site, "en", "ties.html", "ties").rows
    for row in table("ties"):
        cited = found[f"tie/{row['tie_id']}"][7]
        assert all(publishers[one] in cited for one in row["sources"].split(";")), row["tie_id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_says_whether_it_can_be_had_by_which_calls_and_whom_to_ask(site: Path, language: str) -> None:
    found = read(site, language, "programmes.html", "programmes").rows
    labels = concepts.labels()["programme-status"]
    for row in table("programmes"):
        cells = found[f"programme/{row['programme_id']}"]
        status, _ = oracle.availability(row, SITE_DAY)
        assert cells[1] == (labels[status][language] if status != "unknown" else "")
        assert row["office" if language == "en" else f"office_{language}"] in cells
        for call in table("calls"):
            if call["programme_id"] == row["programme_id"] and oracle.first_day(call["opens"] or "9999") <= SITE_DAY:
                assert called(call, language) in cells[2]


def called(call: dict[str, str], language: str) -> str:
    """Return a call as people write it: 2026: 2 February 2026 – 27 February 2026. First call."""
    opens, closes = (call[one] and oracle.spoken(call[one], language) for one in ("opens", "closes"))
    dates = (f"{opens}〜{closes}" if language == "ja" else f"{opens} – {closes}".strip()) if opens or closes else ""
    year, note = (
        (f"{call['year']}年度", call["note_ja"])
        if language == "ja"
        else (call["year"], call["note" if language == "en" else "note_vi"])
    )
    return ("。" if language == "ja" else ". ").join(filter(None, [": ".join(filter(None, [year, dates])), note]))


def test_a_page_of_a_place_leads_to_what_other_registers_have_of_it_today(site: Path) -> None:
    page = (site / "en" / "place" / "vn" / "da-nang.html").read_text("utf-8")
    links = [row for row in table("links") if row["locality"] == "vn/da-nang" and row["scheme"] != "iso-3166-2"]
    assert {row["scheme"] for row in links} == {"wikidata", "geonames"}
    for row in links:
        assert bool(re.search(rf'href="https?://[^"]+/{row["value"]}/?">', page)) != bool(row["valid_until"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_a_place_names_the_offices_to_write_to(site: Path, language: str) -> None:
    page = (site / language / "place" / "vn" / "da-nang.html").read_text("utf-8")
    [own] = [row for row in table("offices") if row["located_in"] == "vn/da-nang" and "relations" in row["kind"]]
    assert f'id="office/{own["office_id"]}"' in page
    assert own["name" if language == "en" else f"name_{language}"] in page
    assert {"en": "Contact offices", "vi": "Cơ quan liên hệ", "ja": "担当窓口"}[language] in page


# --- in a browser -----------------------------------------------------------------------------------------------------


def shown(page: Page, name: str) -> list[str]:
    """Return the ids of the rows that are shown, in their order."""
    rows: list[str] = page.evaluate(
        "name => [...document.querySelectorAll(`#${name} tbody tr`)].filter(row => !row.hidden).map(row => row.id)",
        name,
    )
    return rows


def column(page: Page, name: str, title: str) -> list[str]:
    """Return the texts of a column as shown."""
    box = page.locator(f"#{name}")
    titles = [text.strip() for text in box.locator("thead th").all_text_contents()]
    texts: list[str] = page.evaluate(
        "([name, at]) => [...document.querySelectorAll(`#${name} tbody tr`)].filter(row => !row.hidden)"
        ".map(row => row.cells[at].textContent.trim())",
        [name, titles.index(title)],
    )
    return texts


def head(page: Page, name: str, title: str) -> Locator:
    return page.locator(f"#{name} thead").get_by_role("button", name=title, exact=True)


IN_ORDER = {
    "en": ["vn/an-giang", "vn/ca-mau", "vn/da-nang", "vn/dak-lak", "jp/osaka/sakai", "vn/tay-ninh"],
    "vi": ["vn/an-giang", "vn/ca-mau", "vn/can-tho", "jp/osaka/daito", "vn/da-nang", "vn/dak-lak", "vn/dong-nai",
           "vn/dong-thap", "jp/tokyo/edogawa"],
    "ja": ["jp/aichi", "jp/aomori", "jp/akita", "jp/ishikawa", "jp/ibaraki", "jp/osaka", "jp/okinawa", "jp/kagawa",
           "jp/osaka/sakai", "vn/da-nang", "jp/chiba", "vn/hanoi", "jp/wakayama"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_stand_in_the_order_of_the_language(site: Path, page: Page, language: str) -> None:
    page.goto(f"file://{site}/{language}/places.html")
    written = shown(page, "places")
    assert [one for one in written if one in IN_ORDER[language]] == IN_ORDER[language]
    first = page.locator("#places thead th").first
    expect(first).to_have_attribute("aria-sort", "ascending")
    first.get_by_role("button").click()
    expect(first).to_have_attribute("aria-sort", "descending")
    found = shown(page, "places")
    assert [one for one in reversed(found) if one in IN_ORDER[language]] == IN_ORDER[language]
    first.get_by_role("button").click()
    # as written and as sorted by the browser: the same but for the finest distinctions
    sorted_ = shown(page, "places")
    place = {one: at for at, one in enumerate(sorted_)}
    assert max(abs(place[one] - at) for at, one in enumerate(written)) <= 12


def iso(written: str) -> str:
    """Return a date in ISO 8601 that is written as in 5 November 2024, 05/11/2024 or 2024年11月5日, or less exactly."""
    days, months, years = ("%d %B %Y", "%d/%m/%Y", "%Y年%m月%d日"), ("%B %Y", "%m/%Y", "%Y年%m月"), ("%Y", "%Y年")
    for form, result in [(form, one) for forms, one in ((days, "%Y-%m-%d"), (months, "%Y-%m"), (years, "%Y"))
                         for form in forms]:  # fmt: skip
        with suppress(ValueError):
            return datetime.strptime(written, form).strftime(result)
    return written


def test_dates_of_any_precision_are_sorted_and_the_unknown_stand_last(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/ties.html")
    for reverse in (False, True):
        head(page, "ties", "Since").click()
        dates = [iso(one) for one in column(page, "ties", "Since")]
        known = [one for one in dates if one]
        assert dates == sorted(known, reverse=reverse) + [""] * (len(dates) - len(known))
    assert {len(one) for one in dates} == {0, 4, 7, 10}


def test_numbers_are_sorted_as_numbers_the_most_first(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/vi/projects.html")
    head(page, "projects", "Kinh phí").click()
    budgets = [int(one.replace(".", "")) for one in column(page, "projects", "Kinh phí") if one]
    assert budgets == sorted((round(float(row["budget"])) for row in table("projects") if row["budget"]), reverse=True)
    page.goto(f"file://{site}/en/places.html")
    head(page, "places", "Partners").click()
    numbers = [int(one or 0) for one in column(page, "places", "Partners")]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 10


@pytest.mark.parametrize("written", ["Đà Nẵng", "da nang", "DANANG", "danang"])
def test_what_is_filtered_for_may_be_written_in_any_way(site: Path, page: Page, written: str) -> None:
    page.goto(f"file://{site}/vi/ties.html")
    page.locator("#ties .filter").fill(written)
    expected = {f"tie/{row['tie_id']}" for row in table("ties") if "Da Nang" in row["vn_name"]}
    found = shown(page, "ties")
    assert expected <= set(found)
    assert len(found) < len(table("ties"))
    expect(page.locator("#ties .count")).to_have_text(f"{len(found)} / {len(table('ties'))} dòng")


@pytest.mark.parametrize(("language", "written"), [("vi", "堺"), ("en", "堺市"), ("ja", "sakai osaka")])
def test_a_filter_finds_a_row_by_any_name_of_its_things(site: Path, page: Page, language: str, written: str) -> None:
    page.goto(f"file://{site}/{language}/ties.html")
    page.locator("#ties .filter").fill(written)
    expected = {f"tie/{row['tie_id']}" for row in table("ties") if row["jp_name"] == "Sakai"}
    expect(page.locator("#ties tbody tr:visible")).to_have_count(len(expected))
    assert set(shown(page, "ties")) == expected


def test_kana_are_one(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/ja/places.html")
    page.locator("#places .filter").fill("だなん")
    assert "vn/da-nang" in shown(page, "places")
    page.locator("#places .filter").fill("no such place")
    assert shown(page, "places") == []
    expect(page.locator("#places .count")).to_have_text(f"0 / {len(listed()):,} 行")


def test_a_value_is_chosen(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/ties.html")
    page.locator("#ties").get_by_label("Fields").select_option("water")
    expected = {f"tie/{row['tie_id']}" for row in table("ties") if "water" in row["fields"].split(";")}
    assert set(shown(page, "ties")) == expected
    page.locator("#ties").get_by_label("Fields").select_option("")
    assert len(shown(page, "ties")) == len(table("ties"))


def test_who_lacks_a_scheme_is_chosen(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/places.html")
    box = page.locator("#places")
    box.get_by_label("Country").select_option("Vietnam")
    box.get_by_label("None known of").select_option("official relationship")
    signed = {holder for tie in oracle.agreements() for party in tie.parties
              for holder in oracle.holders(party, SITE_DAY)}  # fmt: skip
    assert set(shown(page, "places")) == set(oracle.places(SITE_DAY, "provincial", "vn")) - signed


def downloaded(page: Page, name: str) -> list[list[str]]:
    with page.expect_download() as started:
        page.locator(f"#{name} .download").click()
    text = Path(started.value.path()).read_bytes().decode()
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert started.value.suggested_filename == f"{name}.csv"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_is_what_is_taken_away(site: Path, page: Page, language: str) -> None:
    page.goto(f"file://{site}/{language}/ties.html")
    page.locator("#ties .filter").fill("osaka" if language != "ja" else "大阪")
    page.locator("#ties thead button").nth(3).click()
    [titles, *rows] = downloaded(page, "ties")
    assert titles == ["id", *(text.strip() for text in page.locator("#ties thead th").all_text_contents())]
    assert [row[0] for row in rows] == shown(page, "ties")
    for at in (0, 1, 2, 3, 4, 5):
        assert [row[at + 1] for row in rows] == [iso(one) for one in column(page, "ties", titles[at + 1])]
    addresses = {row["source_id"]: row["url"] for row in table("sources")}
    sources = {f"tie/{row['tie_id']}": row["sources"].split(";") for row in table("ties")}
    assert all(addresses[one] in row[8] for row in rows for one in sources[row[0]])


def test_a_spreadsheet_sees_no_formula_and_numbers_as_numbers(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/projects.html")
    texts = ['=HYPERLINK("x","y")', "+1+1", "-2+3", "@SUM(A1)", "a, b", "-5", "two\nlines"]
    page.evaluate(
        "texts => texts.forEach((text, at) => { document.querySelectorAll('#projects tbody tr')[at].cells[0]"
        ".textContent = text; })",
        texts,
    )
    [titles, *rows] = downloaded(page, "projects")
    assert [row[1] for row in rows[:7]] == [f"'{text}" for text in texts[:4]] + texts[4:]
    budgets = {row[titles.index("Budget")] for row in rows} - {""}
    assert budgets == {str(round(float(row["budget"]))) for row in table("projects") if row["budget"]}


def saved(page: Page, button: Locator, name: str) -> Any:
    """Return the workbook that a button saves."""
    with page.expect_download() as started:
        button.click()
    assert started.value.suggested_filename == f"{name}.xlsx"
    return openpyxl.load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_is_saved_as_a_workbook(site: Path, page: Page, language: str) -> None:
    page.goto(f"file://{site}/{language}/ties.html")
    page.locator("#ties .filter").fill("osaka" if language != "ja" else "大阪")
    found = shown(page, "ties")
    book = saved(page, page.locator("#ties .workbook"), "ties")
    assert book.sheetnames == [page.locator("#ties .scroll").get_attribute("aria-label")]
    [titles, *rows] = book.active.iter_rows(values_only=True)
    assert list(titles[1:]) == [text.strip() for text in page.locator("#ties thead th").all_text_contents()]
    assert [row[0] for row in rows] == found
    assert book.active.freeze_panes == "B2"
    signed = {f"tie/{row['tie_id']}": row["signed"] for row in table("ties") if len(row["signed"]) == 10}
    days = {row[0]: row[4].date().isoformat() for row in rows if row[0] in signed}
    assert days == {one: signed[one] for one in found if one in signed}
    assert len(days) > 3
    addresses = {row["source_id"]: row["url"] for row in table("sources")}
    cited = {f"tie/{row['tie_id']}": row["sources"].split(";") for row in table("ties")}
    for number, row in enumerate(rows, 2):
        if len(cited[row[0]]) == 1:
            assert book.active.cell(number, len(row)).hyperlink.target == addresses[cited[row[0]][0]]
        else:
            assert all(f"<{addresses[one]}>" in row[-1] for one in cited[row[0]])


def test_a_workbook_sees_no_formula_and_numbers_as_numbers(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/en/projects.html")
    texts = ['=HYPERLINK("x","y")', "@SUM(A1)", '<b>&amp;"</b>', "_x0041_", "a\u0007b\ufffec", "𠮷野家 Đà"]
    page.evaluate(
        "texts => texts.forEach((text, at) => { document.querySelectorAll('#projects tbody tr')[at].cells[0]"
        ".textContent = text; })",
        texts,
    )
    sheet = saved(page, page.locator("#projects .workbook"), "projects").active
    cells = [sheet.cell(row, 2) for row in range(2, len(texts) + 2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    read = [cell.value.replace("_x005F_", "_") for cell in cells]  # as ECMA-376 has it (ST_Xstring), unlike openpyxl
    assert read == [*texts[:4], "abc", texts[5]]
    titles = [cell.value for cell in sheet[1]]
    budgets = {row[0]: row[titles.index("Budget")] for row in sheet.iter_rows(min_row=2, values_only=True)}
    expected = {f"project/{row['project_id']}": float(row["budget"]) for row in table("projects") if row["budget"]}
    assert {one: budget for one, budget in budgets.items() if budget is not None} == expected


def test_a_whole_place_is_saved_as_a_workbook(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/vi/place/vn/da-nang.html")
    book = saved(page, page.locator("button.whole"), "da-nang")
    sheets = {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}
    sections = page.locator("section.facts:has(table)").all()
    assert len(sections) > 5
    for section in sections:
        name = section.locator("h2").text_content() or ""
        [found] = [rows for title, rows in sheets.items() if name.startswith(title.rstrip("…"))]
        assert len(found) - 1 >= section.locator("tbody tr").count()
    assert all(len(name) <= 31 for name in sheets)
    assert {"Đối tác", "Mốc sắp tới", "Cơ quan liên hệ", "Nguồn"} < set(sheets)
    others = {other for one in oracle.cooperation(SITE_DAY) for pair in one.between(SITE_DAY) for other in pair
              if "vn/da-nang" in pair} - {"vn/da-nang"}  # fmt: skip
    assert others
    assert len(sheets["Đối tác"]) - 1 >= len(others)
    assert any(isinstance(row[0], dt.datetime) for row in sheets[page.locator("#Agreement").text_content() or ""])


def test_figures_of_a_place_are_numbers_with_units_and_sources_that_are_listed(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/vi/place/vn/da-nang.html")
    book = saved(page, page.locator("button.whole"), "da-nang")
    [titles, *figures] = book["Thông tin chung"].iter_rows(values_only=True)
    assert titles == ("Thời gian", "Nội dung", "Giá trị", "Đơn vị tính", "Ghi chú", "Nguồn")
    people = [row for row in figures if row[1] == "Dân số"]
    rows = [row for row in table("observations") if row["locality"] == "vn/da-nang" and row["population"]]
    assert [(row[2], row[3]) for row in people] == [
        (int(max(rows, key=lambda row: row["date"])["population"]), "người")
    ]
    known = {row[0] for row in book["Nguồn"].iter_rows(min_row=2, values_only=True)}
    for sheet in book:
        [titles, *rows] = sheet.iter_rows(values_only=True)
        if titles[-1] == "Nguồn" and len(titles) > 2:
            cited = {int(number) for row in rows for number in str(row[-1] or "").split("; ") if number}
            assert cited <= known, sheet.title
    links = [cell.hyperlink for cell in book["Nguồn"]["B"][1:]]
    assert sum(bool(link) for link in links) > len(links) / 2


_FIRST_COLUMNS = """() => [...document.querySelectorAll(".table .scroll, .matrix")].flatMap((box) => {
  const rows = [...box.querySelectorAll("tbody tr, thead tr:first-child")].filter(({cells}) => cells.length > 1);
  box.scrollLeft = 1e6;
  const [left, right] = [box.getBoundingClientRect().left, box.getBoundingClientRect().right];
  return rows.slice(0, 40).map(({cells: [first, second]}) => {
    const here = first.getBoundingClientRect();
    const share = box.scrollLeft ? here.width / (right - left) : 0;
    const scrolled = {within: here.left >= left && here.right <= right, share};
    box.scrollLeft = 0;
    const said = {...scrolled, name: box.ariaLabel,
      whole: first.scrollWidth <= first.clientWidth + 1,
      beside: first.getBoundingClientRect().right <= second.getBoundingClientRect().left + 1};
    box.scrollLeft = 1e6;
    return said;
  });
})"""
"""What is seen of the first cells of rows, at either end of the way that a table scrolls."""


WIDE = ("ties", "places", "projects", "networks", "programmes", "sources", "calendar", "news", "gaps")
"""The pages whose tables may be wider than the screen."""


@pytest.mark.parametrize(("name", "language"), in_turn(WIDE, LANGUAGES))
@pytest.mark.parametrize(("width", "most"), [(1024, 0.4), (360, 0.5)])
def test_whose_row_it_is_stays_in_sight_whole_and_leaves_room_for_the_rest(
    site: Path, page: Page, name: str, language: str, width: int, most: float
) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"file://{site}/{language}/{name}.html")
    found = page.evaluate(_FIRST_COLUMNS)
    assert found
    bad = [one for one in found if not (one["whole"] and one["beside"] and one["within"] and one["share"] < most)]
    assert not bad, bad[:3]


def test_a_row_that_is_linked_to_stands_out_even_if_it_was_filtered_away(site: Path, page: Page, seen: Seen) -> None:
    row = table("ties")[60]["tie_id"]
    page.goto(f"file://{site}/en/ties.html#tie/{row}")
    target = page.locator(f'[id="tie/{row}"]')
    expect(target).to_be_in_viewport()
    plain = page.locator("#ties tbody tr:not(:target) td").first.evaluate(
        "one => getComputedStyle(one).backgroundColor"
    )
    assert target.locator("td").first.evaluate("one => getComputedStyle(one).backgroundColor") != plain
    page.locator("#ties .filter").fill("no such tie")
    expect(target).to_be_hidden()
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = 'tie/{row}'")
    expect(target).to_be_in_viewport()
    assert not seen.complaints


def test_how_a_table_is_filtered_stands_in_the_address_and_survives_back(site: Path, page: Page, seen: Seen) -> None:
    page.goto(f"file://{site}/en/ties.html")
    page.locator("#ties .filter").fill("da nang")
    page.locator("#ties").get_by_label("Fields").select_option("water")
    head(page, "ties", "Since").click()
    head(page, "ties", "Since").click()
    found = shown(page, "ties")
    assert page.url.endswith("/en/ties.html?ties.q=da+nang&ties.fields=water&ties.sort=-since")
    expected = {f"tie/{row['tie_id']}" for row in table("ties")
                if "water" in row["fields"].split(";") and "Da Nang" in row["vn_name"]}  # fmt: skip
    assert expected <= set(found)
    dates = [one for one in column(page, "ties", "Since") if one]
    assert dates == sorted(dates, reverse=True)
    address = page.url
    page.goto(f"file://{site}/en/about.html")
    page.go_back()
    expect(page.locator("#ties .filter")).to_have_value("da nang")
    assert shown(page, "ties") == found
    page.goto("about:blank")
    page.goto(address)  # as somebody opens it who was sent it
    expect(page.locator("#ties tbody tr:visible")).to_have_count(len(found))
    assert shown(page, "ties") == found
    page.goto(f"{address}&ties.kind=no+such+kind&events.q=<img src=x onerror=alert(1)>&nothing.q=1")
    expect(page.locator("#ties tbody tr:visible")).to_have_count(len(found))
    expect(page.locator("#events .filter")).to_have_value("<img src=x onerror=alert(1)>")
    assert shown(page, "events") == []
    assert not seen.complaints


def test_every_row_has_a_link_to_itself_that_changes_nothing_it_says(site: Path, page: Page) -> None:
    for file in ("ties.html", "place/vn/da-nang.html"):
        page.goto(f"file://{site}/en/{file}")
        links, rows = page.locator("tbody tr[id] .to-row"), page.locator("tbody tr[id]")
        expect(links).to_have_count(rows.count())
        expect(links.first).to_have_accessible_name("Link to this row")
        links.nth(3).click()
        expect(rows.nth(3)).to_have_css(
            "outline-style" if "place" in file else "display", "solid" if "place" in file else "table-row"
        )
        assert page.url.endswith("#" + (rows.nth(3).get_attribute("id") or "?"))


def test_without_scripts_they_are_plain_tables(site: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site}/en/places.html")
    expect(page.locator("#places tbody tr")).to_have_count(len(listed()))
    expect(page.locator("#places .table-tools")).to_be_hidden()
    expect(page.get_by_role("link", name="Da Nang", exact=True).first).to_be_visible()
    context.close()


def test_sorting_and_filtering_all_places_is_quick(site: Path, page: Page) -> None:
    page.goto(f"file://{site}/ja/places.html")
    times = page.evaluate(
        """() => {
          const [button, field] = [document.querySelector("#places thead button"), document.querySelector(".filter")];
          const timed = (act) => { const start = performance.now(); act(); return performance.now() - start; };
          const write = () => { field.value = "da"; field.dispatchEvent(new Event("input")); };
          return [timed(() => button.click()), timed(write)];
        }"""
    )
    assert max(times) < 1000, times


def test_ids_are_those_of_the_things(site: Path) -> None:
    text = (site / "en" / "ties.html").read_text("utf-8")
    ids = [unescape(one) for one in re.findall(r'<tr id="([^"]*)"', text)]
    assert len(ids) == len(set(ids))
