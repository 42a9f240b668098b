"""A brief as Word: read back with python-docx and as the XML that it is; whatever the facts say is text in it."""

import io
import re
from dataclasses import replace
from datetime import datetime
from zipfile import ZipFile

import docx
import oracle
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from pyoxigraph import Store

from graph.ask.labels import short
from graph.ask.text import visible
from graph.ask.words import words
from graph.brief.letter import Letter, letter
from graph.brief.letter_word import letter_word
from graph.brief.meeting import Brief, brief
from graph.brief.phrases import Block, Line, Phrase
from graph.brief.word import word

DAY = "2026-11-29"
HOSTILE = ("=HYPERLINK(\"http://example.org\")", "</w:t><w:t>x", "<script>1</script>", "&amp; ]]> {{ 7 * 7 }}",
           "nul \x00 bell \x07 vt \x0b", "turned \u202e round", "half \ud800", "none \ufffe\uffff",
           "Đà Nẵng 峴港 𠮷")  # fmt: skip


@pytest.fixture(scope="module")
def briefs(store: Store) -> dict[str, Brief]:
    return {one: brief(store, "vn/da-nang", "jp/osaka/sakai", DAY, one) for one in ("en", "vi", "ja")}


def read(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def xml(file: bytes) -> dict[str, str]:
    """The parts of a file that are XML, each well formed."""
    with ZipFile(io.BytesIO(file)) as parts:
        found = {one: parts.read(one) for one in parts.namelist() if one.endswith((".xml", ".rels"))}
    for text in found.values():
        etree.fromstring(text)
    return {name: text.decode() for name, text in found.items()}


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_the_outline_is_the_blocks_the_details_and_the_sources(briefs: dict[str, Brief], language: str) -> None:
    made, said = briefs[language], words(language)
    found = [(one.style.name, one.text) for one in read(word(made)).paragraphs if one.style and
             one.style.name and one.style.name.startswith(("Heading", "Title"))]  # fmt: skip
    assert found[0] == ("Title", made.title)
    first = [text for style, text in found[1:] if style == "Heading 1"]
    assert [text.split("  ")[0] for text in first] == [
        *(block.title for block in made.first), said["brief_details"], said["sources"],
    ]  # fmt: skip
    assert [text for style, text in found if style == "Heading 2"] == [block.title for block in made.details]


def test_tables_are_tables_whose_heads_are_repeated_and_whose_rows_no_page_breaks(briefs: dict[str, Brief]) -> None:
    made = briefs["ja"]
    tables = read(word(made)).tables
    expected = [block for block in (*made.first, *made.details) if block.widths]
    assert len(tables) == len(expected)
    for table, block in zip(tables, expected, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert len(rows) == len(block.rows) + bool(block.headings)
        if block.headings:
            assert rows[0] == [*block.headings]
            assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in
                   table.rows[bool(block.headings) :])  # fmt: skip


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_each_number_leads_to_its_source(briefs: dict[str, Brief], language: str) -> None:
    made = briefs[language]
    body = xml(word(made))["word/document.xml"]
    targets = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body)
    assert targets == [f"source_{source.number}" for source in made.sources]
    links = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert {*links} == {*targets}


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("vi", "vi-VN"), ("ja", "ja-JP")])
def test_it_is_a4_in_its_language_with_fonts_for_both_scripts(
    briefs: dict[str, Brief], language: str, tag: str
) -> None:
    file = word(briefs[language])
    made, styles = read(file), xml(file)["word/styles.xml"]
    size = (made.sections[0].page_width, made.sections[0].page_height)
    assert [round(length.mm) for length in size if length] == [210, 297]
    assert re.search(rf'<w:lang [^>]*w:val="{tag}"', styles)
    for style in ("Normal", "Heading 1", "Title"):
        fonts = made.styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
        assert fonts.get(qn("w:ascii")) == "Arial"


def test_a_source_in_another_language_is_marked_for_people_and_for_word(briefs: dict[str, Brief]) -> None:
    body = xml(word(briefs["vi"]))["word/document.xml"]
    assert "(tiếng Nhật)" in body
    assert 'w:eastAsia="ja-JP"' in body


def test_it_says_what_it_is_and_not_by_which_tool(briefs: dict[str, Brief]) -> None:
    file = word(briefs["vi"])
    said = read(file).core_properties
    assert (said.title, said.author, said.language, said.comments) == (briefs["vi"].title, "vnjp-ties", "vi-VN", "")
    assert said.created == said.modified
    assert said.created
    assert said.created.replace(tzinfo=None) == datetime(2026, 11, 29)
    assert not any("thumbnail" in name for name in ZipFile(io.BytesIO(file)).namelist())


def test_the_same_brief_is_the_same_bytes(briefs: dict[str, Brief]) -> None:
    assert word(briefs["en"]) == word(briefs["en"])


def test_whatever_the_facts_say_is_text(briefs: dict[str, Brief]) -> None:
    rows = tuple(
        (Line((Phrase(text, "ja" if at % 2 else ""),), (), "", (Phrase(text),)),) for at, text in enumerate(HOSTILE)
    )
    block = Block("hostile", HOSTILE[1], rows)
    table = Block("table", HOSTILE[0], tuple((*row, *row) for row in rows), (HOSTILE[1], HOSTILE[4]), (50, 50))
    sources = tuple(replace(briefs["en"].sources[0], number=at, title=text, publisher=text, url="javascript:alert(1)")
                    for at, text in enumerate(HOSTILE, 1))  # fmt: skip
    file = word(replace(briefs["en"], title=HOSTILE[4], lead=HOSTILE[5], first=(block, table), details=(table,),
                        lacking=HOSTILE[0], sources=sources))  # fmt: skip
    parts = xml(file)
    said = "\n".join(one.text for one in read(file).paragraphs)
    for text in HOSTILE:
        assert visible(text).replace("\ufffe", "").replace("\uffff", "").replace("\n", "") in said.replace("\n", "")
    assert "javascript" not in "".join(parts.values())
    assert not re.search(r'Target="(?!https?:)[^"]*" TargetMode="External"', parts["word/_rels/document.xml.rels"])
    assert not any("instrText" in text and "PAGE" not in text for text in parts.values())
    assert "vbaProject" not in "".join(ZipFile(io.BytesIO(file)).namelist())


# --- the letter ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def letters(store: Store) -> dict[str, bytes]:
    return {
        "vn": letter_word(letter(store, "vn/hanoi", "jp/hokkaido/asahikawa", DAY)),
        "jp": letter_word(letter(store, "jp/hokkaido/asahikawa", "vn/hanoi", DAY)),
    }


def columns(file: bytes) -> tuple[str, str]:
    """What stands in the language of the receiver, and beside it in that of the sender."""
    table = read(file).tables[-1]
    left, right = zip(*([cell.text for cell in row.cells] for row in table.rows), strict=True)
    return "\n".join(left), "\n".join(right)


def test_a_vietnamese_office_writes_in_japanese_under_its_national_head(letters: dict[str, bytes]) -> None:
    theirs, ours = columns(letters["vn"])
    head = " ".join(cell.text for row in read(letters["vn"]).tables[0].rows for cell in row.cells)
    for said in ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "Số: [", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                 "Độc lập - Tự do - Hạnh phúc"):  # fmt: skip
        assert said in head
    for said in (
        "旭川市長　［氏　名］　様",
        "拝啓　時下ますますご清栄のこととお慶び申し上げます",
        "敬具",
        "ハノイ市人民委員会委員長",
    ):
        assert said in theirs
    for said in ("Kính gửi: Thị trưởng thành phố Asahikawa", "Hà Nội, ngày [", "Trân trọng", "Nơi nhận"):
        assert said in ours


def test_a_japanese_office_writes_in_vietnamese_without_the_head_of_another_nation(letters: dict[str, bytes]) -> None:
    theirs, ours = columns(letters["jp"])
    assert len(read(letters["jp"]).tables) == 1
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân thành phố Hà Nội" in theirs
    assert "Trân trọng" in theirs
    assert "拝啓" in ours
    assert "Nơi nhận" not in theirs


@pytest.mark.parametrize("side", ["vn", "jp"])
def test_each_paragraph_stands_in_both_languages_and_blanks_in_brackets(letters: dict[str, bytes], side: str) -> None:
    theirs, ours = columns(letters[side])
    assert len(theirs.splitlines()) == len(ours.splitlines())
    japanese, vietnamese = (theirs, ours) if side == "vn" else (ours, theirs)
    assert not re.search(r"[ạ-ỹđ]", japanese)
    assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", vietnamese)
    assert "［氏　名］" in japanese
    assert "[họ và tên]" in vietnamese


def test_what_it_states_is_cited_in_notes_at_the_end_and_not_in_what_is_sent(letters: dict[str, bytes]) -> None:
    body = xml(letters["vn"])["word/document.xml"]
    links, targets = (re.findall(pattern, body) for pattern in (r'w:anchor="(source_\d+)"', r'w:name="(source_\d+)"'))
    assert {*links} == {*targets}
    assert not any(re.search(r"\[\d+\]", side) for file in letters.values() for side in columns(file))
    assert "ユネスコ創造都市ネットワーク" in columns(letters["vn"])[0]


def test_a_programme_is_one_that_the_sender_may_apply_for_and_that_can_be_had(store: Store) -> None:
    rows = {row["programme_id"]: row for row in oracle.table("programmes")}
    for sender, receiver, who in (("vn/ca-mau", "jp/yamagata/tsuruoka", "localities-vn"),
                                  ("jp/osaka/sakai", "vn/hue", "localities-jp")):  # fmt: skip
        made = letter(store, sender, receiver, DAY)
        label = words(made.languages[0])["letter_programme"].partition("{")[0]
        named = [part.theirs.facts[0].value.rpartition("/")[2] for part in made.parts
                 if part.theirs.text.startswith(label)]  # fmt: skip
        assert named
        for one in named:
            assert who in oracle.parts(rows[one]["open_to"])
            assert not rows[one]["ended"] or oracle.last_day(rows[one]["ended"]) >= DAY
            assert rows[one]["status"] != "ended"


@pytest.fixture(scope="module")
def on_water(store: Store) -> Letter:
    return letter(store, "vn/da-nang", "jp/kanagawa", DAY, "water")


def test_it_is_about_the_field_that_is_asked_for(on_water: Letter) -> None:
    theirs, ours = ("\n".join(getattr(part, side).text for part in on_water.parts) for side in ("theirs", "ours"))
    assert "ダナン市と神奈川県との上下水道・水環境の分野での協力について" in theirs
    assert "\n分野: 上下水道・水環境\n" in theirs
    assert "\nLĩnh vực: cấp thoát nước và môi trường nước\n" in ours
    assert on_water.file_name == "letter-da-nang-kanagawa-water"


def test_what_both_do_with_others_is_not_told_as_done_together(on_water: Letter) -> None:
    told = [part for part in on_water.parts if "フンイエン省" in part.theirs.text and "那覇市" in part.theirs.text]
    assert [part.theirs.text for part in told] == [
        "上下水道・水環境の分野では、両者ともそれぞれ他の自治体との協力の実績がございます(ダナン市は那覇市、神奈川県はフンイエン省)"
    ]
    assert told[0].ours.text == (
        "Hai bên đều có hợp tác với đối tác khác về cấp thoát nước và môi trường nước: "
        "thành phố Đà Nẵng với thành phố Naha; tỉnh Kanagawa với tỉnh Hưng Yên"
    )
    work = {one.id: one for one in (*oracle.ties(), *oracle.projects())}
    for fact in told[0].theirs.facts:
        assert not {"vn/da-nang", "jp/kanagawa"} <= {*work[short(fact)].parties}


def test_of_two_who_have_done_nothing_together_it_tells_of_no_exchange_so_far(store: Store) -> None:
    made = letter(store, "jp/niigata/sanjo", "vn/can-tho", DAY)
    said = "\n".join(part.ours.text for part in made.parts)
    assert "2　共通点" in said
    assert "これまでの交流" not in said


def test_a_locality_tells_of_itself_what_is_its_own(store: Store) -> None:
    """Sanjo has no airport; the Vietnamese residents known are those of its prefecture."""
    said = "\n".join(part.ours.text for part in letter(store, "jp/niigata/sanjo", "vn/can-tho", DAY).parts)
    assert "94,642人" in said
    assert "空港" not in said
    assert "ベトナム人" not in said


@pytest.mark.parametrize(
    ("receiver", "thanked"), [("jp/fukuoka/kitakyushu", True), ("jp/kanagawa", False), ("jp/hokkaido/otaru", False)]
)
def test_a_partner_by_a_document_is_thanked_and_not_met_as_a_stranger(
    store: Store, receiver: str, thanked: bool
) -> None:
    signed = {frozenset(pair) for tie in oracle.agreements(DAY) for pair in tie.between(DAY)}
    assert (frozenset({"vn/hai-phong", receiver}) in signed) == thanked
    said = "\n".join(part.theirs.text for part in letter(store, "vn/hai-phong", receiver, DAY).parts)
    assert ("厚く御礼申し上げます" in said) == thanked
    assert ("一層の推進について" in said) == thanked


def test_whom_it_has_met_is_thanked_and_nothing_is_renewed_where_nothing_was_signed(on_water: Letter) -> None:
    pair = frozenset({"vn/da-nang", "jp/kanagawa"})
    assert pair not in {frozenset(one) for tie in oracle.agreements(DAY) for one in tie.between(DAY)}
    assert pair in {frozenset(one) for event in oracle.events() for one in event.between(DAY)}
    theirs = "\n".join(part.theirs.text for part in on_water.parts)
    assert "これまでの交流・協力に厚く御礼申し上げます" in theirs
    assert "協定・覚書等の締結に向けて" in theirs
    assert "更新" not in theirs


def test_who_signed_is_named_where_the_receiver_took_it_over_and_no_title_is_cut(store: Store) -> None:
    made = letter(store, "jp/niigata/sanjo", "vn/ho-chi-minh-city", DAY, "water")
    signed = [tie for tie in oracle.ties() if {"jp/niigata/sanjo", "vn/ba-ria-vung-tau"} == {*tie.parties}]
    for side, named in (("ours", "バリア・ブンタウ省(現 ホーチミン市)"), ("theirs", "Tỉnh Bà Rịa - Vũng Tàu (nay là")):
        texts = [getattr(part, side).text for part in made.parts]
        of_documents = [one for one in texts if one.startswith(("締結済みの協定・覚書等", "Thỏa thuận đã ký"))]
        assert len(of_documents) == len(signed) == 3
        assert all(named in one for one in of_documents)
        assert not [one for one in texts if "…" in one]
