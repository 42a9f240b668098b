"""Tables of others are matched with our localities: the Reconciliation Service API 0.2, as OpenRefine speaks it.

The schemas here were written from the text of the specification (its sections 2 to 4), whose own are in no package.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest
from jsonschema import Draft202012Validator

from ontology import thing

pytestmark = pytest.mark.xdist_group("serve")

TEXT = {"type": "string", "minLength": 1}
TYPE: dict[str, Any] = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
BROADER = {**TYPE, "properties": {**TYPE["properties"], "broader": {"type": "array", "items": TYPE}}}
ADDRESS = {"type": "string", "pattern": "^https?://"}
PLACE_OF_SERVICE = {
    "type": "object",
    "required": ["service_url", "service_path"],
    "properties": {
        "service_url": ADDRESS,
        "service_path": {"type": "string", "pattern": "^/"},
        "flyout_service_path": {"type": "string", "pattern": r"^/.*\$\{id\}"},
    },
    "additionalProperties": False,
}
MANIFEST = Draft202012Validator({
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": {"type": "string", "pattern": "^https?://"},
        "schemaSpace": {"type": "string", "pattern": "^https?://"},
        "documentation": ADDRESS,
        "serviceVersion": TEXT,
        "defaultTypes": {"type": "array", "items": BROADER, "uniqueItems": True},
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {
                "url": {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"},
                "width": {"type": "integer", "minimum": 1},
                "height": {"type": "integer", "minimum": 1},
            },
        },
        "suggest": {
            "type": "object",
            "properties": {"entity": PLACE_OF_SERVICE, "type": PLACE_OF_SERVICE, "property": PLACE_OF_SERVICE},
            "additionalProperties": False,
        },
        "extend": {
            "type": "object",
            "properties": {
                "propose_properties": PLACE_OF_SERVICE,
                "property_settings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "label", "name"],
                        "properties": {
                            "type": {"const": "text"}, "label": TEXT, "name": TEXT, "default": TEXT, "help_text": TEXT,
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
        "view": {
            "type": "object",
            "required": ["url"],
            "properties": {"url": {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}},
        },
        "batchSize": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,  # what is optional in the specification and not offered here
})  # fmt: skip
VALUE = {
    "oneOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "object", "required": ["id"], "properties": {"id": TEXT, "name": TEXT}},
    ]
}
BATCH = Draft202012Validator({
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "query": TEXT,
            "type": {"oneOf": [TEXT, {"type": "array", "items": TEXT}]},
            "limit": {"type": "integer", "minimum": 1},
            "properties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["pid", "v"],
                    "properties": {"pid": TEXT, "v": {"oneOf": [VALUE, {"type": "array", "items": VALUE}]}},
                },
            },
            "type_strict": {"enum": ["any", "should", "all"]},
        },
        "additionalProperties": False,
        "anyOf": [{"required": ["query"]}, {"required": ["properties"]}],
    },
})  # fmt: skip
ANSWER = Draft202012Validator({
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "name", "type", "score", "match"],
                    "properties": {
                        "id": TEXT,
                        "name": TEXT,
                        "description": TEXT,
                        "type": {"type": "array", "items": TYPE},
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                    },
                    "additionalProperties": False,
                },
            }
        },
        "additionalProperties": False,
    },
})  # fmt: skip
KAWASAKI = ["jp/fukuoka/kawasaki", "jp/kanagawa/kawasaki", "jp/miyagi/kawasaki"]


def beside(**values: Any) -> list[dict[str, Any]]:
    return [{"pid": name, "v": value} for name, value in values.items()]


def reconciled(served: str, batch: Mapping[str, Any], method: str = "POST") -> dict[str, list[dict[str, Any]]]:
    """Return the candidates for each query of a batch; both are as the specification has them."""
    BATCH.validate(batch)
    fields = urlencode({"queries": json.dumps(batch)})
    address = f"{served}/reconcile"
    request = Request(address, fields.encode()) if method == "POST" else Request(f"{address}?{fields}")
    with urlopen(request, timeout=60) as answer:
        said = json.load(answer)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    ANSWER.validate(said)
    assert list(said) == list(batch)
    results = {name: one["result"] for name, one in said.items()}
    for result in results.values():
        assert [one["score"] for one in result] == sorted((one["score"] for one in result), reverse=True)
    return results


def found(served: str, query: str, **others: Any) -> list[tuple[str, bool]]:
    """Return the candidates for one query, and whether each is held to be meant."""
    [result] = reconciled(served, {"q0": {"query": query, **others}}).values()
    return [(one["id"], one["match"]) for one in result]


def refused(served: str, fields: str, media_type: str = "application/x-www-form-urlencoded") -> tuple[int, str]:
    """Return the status code and the reason for which a batch is not taken."""
    request = Request(f"{served}/reconcile", fields.encode("latin-1"), {"Content-Type": media_type})
    with pytest.raises(HTTPError) as refusal:
        urlopen(request, timeout=60)
    return refusal.value.code, json.load(refusal.value)["detail"]


def test_the_service_says_what_it_is(served: str) -> None:
    with urlopen(f"{served}/reconcile", timeout=60) as answer:
        manifest = json.load(answer)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    MANIFEST.validate(manifest)
    assert manifest["identifierSpace"] == thing.iri


def test_other_sites_may_ask(served: str) -> None:
    headers = {"Origin": "http://127.0.0.1:3333", "Access-Control-Request-Method": "POST"}
    with urlopen(Request(f"{served}/reconcile", headers=headers, method="OPTIONS"), timeout=60) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]


def test_a_candidate_can_be_viewed(served: str) -> None:
    """Clients write an id into the template as a part of an address, slashes encoded."""
    with urlopen(f"{served}/reconcile", timeout=60) as answer:
        template = json.load(answer)["view"]["url"]
    address = template.replace("{{id}}", quote("jp/osaka/sakai", safe=""))
    with urlopen(Request(address, headers={"Accept": "text/html"}), timeout=60) as answer:
        assert answer.url == f"{served}/en/place/jp/osaka/sakai.html"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_batch_is_answered_query_by_query(served: str, method: str) -> None:
    results = reconciled(
        served,
        {
            "q0": {"query": "Đà Nẵng", "type": "locality", "limit": 5, "type_strict": "should"},
            "q1": {"query": "堺市", "type": ["locality"], "properties": beside(country="Japan")},
            "a name of any kind": {"query": "Atlantis"},
        },
        method,
    )
    [da_nang], [sakai] = results["q0"], results["q1"]
    assert [one["id"] for one in da_nang.pop("type")] == ["level/central-city", "level/provincial", "locality"]
    assert da_nang == {
        "id": "vn/da-nang", "name": "Da Nang", "description": "centrally-run city", "score": 100, "match": True
    }  # fmt: skip
    assert sakai.pop("type") == [
        {"id": "level/designated-city", "name": "designated city"},
        {"id": "level/municipal", "name": "municipal level"}, {"id": "locality", "name": "Locality"},
    ]  # fmt: skip
    assert sakai == {
        "id": "jp/osaka/sakai", "name": "Sakai (Osaka)", "description": "designated city, Osaka Prefecture",
        "score": 100, "match": True,
    }  # fmt: skip
    assert results["a name of any kind"] == []


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Đà Nẵng", "vn/da-nang"),
        ("DANANG", "vn/da-nang"),
        ("ダナン", "vn/da-nang"),
        ("Thành phố Hồ Chí Minh", "vn/ho-chi-minh-city"),
        ("TP.HCM", "vn/ho-chi-minh-city"),
        ("ホーチミン市", "vn/ho-chi-minh-city"),
        ("tỉnh Quảng Nam", "vn/quang-nam"),
        ("神奈川県川崎市", "jp/kanagawa/kawasaki"),
        ("Kawasaki, Kanagawa", "jp/kanagawa/kawasaki"),
        ("大阪府", "jp/osaka"),
        ("jp/osaka/sakai", "jp/osaka/sakai"),
    ],
)
def test_a_name_in_any_script_is_one_locality(served: str, name: str, identifier: str) -> None:
    assert found(served, name) == [(identifier, True)]


def test_a_name_of_several_is_left_to_the_user(served: str) -> None:
    assert found(served, "Kawasaki") == [(one, False) for one in KAWASAKI]
    assert found(served, "Kawasaki", limit=2) == [(one, False) for one in KAWASAKI[:2]]


def test_a_name_that_is_nearly_right_is_proposed(served: str) -> None:
    assert ("jp/tochigi/ashikaga", False) in found(served, "Ashikaza")
    assert found(served, "Da Nangg")[0] == ("vn/da-nang", False)


@pytest.mark.parametrize(
    "said",
    [
        {"parent": "Kanagawa"},
        {"parent": "神奈川県"},
        {"parent": {"id": "jp/kanagawa", "name": "Kanagawa Prefecture"}},
        {"parent": ["Kanagawa"]},
        {"level": "designated-city"},
        {"level": "Designated city"},
        {"level": "政令指定都市"},
        {"level": "thành phố được chỉ định"},
        {"parent": "Kanagawa", "population": 1_500_000, "capital": False},
    ],
)
def test_what_stands_beside_a_name_tells_which_is_meant(served: str, said: dict[str, Any]) -> None:
    assert found(served, "Kawasaki", properties=beside(**said)) == [("jp/kanagawa/kawasaki", True)]


@pytest.mark.parametrize("said", [{"parent": "Hokkaido"}, {"level": "special-ward"}, {"level": "Grafschaft"}])
def test_what_contradicts_a_name_leaves_it_to_the_user(served: str, said: dict[str, Any]) -> None:
    assert found(served, "Kawasaki", properties=beside(**said)) == [(one, False) for one in KAWASAKI]


@pytest.mark.parametrize("country", ["Vietnam", "Việt Nam", "ベトナム", "vn", "VN", {"id": "country/vn"}])
def test_a_country_is_told_by_any_of_its_names(served: str, country: Any) -> None:
    """Of two that are written alike: 河内 is Hanoi, and Kawachi in Ibaraki; 海陽 was Hai Duong, and is Kaiyo."""
    assert len(found(served, "河内")) == 2
    assert found(served, "河内", properties=beside(country=country)) == [("vn/hanoi", True)]
    assert found(served, "海陽") == [("jp/tokushima/kaiyo", True)]
    assert found(served, "海陽", properties=beside(country=country)) == [("vn/hai-duong", True)]


def test_a_place_elsewhere_is_none_of_ours(served: str) -> None:
    assert found(served, "Nagasaki", properties=beside(country="Korea", parent="Busan")) == []


@pytest.mark.parametrize("date", ["2020", "2020-01-31", "about 2020", "0000-99-99"])
def test_a_date_may_stand_beside_a_name_and_one_that_is_none_says_nothing(served: str, date: str) -> None:
    assert found(served, "Bình Định", properties=beside(date=date)) == [("vn/binh-dinh", True)]


def test_properties_alone_find_nothing(served: str) -> None:
    assert reconciled(served, {"q0": {"properties": beside(parent="Kanagawa")}}) == {"q0": []}


def test_other_types_have_no_candidates(served: str) -> None:
    assert found(served, "Đà Nẵng", type="person") == []
    assert found(served, "Đà Nẵng", type=["person", "locality"]) == [("vn/da-nang", True)]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("level/designated-city", [("jp/kanagawa/kawasaki", True)]),
        ({"id": "level/designated-city", "name": "designated city"}, [("jp/kanagawa/kawasaki", True)]),
        (["level/designated-city", "level/provincial"], [("jp/kanagawa/kawasaki", True)]),
        ("level/town", [(one, False) for one in KAWASAKI if one != "jp/kanagawa/kawasaki"]),
        ("level/municipal", [(one, False) for one in KAWASAKI]),
        ("locality", [(one, False) for one in KAWASAKI]),
        ("level/provincial", []),
        ("level/no-such", []),
    ],
    ids=str,
)
def test_a_type_is_one_at_each_level(served: str, types: Any, expected: list[tuple[str, bool]]) -> None:
    fields = urlencode({"queries": json.dumps({"q": {"query": "Kawasaki", "type": types}})})
    with urlopen(f"{served}/reconcile?{fields}", timeout=60) as answer:
        said = json.load(answer)
    ANSWER.validate(said)
    assert [(one["id"], one["match"]) for one in said["q"]["result"]] == expected


def test_all_of_several_types_may_be_asked_for(served: str) -> None:
    both = ["level/designated-city", "level/town"]
    assert len(found(served, "Kawasaki", type=both, type_strict="any")) == 3
    assert found(served, "Kawasaki", type=both, type_strict="all") == []
    assert found(served, "Kawasaki", type=["level/designated-city", "locality"], type_strict="all") == [
        ("jp/kanagawa/kawasaki", True)
    ]


def test_a_hundred_queries_are_answered_at_once(served: str) -> None:
    spellings = ["Đà Nẵng", "da nang", "ダナン", "Tourane", "峴港"]
    batch = {f"q{number}": {"query": spellings[number % 5]} for number in range(100)}
    assert {one["id"] for [one] in reconciled(served, batch).values()} == {"vn/da-nang"}


def test_a_batch_is_as_large_as_the_service_says_it_may_be(served: str) -> None:
    with urlopen(f"{served}/reconcile", timeout=60) as answer:
        most = json.load(answer)["batchSize"]
    assert len(reconciled(served, {f"q{number}": {"query": "堺"} for number in range(most)})) == most
    more = json.dumps({f"q{number}": {"query": "Hue"} for number in range(most + 1)})
    code, why = refused(served, urlencode({"queries": more}))
    assert code == 413
    assert str(most) in why


@pytest.mark.parametrize(
    "batch",
    [
        "{",
        "[]",
        "null",
        '"Hue"',
        '{"q0": "Hue"}',
        '{"q0": {"query": 5}}',
        '{"q0": {"query": "Hue", "limit": 0}}',
        '{"q0": {"query": "Hue", "limit": "many"}}',
        '{"q0": {"query": "Hue", "limit": true}}',
        '{"q0": {"query": "Hue", "properties": "Japan"}}',
        '{"q0": {"query": "Hue", "properties": ["Japan"]}}',
        "[" * 100_000,
    ],
    ids=lambda batch: batch[:60],
)
def test_what_is_no_batch_is_refused_with_the_reason(served: str, batch: str) -> None:
    code, why = refused(served, f"queries={quote(batch, safe='[')}")
    assert code == 400
    assert "quer" in why or "properties" in why


@pytest.mark.parametrize("fields", ["queries=\xff\xfe", "queries=%FF%FE"])
def test_what_is_no_form_is_refused(served: str, fields: str) -> None:
    assert refused(served, fields)[0] == 400


@pytest.mark.parametrize(
    "said",
    [
        {"query": "\ud800"},
        {"query": "Huế" * 10_000},
        {"query": "Hue", "properties": beside(parent="Huế" * 10_000)},
        {"query": "Hue) } # <x>", "properties": beside(level="x" * 500, date="0000-99-99")},
    ],
    ids=["half a character", "a long name", "a long parent", "syntax"],
)
def test_a_name_that_cannot_be_one_has_no_match(served: str, said: dict[str, Any]) -> None:
    [result] = reconciled(served, {"q0": said}).values()
    assert not any(one["match"] for one in result)
