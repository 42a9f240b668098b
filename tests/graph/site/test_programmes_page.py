"""The pages say first which programmes can be applied for on the day: counted here from the tables themselves."""

import re
from collections import Counter
from html import unescape

import oracle
import pytest
from conftest import SITE_DAY, table
from pyoxigraph import Store

from graph.ask.labels import short, slug
from graph.site.language_site import LanguageSite
from graph.site.programmes import standing
from graph.site.snapshot import SiteSnapshot

NONE_OPEN = {
    "en": "Open for applications on 29 November 2026: none known (of {} programmes). Next call: none known.",
    "vi": "Đang nhận hồ sơ vào ngày 29/11/2026: chưa ghi nhận chương trình nào (trong {} chương trình). "
    "Đợt nhận hồ sơ tiếp theo: chưa có thông tin.",
    "ja": "2026年11月29日現在、募集中の支援制度: 確認できるものなし(全{}件中)。 次回の公募: 未確認。",
}


def written(site: LanguageSite, section: str) -> str:
    """Return what a page of the site says of how programmes stand, as text."""
    page = site.page("tables", f"{section}.html", "title", section, tables=[], standing=standing(site)).text
    said = re.search(r'<p id="standing">(.*?)</p>', str(page), re.DOTALL)
    assert said
    return " ".join(unescape(re.sub("<[^>]+>", "", said[1])).split())


@pytest.mark.parametrize("day", [SITE_DAY, "2026-02-10", "2024-06-30"])
def test_programmes_stand_as_the_tables_have_it(store: Store, day: str) -> None:
    found = standing(LanguageSite(SiteSnapshot(store, day), "en"))
    stand = {row["programme_id"]: oracle.availability(row, day) for row in table("programmes")
             if not row["started"] or oracle.first_day(row["started"]) <= day}  # fmt: skip
    number = Counter(status for status, _ in stand.values())
    assert {short(one) for one in found.able} == {f"programme/{one}" for one in stand if stand[one][0] == "open"}
    assert {slug(status): times for status, times in found.others} == {
        status: times for status, times in number.items() if status != "open"
    }
    assert found.total == len(stand) == len(found.able) + sum(times for _, times in found.others)
    coming = {f"programme/{one}" for one, (_, call) in stand.items() if call and call.known > day}
    assert {short(one) for one, _ in found.coming} == coming


@pytest.mark.parametrize("language", NONE_OPEN)
def test_it_is_said_that_none_is_open_and_no_next_call_is_known(store: Store, language: str) -> None:
    rows = table("programmes")
    assert not [row for row in rows if oracle.availability(row, SITE_DAY)[0] == "open"]
    site = LanguageSite(SiteSnapshot(store, SITE_DAY), language)
    assert written(site, "programmes").startswith(NONE_OPEN[language].format(len(rows)))
    assert written(site, "overview").startswith(NONE_OPEN[language].format(len(rows)))


def test_those_that_are_open_are_named(store: Store) -> None:
    [named] = [row for row in table("programmes") if oracle.availability(row, "2026-02-10")[0] == "open"]
    said = written(LanguageSite(SiteSnapshot(store, "2026-02-10"), "ja"), "programmes")
    assert said.startswith(f"2026年2月10日現在、募集中の支援制度: {named['name_ja']}(全")
