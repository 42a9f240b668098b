"""Vietnamese as it was written before Unicode, in the letters of fonts: TCVN3 (ABC; .VnTime) and VNI (VNI-Times).

Such a text is made of signs of Western Europe that its font draws otherwise. Outside that font it reads “Hµ Néi”,
“Haø Noäi”. Tables: TCVN 5712:1993 (VN3), the keyboard tables of VNI for Windows.
"""

import re
from collections.abc import Callable

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
_OF_VNI_SMALL = (
    "aù=á aø=à aû=ả aõ=ã aï=ạ aâ=â aá=ấ aà=ầ aå=ẩ aã=ẫ aä=ậ aê=ă aé=ắ aè=ằ aú=ẳ aü=ẵ aë=ặ "
    "eù=é eø=è eû=ẻ eõ=ẽ eï=ẹ eâ=ê eá=ế eà=ề eå=ể eã=ễ eä=ệ "
    "où=ó oø=ò oû=ỏ oõ=õ oï=ọ oâ=ô oá=ố oà=ồ oå=ổ oã=ỗ oä=ộ ô=ơ ôù=ớ ôø=ờ ôû=ở ôõ=ỡ ôï=ợ "
    "uù=ú uø=ù uû=ủ uõ=ũ uï=ụ ö=ư öù=ứ öø=ừ öû=ử öõ=ữ öï=ự "
    "í=í ì=ì æ=ỉ ó=ĩ ò=ị yù=ý yø=ỳ yû=ỷ yõ=ỹ î=ỵ ñ=đ"
)
_VNI = dict(pair.split("=") for pair in _OF_VNI_SMALL.split())
_VNI |= {one.upper(): other.upper() for one, other in _VNI.items()} | {
    f"{one[0].upper()}{one[1:]}": other.upper() for one, other in _VNI.items()
}
_OF_VNI = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_WORDS = re.compile(
    "(?<![^_])(?:thành_phố|tỉnh|việt_nam|đối_tác|ngày|hợp_tác|kết_nghĩa|địa_phương|nhật_bản|hình_thức|nội_dung|ghi_chú|"
    "năm|quận|thỏa_thuận|thoả_thuận|quan_hệ|hữu_nghị|lĩnh_vực|hà_nội|đà_nẵng|hải_phòng|cần_thơ|huế|quảng_nam|"
    "quảng_ninh|huyện|hồ_chí_minh|bình_dương|đồng_nai|nghệ_an|phú_thọ|lào_cai)(?![^_])"
)
_BETWEEN = re.compile(r"[\W_]+")
_SURE = 2
"""Different Vietnamese words in a text that leave no doubt: each has signs that nothing else makes of it."""


def of_tcvn3(text: str) -> str:
    """Return a text in letters of TCVN3 in Unicode.

    >>> of_tcvn3("Thµnh phè §µ N½ng"), of_vni("Thaønh phoá Ñaø Naüng")
    ('Thành phố Đà Nẵng', 'Thành phố Đà Nẵng')
    """
    return text.translate(_TCVN3)


def of_vni(text: str) -> str:
    """Return a text in letters of VNI in Unicode."""
    return _OF_VNI.sub(lambda found: _VNI[found[0]], text)


OLD_LETTERS: dict[str, Callable[[str], str]] = {"TCVN3 (ABC)": of_tcvn3, "VNI": of_vni}
"""What the letters of old fonts are called -> what returns a text in them in Unicode."""


def words(text: str) -> int:
    """Return how many Vietnamese words are found in a text that only Vietnamese letters spell."""
    return len(set(_WORDS.findall(_BETWEEN.sub("_", text.casefold()))))


def old_letters(text: str) -> str:
    """Return in the letters of which old fonts a text surely is; nothing if it is not.

    >>> old_letters("§èi t¸c, Ngµy ký, Thµnh phè"), old_letters("Đối tác, Ngày ký, Thành phố")
    ('TCVN3 (ABC)', '')
    """
    if text.isascii() or words(text):
        return ""
    return next((name for name, read in OLD_LETTERS.items() if words(read(text)) >= _SURE), "")
