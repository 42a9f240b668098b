"""What a person reads of our facts stands in English, Vietnamese and Japanese, and holds nothing for its keepers."""

import re

import pytest
from conftest import DATA_TABLES, table

from loaders.model.records import Tie

WORKING = re.compile(
    r"\bread (as|from)\b|\binferred from\b|\bsource (once )?(prints|garbles|spells)\b|\bTODO\b|\bcheck\b|\?\?|"
    r"\bno (document|signing) seen\b|\bscheme (not named|inferred)\b|\bnot stored\b|\bleave out\b|\bprojects\.csv\b",
    re.IGNORECASE,
)
"""Words by which those who keep the tables speak to each other."""

VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-龯々〆ヶ]")


def texts(name: str) -> list[tuple[str, str, str, str]]:
    """The texts of a table of ours: which, in English, Vietnamese and Japanese; the names of localities apart."""
    found = []
    for row in table(name):
        for column in row:
            stem = column.removesuffix("_vi")
            if column.endswith("_vi") and not (stem == "host_name" and row["host_country"] in {"VN", "JP"}):
                found.append((f"{next(iter(row.values()))} {stem}", row[stem], row[column], row[f"{stem}_ja"]))
    return found


@pytest.mark.parametrize("name", DATA_TABLES)
def test_a_text_stands_in_all_three_languages_or_in_none(name: str) -> None:
    alone = {"claims": {"value"}}.get(name, set())  # a date or an id
    given = [text for text in texts(name) if any(text[1:]) and text[0].rpartition(" ")[2] not in alone]
    assert [which for which, *said in given if not all(said)] == []


def test_most_texts_are_in_the_language_of_their_column() -> None:
    found = [text for name in DATA_TABLES for text in texts(name) if all(text[1:]) and " " in text[1]]
    assert len(found) > 2_000
    vietnamese = [which for which, _, vi, _ in found if not VIETNAMESE.search(vi)]
    japanese = [which for which, _, _, ja in found if not JAPANESE.search(ja)]
    assert len(vietnamese) < len(found) / 20, vietnamese  # names of firms and programmes have no marks
    assert len(japanese) < len(found) / 50, japanese


@pytest.mark.parametrize("name", DATA_TABLES)
def test_no_text_holds_what_its_keepers_say_to_each_other(name: str) -> None:
    assert [(which, en) for which, en, _, _ in texts(name) if WORKING.search(en)] == []


def test_a_row_that_is_translated_in_part_is_told_of() -> None:
    cells = {"tie_id": "a", "vn_name": "Hue", "jp_name": "Kyoto", "kind": "mou", "sources": "s"}
    assert [*Tie.model_validate({**cells, "note": "by video"}).missing_translations()] == []
    half = Tie.model_validate({**cells, "note": "by video", "note_ja": "オンラインで"})
    assert [*half.missing_translations()] == ["note_vi"]
