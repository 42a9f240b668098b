"""A page is one source: of all its facts, for as long as one of them is accepted, and as a person corrected it."""

from pathlib import Path

import pytest
from inboxes import URL, accept, event, known, proposal, put, rows

from loaders.inbox import deciding, shown
from loaders.inbox.deciding import NotAcceptableError
from loaders.inbox.items import same_page
from loaders.tables.catalogue import Catalogue

OURS = "https://www.agrinews.co.jp/news/index/222592"


def test_what_one_decision_added_stays_while_another_needs_it(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), event())
    accept(tmp_path, 1)
    accept(tmp_path, 2)
    deciding.undo(tmp_path, 1)
    [source], [meeting] = rows(tmp_path, "sources"), rows(tmp_path, "events")
    assert meeting["sources"] == source["source_id"]
    assert not known(tmp_path).left
    accept(tmp_path, 1)
    deciding.undo(tmp_path, 2)
    assert rows(tmp_path, "sources") == [source]
    assert not known(tmp_path).left


def test_a_correction_of_the_source_is_one_of_all_facts_of_the_page(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), event())
    deciding.edit(tmp_path, 1, "Lan", {"source_publisher": "The Harbour Times"})
    assert deciding.one(tmp_path, 2)[0].source["publisher"] == "The Harbour Times"
    accept(tmp_path, 2)
    [source] = rows(tmp_path, "sources")
    assert source["publisher"] == "The Harbour Times"
    accept(tmp_path, 1, source_title="Two ports, two cities")  # told after the page was cited
    [again] = rows(tmp_path, "sources")
    assert again == source | {"title": "Two ports, two cities"}
    deciding.undo(tmp_path, 1)
    assert rows(tmp_path, "sources") == [source]


def test_taking_back_what_was_corrected_takes_back_the_source_too(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), event())
    before = deciding.one(tmp_path, 1)[0].source
    deciding.edit(tmp_path, 1, "Lan", {"source_date": "2025-11-10", "source_publisher": "", "signed": "2023"})
    deciding.undo(tmp_path, 1)
    assert [deciding.one(tmp_path, number)[0].source for number in (1, 2)] == [before, before]
    assert accept(tmp_path, 1).source == "news-example-org-2024-05-06-" + accept(tmp_path, 2).source[-8:]


def test_the_source_that_our_tables_have_is_corrected_there(tmp_path: Path, catalogue: Catalogue) -> None:
    [ours] = [one for one in catalogue.sources.values() if str(one.url) == OURS]
    put(tmp_path, catalogue, event(), url=OURS)
    with pytest.raises(NotAcceptableError, match=rf"source_title: the page is known as {ours.source_id}, where it"):
        accept(tmp_path, 1, source_title="Otherwise")
    weighed = accept(tmp_path, 1, source_title=ours.title)
    assert weighed.source == ours.source_id
    assert [one.table for one in shown.adds(weighed)] == ["events"]
    assert put(tmp_path, known(tmp_path), event(), url=URL) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://vovworld.vn/ja-JP/%E8%B6%8A%E6%97%A5-1.vov", "http://www.vovworld.vn./ja-JP/越日-1.vov"),
        ("https://a.example/b/?id=1&utm_source=c", "https://A.example/b?id=1"),
        ("https://a.example/b%20c", "https://a.example/b c/"),
    ],
)
def test_a_page_is_the_same_however_its_address_is_written(one: str, other: str) -> None:
    assert same_page(one) == same_page(other) != ""
    assert same_page(one) != same_page(f"{other}x")
