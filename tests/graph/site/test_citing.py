"""Each page says how it is cited: title, version of the program, day of the facts, an address that stays."""

import re
from importlib.metadata import version
from pathlib import Path

import oracle
import pytest
from conftest import FACTS


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
@pytest.mark.parametrize(
    ("file", "title", "address"),
    [
        ("place/vn/da-nang.html", {"en": "Da Nang", "vi": "Thành phố Đà Nẵng", "ja": "ダナン市"}, "id/vn/da-nang"),
        ("ties.html", {}, ""),
        ("pair/vn/da-nang/jp/osaka/sakai.html", {}, ""),
    ],
)
def test_a_page_says_how_it_is_cited(site: Path, language: str, file: str, title: dict[str, str], address: str) -> None:
    text = (site / language / file).read_text("utf-8")
    [cited] = re.findall(r"<details[^>]*><summary>[^<]*</summary><p><bdi>(.*?)</bdi></p></details>", text)
    assert version("vnjp-ties") in cited
    assert oracle.spoken(FACTS, language) in cited
    assert f"https://w3id.org/vnjp-ties/{address}. CC BY 4.0".replace(". ", "。" if language == "ja" else ". ") in cited
    assert title.get(language, "") in cited
