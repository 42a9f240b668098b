"""Whatever is told of a file is told in English, Vietnamese or Japanese, and no message goes around that."""

import ast
import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from string import Formatter

import pytest
import rdflib
from books import workbook
from conftest import ROOMS, ROOT, named, speaking
from rdflib.namespace import SH

from loaders.files.reader import open_sheets
from loaders.files.sheet import BrokenOffError
from loaders.imports import importer, mapping, stream
from loaders.imports import user_datasets as own
from loaders.imports.date_formats import written
from loaders.imports.mapping import Mapping, MappingError
from loaders.model.dates import PartialDate
from loaders.model.gazetteer import UnresolvedPlaceError
from loaders.model.messages import quoted
from loaders.model.packaged import packaged
from loaders.model.problems import Problem
from loaders.model.records import TABLES, columns
from loaders.sources.source import DriftError, Expected, Harvest
from loaders.sources.source import check as hold_against
from loaders.tables.catalogue import Catalogue
from loaders.tables.check import check

MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
LOADERS = [path for path in MODULES if path.is_relative_to(ROOT / "loaders")]
TRANSLATIONS: dict[str, dict[str, str]] = packaged("loaders.model", "messages.yaml")
TRANSLATE = {"gettext", "gettext_noop"}


# --- in the code -------------------------------------------------------------------------------------------------


def translating(tree: ast.AST) -> set[str]:
    """The names under which a module translates messages."""
    imports = (
        one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module == "loaders.model.messages"
    )
    return {alias.asname or alias.name for one in imports for alias in one.names if alias.name in TRANSLATE} | TRANSLATE


def given(path: Path) -> Iterator[tuple[ast.expr, str]]:
    """What a module gives to be translated, and by which function."""
    tree = ast.parse(path.read_text("utf-8"))
    names = translating(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.args[0], node.func.id


def literal(value: ast.expr) -> str | None:
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


USED = {text: named(path) for path in MODULES for one, _ in given(path) if (text := literal(one)) is not None}


@pytest.mark.parametrize("message", sorted(USED), ids=lambda message: f"{message[:60]!a}")
def test_a_message_is_translated_into_vietnamese_and_japanese(message: str) -> None:
    assert message in TRANSLATIONS, f"{USED[message]}: it is not in messages.yaml"
    assert TRANSLATIONS[message].keys() == {"vi", "ja"}
    for text in TRANSLATIONS[message].values():
        assert text != message
        assert filled_in(text) == filled_in(message)


def filled_in(message: str) -> set[tuple[str, str | None]]:
    """The names in braces, and how their values are written."""
    return {(name, form) for _, name, form, _ in Formatter().parse(message) if name is not None}


def test_no_translation_is_of_a_message_that_nobody_tells() -> None:
    queries = [path.read_text("utf-8") for path in (ROOT / "queries").rglob("*.rq")]
    nodes = (node for path in MODULES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert [one for one in TRANSLATIONS.keys() - texts if not any(one in query for query in queries)] == []


def test_no_message_is_translated_twice() -> None:
    keys = re.findall("^[^ #].*:$", (ROOT / "loaders" / "model" / "messages.yaml").read_text("utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(TRANSLATIONS)


def test_names_and_values_are_quoted_as_each_language_does() -> None:
    assert [text for one in TRANSLATIONS.values() if re.search("[“”]", text := one["ja"])] == []
    assert [text for one in TRANSLATIONS.values() if re.search("[「」]", text := one["vi"])] == []


ANOTHER_SAYS = {
    "graph/cli/mistakes.py: said": "what the system says, marked in _OF_SYSTEM",
    "graph/cli/mistakes.py: wording": "what click says, marked in _OF_CLICK",
    "graph/ask/output.py: cell": "words of ours in cells, marked where the cells are made",
    "graph/ask/parameters.py: parameter.help": "what the head of a question says",
    "graph/serve/__init__.py: error.reason": "what aiohttp says, marked in _OF_HTTP",
    "graph/serve/api.py: parameter.help": "what the head of a question says",
    "graph/store/user_sources.py: about['title']": "marked in loaders/inbox/accepted.py, or what a user calls a list",
    "loaders/sources/cache.py: error.strerror or ''": "what the system says, for which anybody may have a translation",
    "loaders/sources/source.py: expected.source": "marked with each source",
    "loaders/sources/source.py: expected.where": "marked with each source",
    "loaders/sources/localgovjp.py: str(error)": "what the csv module says, marked in loaders/files/delimited.py",
    "loaders/imports/mapping.py: error": "what pydantic says, marked in _OF_PYDANTIC",
    "loaders/files/delimited.py: str(error)": "what the csv module says, marked in _OF_CSV",
    "loaders/files/reader.py: str(error) or type(error).__name__": "what zipfile says, marked in archive.py",
    "loaders/tables/rows.py: message": "the words of a Form, marked in loaders/model/columns.py",
}
"""What is translated though the module cannot tell what it is."""


def test_what_is_translated_is_a_message_of_the_module_or_one_that_is_marked() -> None:
    found = set()
    for path in MODULES:
        marked = set(marked_in(path))
        for one, by in given(path):
            if literal(one) is None and not (by != "gettext_noop" and set(named_in(one)) & marked):
                found.add(f"{named(path)}: {ast.unparse(one)}")
    assert sorted(found) == sorted(ANOTHER_SAYS)


def marked_in(path: Path) -> Iterator[str]:
    """The names of a module that hold messages marked to be translated."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and "gettext_noop" in set(named_in(node.value)):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def named_in(node: ast.AST) -> Iterator[str]:
    yield from (one.id for one in ast.walk(node) if isinstance(one, ast.Name))


DATA = {
    "check.py": {"_COLUMNS"},
    "values.py": {"_ASIDE", "_NOW"},
    "legend.py": {"_NOTE"},
    "model_answers.py": {"_INSTRUCTIONS"},
    "acting.py": {"_PRESIDENT"},
    "day_words.py": {"AS_TOLD", "BACK", "DAYS_ON", "YEARS", "_THAT_DAY"},
    "rows.py": {"_HEAD"},
    "roles.py": {"_OFFICE_VI"},
    "mentions.py": {"_ENGLISH", "_CITIES", "_MISTITLED"},
    "parties.py": {"_FORMERLY"},
    "terms.py": {"_OPEN"},
    "name_readings.py": {"COUNTRIES", "_LEVELS_OF_WORD", "_LEVELS_OF_LABEL", "_PREFIX"},
    "wikidata_sparql.py": {
        "_PREFIXES",
        "_COUNTRIES",
        "_TWINNED",
        "_COUNT",
        "_STATEMENTS",
        "_DATES",
        "_REFERENCES",
        "_ITEMS",
    },
}
"""What holds words that people write, and queries."""
NOT_TOLD = {
    "the shapes could not be applied:": "a fault of ours",
    "the shapes could not be applied: ": "a fault of ours",
    "an answer that trickles": "caught where it is raised",
    "who answers has hung up": "caught where the answer is read",
    "Harvest | Mapping[str, int] | None": "a type",
    "latitude, longitude": "two columns",
    "Creative Commons Zero 1.0": "the title of a licence, in the graph",
    "localgovjp: local governments of Japan": "the title of a source, in the graph",
    "Code for FUKUI": "the publisher of a source, in the graph",
    "more exact than what is recorded": "a note, in the graph",
    "(cited by Wikidata)": "the title of a source, in the graph",
}
"""Words that nobody is told."""
OF_THE_GRAPH = {"_about", "_note", "_dates"}
"""Functions that write descriptions and notes, which are facts of the graph and in English there."""


@pytest.mark.parametrize("path", LOADERS, ids=named)
def test_no_words_are_told_without_being_translated(path: Path) -> None:
    assert set(untranslated(path)) - NOT_TOLD.keys() == set()


def untranslated(path: Path) -> Iterator[str]:
    """Words in a module that are neither translated nor its documentation nor data."""
    tree = ast.parse(path.read_text("utf-8"))
    names, passed = translating(tree), set()
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        data = isinstance(node, ast.Assign | ast.AnnAssign) and DATA.get(path.name, set()) & set(named_in(node))
        fact = isinstance(node, ast.FunctionDef) and node.name in OF_THE_GRAPH
        sought = isinstance(node, ast.Call) and ast.unparse(node.func) in {"re.compile", "re.search"}
        if called or words or data or fact or sought:
            passed |= set(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        if id(node) not in passed and isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.search("[a-z]{2,}[,;:]? [a-z]{2,}", node.value, re.IGNORECASE):
                yield node.value.strip()
        elif id(node) not in passed and isinstance(node, ast.Call) and tells(node):
            yield from filter(re.compile("[a-z]{2,}", re.IGNORECASE).search, spoken(node))


def tells(call: ast.Call) -> bool:
    """Whether a call tells somebody something."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    by_pydantic = name == "PydanticCustomError"  # which is given a kind and a form alone
    return name in {"Problem", "UnresolvedRow", "wrong", "_none"} or (name.endswith("Error") and not by_pydantic)


def spoken(call: ast.Call) -> Iterator[str]:
    """The texts that a call is given as they stand there, but for columns of ours."""
    ours = {column for record in TABLES.values() for column in columns(record)}
    for argument in call.args:
        parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
        yield from {text for part in parts if (text := literal(part)) is not None} - ours


# --- told --------------------------------------------------------------------------------------------------------

Tell = Callable[[Path, Catalogue], str]


def name_of_several(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(UnresolvedPlaceError) as told:
        catalogue.gazetteer.resolve("kawasaki")
    return str(told.value)


def name_in_the_other_country(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(UnresolvedPlaceError) as told:
        catalogue.gazetteer.resolve("Kobe", country="vn")
    return str(told.value)


def day_that_is_none(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(ValueError, match="2013-02-30") as told:
        PartialDate("2013-02-30")
    return str(told.value)


def era_that_had_ended(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(ValueError, match="昭和65年") as told:
        written("昭和65年")
    return str(told.value)


def workbook_cut_off(folder: Path, catalogue: Catalogue) -> str:
    path = workbook(folder / "a.xlsx", {"a": [["Huế", "Kobe"]]})
    path.write_bytes(path.read_bytes()[:-200])
    return told_of(path)


def quotation_left_open(folder: Path, catalogue: Catalogue) -> str:
    path = folder / "a.csv"
    path.write_text('Vietnam,Japan\nHuế,"Kobe\n', "utf-8")
    return told_of(path)


def told_of(path: Path) -> str:
    """The one problem of a file, after its name."""
    problems: list[Problem] = []
    with suppress(BrokenOffError):
        for sheet in open_sheets(path, problems.append):
            list(sheet.rows)
    [problem] = problems
    return str(problem).removeprefix(f"{path}: ")


def column_that_is_none(folder: Path, catalogue: Catalogue) -> str:
    path = folder / "mapping.yaml"
    path.write_text("sheets:\n- headings: [1]\n  columns: {signd: Ngày}\n", "utf-8")
    with pytest.raises(MappingError) as told:
        mapping.read(path)
    return str(told.value).removeprefix(f"{path}: ")


def source_that_shrank(folder: Path, catalogue: Catalogue) -> str:
    where = "EXPECTED in loaders/sources/wikidata.py"
    expected = Expected("Wikidata (twinned places)", where, (), {"ties": (10, 1_000)})
    with pytest.raises(DriftError) as told:
        hold_against(expected, Harvest({}, {}, [], counts={"ties": 3}))
    return str(told.value)


def source_that_is_none(folder: Path, catalogue: Catalogue) -> str:
    with pytest.raises(own.NoSuchSourceError) as told:
        own.one(folder, "mine")
    return str(told.value)


TOLD: list[tuple[Tell, str, str, str]] = [
    (
        name_of_several,
        "“kawasaki” may mean 3 localities; add what tells it apart (its level, its prefecture or province), or give "
        "its id: Kawasaki (Fukuoka) [jp/fukuoka/kawasaki]; Kawasaki (Kanagawa) [jp/kanagawa/kawasaki]; Kawasaki "
        "(Miyagi) [jp/miyagi/kawasaki]",
        "“kawasaki” có thể là một trong 3 địa phương; hãy bổ sung để phân biệt (cấp hành chính, tỉnh), hoặc ghi mã "
        "định danh: Thị trấn Kawasaki (tỉnh Fukuoka) [jp/fukuoka/kawasaki]; Thành phố Kawasaki "
        "[jp/kanagawa/kawasaki]; Thị trấn Kawasaki (tỉnh Miyagi) [jp/miyagi/kawasaki]",
        "「kawasaki」に当たる自治体が3件あります。区別できるように行政区分や都道府県・省を加えるか、IDを書いて"
        "ください: 川崎町 (福岡県) [jp/fukuoka/kawasaki]; 川崎市 [jp/kanagawa/kawasaki]; 川崎町 (宮城県) "
        "[jp/miyagi/kawasaki]",
    ),
    (
        name_in_the_other_country,
        "“Kobe” is in Japan, and here stands a locality of Vietnam; it is Kobe [jp/hyogo/kobe]",
        "“Kobe” thuộc Nhật Bản, còn ở đây cần một địa phương của Việt Nam; đó là Thành phố Kobe [jp/hyogo/kobe]",
        "「Kobe」は日本の自治体ですが、ここにはベトナムの自治体を書いてください。該当するのは 神戸市 "
        "[jp/hyogo/kobe] です。",
    ),
    (
        day_that_is_none,
        "“2013-02-30” does not exist: day is out of range for month",
        "“2013-02-30” không tồn tại: tháng đó không có ngày này",
        "「2013-02-30」は存在しません。その月にこの日はありません。",
    ),
    (
        era_that_had_ended,
        "“昭和65年” does not exist: 昭和 began on 1926-12-25 and ended on 1989-01-07; write 1990 if that is meant",
        "“昭和65年” không tồn tại: niên hiệu 昭和 bắt đầu ngày 1926-12-25 và kết thúc ngày 1989-01-07; hãy ghi 1990 "
        "nếu đúng là ngày đó",
        "「昭和65年」は存在しません。昭和は 1926-12-25 に始まり、1989-01-07 に終わりました。1990 のことであれば、"
        "そのように書いてください。",
    ),
    (
        workbook_cut_off,
        "cannot be read as a workbook: File is not a zip file",
        "không đọc được như một tệp bảng tính: tệp không phải là tệp zip",
        "ブックとして読み取れません: zip形式のファイルではありません。",
    ),
    (
        quotation_left_open,
        "row 2: is not CSV: unexpected end of data; is a quotation mark open?",
        "dòng 2: không phải là CSV: dữ liệu kết thúc đột ngột; có dấu ngoặc kép nào chưa đóng không?",
        "2行目: CSVではありません(データが途中で終わっています)。閉じていない引用符がないか確認してください。",
    ),
    (
        column_that_is_none,
        "sheet 1: columns: ties have no column “signd”; did you mean “signed”?",
        "trang tính 1: columns: ties không có cột “signd”; có phải là “signed” không?",
        "シート1: columns: ties に「signd」という列はありません。「signed」ではありませんか。",
    ),
    (
        source_that_shrank,
        "Wikidata (twinned places) is not what it was, so nothing of it is taken over:\n"
        "- ties: expected 10 to 1,000, came 3\n"
        "If the source is right as it is now, say so in EXPECTED in loaders/sources/wikidata.py.",
        "Wikidata (các địa phương kết nghĩa) không còn như trước, nên không lấy gì từ đó:\n"
        "- ties: dự kiến từ 10 đến 1,000, nhận được 3\n"
        "Nếu nguồn hiện nay là đúng, hãy ghi điều đó trong EXPECTED trong loaders/sources/wikidata.py.",
        "Wikidata(姉妹都市等) が以前と異なるため、何も取り込みません。\n"
        "- ties: 10〜1,000 を想定していましたが、3 でした。\n"
        "現在の内容が正しければ、loaders/sources/wikidata.py の EXPECTED にそのように書いてください。",
    ),
    (
        source_that_is_none,
        "there is no source “mine”; nothing of your own has been loaded",
        "không có nguồn “mine”; chưa nạp dữ liệu nào của bạn",
        "「mine」というデータはありません。ご自分のデータはまだ読み込まれていません。",
    ),
]


@pytest.mark.parametrize(("tell", "english", "vietnamese", "japanese"), TOLD, ids=[tell.__name__ for tell, *_ in TOLD])
def test_a_reader_is_told_in_one_language_after_the_other(
    tell: Tell, english: str, vietnamese: str, japanese: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    for language, message in (("en", english), ("vi", vietnamese), ("ja", japanese), ("en", english)):
        with speaking(language):
            assert tell(tmp_path, catalogue) == message


# --- a table that is checked -------------------------------------------------------------------------------------


def checked(path: Path, language: str) -> list[Problem]:
    """What is told of a table in a language, wrong or not complete."""
    found: list[Problem] = []
    with speaking(language):
        check([path], found.append, found.append, lambda rows: None)
    return found


def test_the_same_is_told_of_the_example_in_each_language() -> None:
    english, vietnamese, japanese = (checked(ROOT / "examples" / "ties.csv", one) for one in ("en", "vi", "ja"))
    assert len(english) > 5
    assert [(one.row, one.column) for one in vietnamese] == [(one.row, one.column) for one in english]
    assert [(one.row, one.column) for one in japanese] == [(one.row, one.column) for one in english]
    assert [one for one in vietnamese if not re.search("[ạảấầậắặếềểệịọốồộớờợủứừữựđ]", one.message)] == []
    assert [one for one in japanese if not re.search("[ぁ-ゖ]", one.message)] == []
    [of_kind] = [one for one in japanese if (one.row, one.column) == (3, "kind")]
    assert of_kind.message == (
        "「sister-town」は協定・覚書等の種別ではありません(「sister-city」では"
        "ありませんか)。次のいずれかを書いてください: sister-city、friendship-city、twin-city、friendship-cooperation、"
        "mou、letter-of-intent、sectoral、legislative、exchange"
    )


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_what_a_fact_lacks_is_told_as_the_shapes_say_it_in_that_language(tmp_path: Path, language: str) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("tie_id,vn_name,jp_name,kind,sources\nnew,Đà Nẵng,Sakai (Osaka),mou,da-nang-mitsuke\n", "utf-8")
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    said = {text.value for text in shapes.objects(None, SH.message) if text.language == language}  # type: ignore[attr-defined]
    told = [one.message for one in checked(path, language)]
    assert told
    assert set(told) <= said


@pytest.mark.parametrize("table", TABLES)
def test_whatever_a_cell_holds_that_its_column_does_not_take_is_told_in_japanese(tmp_path: Path, table: str) -> None:
    path, headings = tmp_path / f"{table}.csv", columns(TABLES[table])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *([cell] * len(headings) for cell in ("?!", "-99999", "99999", "; "))])
    told = checked(path, "ja")
    assert len(told) > len(headings)
    assert [one for one in told if not re.search("[ぁ-ゖ]", one.message)] == []


@pytest.mark.parametrize("content", [
    "", "a", "sheets: 1", "sheets: [1]", "sheets: [{}]", "sheets: [{headings: [1], columns: {}}]",
    "sheets: [{headings: x, columns: {signed: a}}]", "sheets: [{headings: [1], columns: {signed: 1}}]",
    "sheets: [{headings: [1], columns: 1}]", "sheets: [{headings: [1], columns: {signed: a}, table: tie}]",
    "sheets: [{headings: [1], columns: {signed: a}, table: z}]", "sheets: [{headings: [1], columns: {zzzzzz: a}}]",
    "sheets: [{headings: [1], columns: {signed: [a, b]}}]", "sheets: [{headings: [1], columns: {signed: a}, more: 1}]",
    "sheets: [{headings: [1], columns: {signed: a}, values: {kind: {a: b}}}]",
    "sheets: [{headings: [1], columns: {signed: a}, dates: {signed: year}}]",
    "sheets: [{headings: [1], columns: {signed: a}, fixed: {kind: 1}}]", "sheets: [",
])  # fmt: skip
def test_whatever_is_wrong_with_a_mapping_is_told_in_japanese(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(content, "utf-8")
    with speaking("ja"), pytest.raises(MappingError) as told:
        mapping.read(path)
    assert re.search("[ぁ-ゖ]", str(told.value).removeprefix(f"{path}: "))
    assert not re.search("should|dictionary|item", str(told.value))


# --- a table of one's own ----------------------------------------------------------------------------------------

PARTNERS = "Vietnam,Japan,Kind,Signed\nĐà Nẵng,Kobe,MOU,2019\nĐà Nẵng,Sakai (Osaka),MOU,31/02/2019\nTotal,,,2\n"


@pytest.fixture
def partners(tmp_path: Path) -> Path:
    path = tmp_path / "partners.csv"
    path.write_text(PARTNERS, "utf-8")
    return path


MENDED = {
    "en": ["is a total", "Signed: “31/02/2019” does not exist: day is out of range for month"],
    "vi": ["là dòng tổng cộng", "Signed: “31/02/2019” không tồn tại: tháng đó không có ngày này"],
    "ja": ["合計の行です。", "Signed: 「31/02/2019」は存在しません。その月にこの日はありません。"],
}


@pytest.mark.parametrize("elsewhere", [False, True], ids=["in this process", "read ahead by another"])
@pytest.mark.parametrize("language", MENDED)
def test_why_rows_are_left_is_told_and_written_in_the_language_of_the_reader(
    language: str, elsewhere: bool, partners: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_LARGE", 0 if elsewhere else 1 << 20)
    told: list[Problem] = []
    graph = partners.parent / "graph"
    with speaking(language):
        how = importer.proposed(partners, catalogue, told.append)
        importer.load(graph, partners, "mine", how, catalogue, told.append)
    assert sorted(one.message for one in told) == sorted(MENDED[language])
    with (own.one(graph, "mine").folder / "to-mend.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["problem"] for row in csv.DictReader(file)] == MENDED[language][1:]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "signed: there is no column “Ngày”; did you mean “Ngày ký”?"),
        ("vi", "signed: không có cột “Ngày”; có phải là “Ngày ký” không?"),
        ("ja", "signed: 「Ngày」という列はありません。「Ngày ký」ではありませんか。"),
    ],
)
def test_what_another_process_raises_is_in_the_language_of_the_reader(
    language: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_LARGE", 0)
    path = tmp_path / "a.csv"
    path.write_text("Ngày ký,Đối tác\n2019,Kobe\n", "utf-8")
    how = Mapping(
        headings=(1,), columns={"signed": ("Ngày",)}, fixed={"vn_name": "Huế", "jp_name": "Kobe", "kind": "mou"}
    )
    with speaking(language), pytest.raises(MappingError) as told:
        list(stream.stream(path, [how]))
    assert str(told.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("language", "day", "begins"),
    [
        ("en", "06/05/2017 = 2017-05-06, the day first", "# Which column of your table"),
        ("vi", "06/05/2017 = 2017-05-06, ngày đứng trước", "# Cột nào trong bảng của bạn"),
        ("ja", "06/05/2017 = 2017-05-06(日が先)", "# お手元の表のどの列が"),
    ],
)
def test_how_a_table_is_understood_is_told_and_written_down_in_the_language_of_the_reader(
    language: str, day: str, begins: str, tmp_path: Path
) -> None:
    how = Mapping(headings=(1,), columns={"signed": ("Ngày ký",)}, samples={"signed": "06/05/2017"})
    with speaking(language):
        assert how.doubtful == [("Ngày ký", day)]
        mapping.write(tmp_path / "mapping.yaml", [how])
        assert mapping.read(tmp_path / "mapping.yaml") == [how]
    assert (tmp_path / "mapping.yaml").read_text("utf-8").startswith(begins)


def test_a_reader_is_quoted_to_as_the_language_quotes() -> None:
    assert quoted("Sakai") == "“Sakai”"
    with speaking("ja"):
        assert quoted("堺") == "「堺」"
