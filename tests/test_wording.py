"""One word for one thing in each language, and none that would embarrass a partner: in all that the program says."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
import yaml
from conftest import ROOT
from rdflib.namespace import RDFS, SKOS

import queries

EVERYWHERE = {
    "en": {
        r"left (without|behind)|[Ww]ho lacks": "no partner known",
        r"\bsectoral agreement": "agreement or memorandum on one field",
    },
    "vi": {
        r"văn kiện|(chưa có|chưa ghi nhận|không có) văn bản": "thỏa thuận",
        r"chưa biết": "chưa ghi nhận, chưa có thông tin, chưa rõ",
        r"nắm giữ": "kế thừa",
        r"mâu thuẫn": "chưa thống nhất",
        r"bị bỏ lại|nơi còn thiếu|khoảng trống": "chưa ghi nhận",
    },
    "ja": {
        r"締結文書|合意文書|文書のない": "協定・覚書等, 協定等のない",
        r"提携先": "交流・協力の相手先",
        r"知られて": "確認, 情報なし, 未確認",
        r"取り残され|欠けている": "未確認",
    },
}
"""Variants that are not used, of names and notes in the tables neither -> what is said instead."""

IN_TABLES = {
    "en": {r"(?<![\d/-])\d{4}-\d\d-\d\d(?![\d-])": "30 June 2025"},
    "vi": {r"\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{4}-\d\d-\d\d\b|(?<![\d/])\d/\d{1,2}/\d{4}": "30/06/2025"},
    "ja": {r"\b\d{4}-\d\d-\d\d\b": "2025年6月30日"},
}
"""Dates are written as people of the language do."""

OF_OURS = {
    "en": {},
    "vi": {
        r"văn bản(?! pháp luật)": "thỏa thuận (what is signed), chữ, nội dung (what is written)",
        r"mối liên kết": "quan hệ",
        r"mạng lưới đô thị": "mạng lưới liên thành phố",
        r"bên tài trợ": "nhà tài trợ",
        r"đơn vị ký": "cơ quan ký",
        r"\b(nơi này|nơi đó|bên ta)\b": "địa phương này, phía mình",
        r"^ai\b": "địa phương nào",
    },
    "ja": {
        r"文書(?!全体|または圧縮)": "協定・覚書等",
        r"連携|つながり": "交流・協力",
        r"保有": "承継",
        r"資金提供者": "支援機関",
        r"プロジェクト(?!のグラフ)": "事業",
        r"確度": "確実性",
        r"誰": "自治体",
        r"問い(?!合)": "質問",
        r"省級": "省レベル",
        r"[“”]": "「」",
        r"[\u3040-\u30ff\u4e00-\u9fff], ": "、",
        r"(である|ている|示す|載せた|できる|ある|ない|数えた|述べた)。": "です・ます",
    },
}
"""The same of what is the program's own: tables have names that others gave."""

Text = tuple[str, str]
"""Where a text stands, and the text."""


def own_words(language: str) -> Iterator[Text]:
    for file in ("graph/words.yaml", "loaders/model/messages.yaml", "loaders/tables/dictionary.yaml"):
        for key, said in yaml.safe_load((ROOT / file).read_text("utf-8")).items():
            yield f"{file}: {key}", said.get(language, key)
    for name in (*queries.names(), *queries.research_names()):
        wording = queries.question(name).text_in(language)
        yield f"queries/{name}.rq", f"{wording.summary}\n{wording.description}"


def labels(language: str) -> Iterator[Text]:
    terms = rdflib.Graph().parse(ROOT / "ontology" / "coop.ttl")
    for term, label in (*terms.subject_objects(RDFS.label), *terms.subject_objects(SKOS.prefLabel)):
        if isinstance(label, rdflib.Literal) and label.language == language:
            yield str(term), str(label)


def tables(language: str) -> Iterator[Text]:
    for path in sorted((ROOT / "loaders" / "data").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                for column, cell in row.items():
                    if column.endswith(f"_{language}") or (language == "en" and column == "note"):
                        yield f"{_named(path)}: {number}, {column}", cell


def documents(language: str) -> Iterator[Text]:
    """Yield the prose for people in English: documents, notebooks, help of commands, what the project is called."""
    if language == "en":
        for pattern in (
            "README.md",
            "docs/*.md",
            "notebooks/*.ipynb",
            "graph/cli/*.py",
            "pyproject.toml",
            "CITATION.cff",
        ):
            for path in sorted(ROOT.glob(pattern)):
                yield _named(path), path.read_text("utf-8")


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def used(texts: Iterator[Text], variants: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return where variants are used, and what is said instead."""
    found = [(where, re.search(variant, text, re.IGNORECASE), instead)
             for where, text in texts for variant, instead in variants.items()]  # fmt: skip
    return [(where, match[0], instead) for where, match, instead in found if match]


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
@pytest.mark.parametrize("texts", [own_words, labels, tables, documents], ids=lambda texts: texts.__name__)
def test_what_is_not_said_is_said_nowhere(texts, language: str) -> None:  # type: ignore[no-untyped-def]
    assert used(texts(language), EVERYWHERE[language]) == []


@pytest.mark.parametrize("language", ["vi", "ja"])
@pytest.mark.parametrize("texts", [own_words, labels], ids=lambda texts: texts.__name__)
def test_our_own_texts_have_one_word_for_one_thing(texts, language: str) -> None:  # type: ignore[no-untyped-def]
    assert used(texts(language), OF_OURS[language]) == []


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_dates_in_notes_are_those_of_the_language(language: str) -> None:
    assert used(tables(language), IN_TABLES[language]) == []
