"""What pages and files say to machines, held to the standards: each as a schema of what the standard asks for.

schema.org (types and the properties that each may have), Highwire tags as Zotero and Google Scholar read them, Open
Graph, oEmbed 1.0, CSL-JSON, JSON Feed 1.1, Atom (RFC 4287), Web Annotations. BibTeX and RIS are read by parsers, in
test_pages. Two sites with an address and one without, one of them made of hostile strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator
from lxml import etree, html

import invented
from onrecord.pages import HOME, Site, pages

Tree = dict[str, str | bytes]
JSON = dict[str, Any]

ADDRESS = Site(name="Harbour record", url="https://record.example/harbour/")


def build(*names: str, site: Site) -> Tree:
    texts = {name: invented.source(name) for name in names if (invented.RECORDS / f"{name}.txt").exists()}
    return pages([invented.record(name) for name in names], site, texts)


@pytest.fixture(scope="module", params=["two sources", "hostile strings", "no address"])
def tree(request: pytest.FixtureRequest) -> Tree:
    match request.param:
        case "two sources":
            return build("harbour-gazette", "quay-radio", site=ADDRESS)
        case "hostile strings":
            return build("hostile", site=ADDRESS)
        case _:
            return build("harbour-gazette", site=Site(name="Unhoused <record>"))


def files(tree: Tree, ending: str) -> Iterator[tuple[str, str]]:
    for path, content in tree.items():
        if path.endswith(ending) and path != HOME and isinstance(content, str):
            yield path, content


def fronts(tree: Tree) -> dict[str, JSON]:
    """Path → what the theme makes the page's head of."""
    return {path: yaml.safe_load(text.split("---\n")[1])["onrecord"] for path, text in files(tree, ".md")}


def items(tree: Tree) -> Iterator[tuple[str, JSON]]:
    """The data files of quotations, facts and events."""
    for path, text in files(tree, ".json"):
        if re.search(r"/[a-z]-\w+\.json$", path) and "citation" in (data := json.loads(text)):
            yield path, data


def strict(properties: JSON, *required: str, **more: Any) -> JSON:
    """A schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def check(schema: JSON, value: Any, where: str) -> None:
    errors = [
        f"{where}: {error.json_path} {error.message[:300]}" for error in Draft202012Validator(schema).iter_errors(value)
    ]
    assert errors == []


TEXT: JSON = {"type": "string", "minLength": 1}
URL: JSON = {"type": "string", "pattern": '^https?://[^ <>"{}|\\\\^`]+$'}
DAY: JSON = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
INSTANT: JSON = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$"}
COUNT: JSON = {"type": "integer", "minimum": 0}


# ---------------------------------------------------------------------------------------------------------- schema.org


def typed(*names: str) -> JSON:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}


def one_or_more(schema: JSON) -> JSON:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


THING: JSON = {
    "@context": {"const": "https://schema.org"},
    "@id": URL,
    "name": TEXT,
    "url": URL,
    "alternateName": one_or_more(TEXT),
    "subjectOf": one_or_more(typed("NewsArticle")),
}
WORK: JSON = {
    **THING,
    "text": TEXT,
    "headline": TEXT,
    "author": one_or_more(typed("Person", "Organization")),
    "creator": one_or_more(typed("Person", "Organization")),
    "publisher": typed("Organization"),
    "datePublished": DAY,
    "inLanguage": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
    "isBasedOn": one_or_more(typed("NewsArticle")),
    "copyrightHolder": typed("Organization", "Person"),
    "usageInfo": {"anyOf": [URL, {"$ref": "#/$defs/CreativeWork"}]},
}
CLAIM: JSON = {**WORK, "appearance": one_or_more(typed("NewsArticle")), "firstAppearance": typed("NewsArticle")}
EVENT: JSON = {**THING, "startDate": DAY, "endDate": DAY, "location": one_or_more(typed("Place"))}
PERSON: JSON = {**THING, "jobTitle": one_or_more(TEXT)}  # no birthDate, no address
TYPES: dict[str, tuple[JSON, tuple[str, ...]]] = {
    "CreativeWork": (WORK, ("name",)),
    "NewsArticle": (WORK, ("headline", "publisher")),  # never articleBody
    "Quotation": (WORK, ("text", "isBasedOn")),
    "Claim": (CLAIM, ("text", "appearance")),  # never ClaimReview: that is a verdict
    "Event": (EVENT, ("name", "startDate")),  # eventStatus is about schedules
    "Person": (PERSON, ("name",)),
    "Organization": (THING, ("name",)),
    "Place": (THING, ("name",)),
}
SCHEMA_ORG: JSON = {
    **typed(*TYPES),
    "required": ["@context"],
    "$defs": {
        name: strict({"@type": {"const": name}, **properties}, "@type", *required)
        for name, (properties, required) in TYPES.items()
    },
}
KINDS = {"quote": "Quotation", "fact": "Claim", "person": "Person", "organisation": "Organization", "place": "Place"}


def test_schema_org(tree: Tree) -> None:
    found = {path: json.loads(front["jsonld"]) for path, front in fronts(tree).items() if front.get("jsonld")}
    assert {one["@type"] for one in found.values()} >= {"Quotation", "Person", "NewsArticle"}
    for path, data in found.items():
        check(SCHEMA_ORG, data, path)
        kind = fronts_kind(tree, path)
        assert data["@type"] == KINDS.get(kind, data["@type"]), path
        assert kind != "entry" or data["@type"] in ("Event", "Claim")


def fronts_kind(tree: Tree, path: str) -> str:
    text = tree[path]
    assert isinstance(text, str)
    return str(yaml.safe_load(text.split("---\n")[1])["onrecord"]["kind"])


# ---------------------------------------------------------------------------------------------- tags in a page's head

TAGS = {
    "z:itemType": r"newspaperArticle",  # without it Zotero takes citation_title for a journal's
    "citation_title": r".+",
    "citation_author": r".+",
    "citation_date": r"\d{4}/\d{2}/\d{2}",
    "citation_publisher": r".+",
    "citation_newspaper_title": r".+",
    "citation_language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
    "citation_public_url": r"https?://[^ ]+\.html",
}


def test_highwire_tags(tree: Tree) -> None:
    tagged = {path: front["meta"] for path, front in fronts(tree).items() if front.get("meta")}
    assert len(tagged) > 5
    for path, rows in tagged.items():
        names = [name for name, _ in rows]
        assert {"z:itemType", "citation_title", "citation_date", "citation_publisher"} <= set(names), path
        assert all(names.count(name) == 1 for name in names if name != "citation_author"), path
        for name, value in rows:
            assert re.fullmatch(TAGS[name], value), (path, name, value)
            assert not re.search(r"[\x00-\x1f]", value), (path, name)


def test_links_to_other_forms_lead_to_files(tree: Tree) -> None:
    endings = {"application/json": ".json", "application/json+oembed": ".json"}
    for path, front in fronts(tree).items():
        for kind, address, title in front.get("links", []):
            target = str((path.rpartition("/")[0] + "/" + address).replace(f"{path.split('/')[0]}/../", ""))
            assert target in tree and target.endswith(endings[kind]) and title, (path, target)


# ----------------------------------------------------------------------------------------------------- files of an item

OEMBED: JSON = {
    "type": "object",
    "properties": {
        "version": {"const": "1.0"},
        "type": {"const": "rich"},
        "title": TEXT,
        "provider_name": TEXT,
        "provider_url": URL,
        "cache_age": COUNT,
        "html": TEXT,
        "width": COUNT,
        "height": COUNT,
    },
    "required": ["version", "type", "html", "width", "height"],
}  # the item's own data stand beside it, which the standard leaves room for


def test_oembed(tree: Tree) -> None:
    """The description fits oEmbed 1.0 (2.3.4.4: rich), and its HTML is one frame of a card that is there."""
    for path, data in items(tree):
        if "provider_url" not in data:
            assert "html" not in data, "without an address there is nothing to embed"
            continue
        check(OEMBED, data, path)
        [frame] = html.fragments_fromstring(data["html"])
        assert frame.tag == "iframe" and not len(frame) and not (frame.text or frame.tail), path
        assert (frame.get("width"), frame.get("height")) == (str(data["width"]), str(data["height"]))
        assert frame.get("title") and "<" not in frame.get("title"), path
        card = f"embed/{path.rpartition('/')[2].replace('.json', '.html')}"
        assert frame.get("src") == f"{data['provider_url']}record/{card}" and card in tree


NAME = strict({"literal": TEXT}, "literal")
CSL = strict(
    {
        "id": TEXT,
        "type": {"const": "article-newspaper"},
        "title": TEXT,
        "container-title": TEXT,
        "author": {"type": "array", "items": NAME, "minItems": 1},
        "issued": strict(
            {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {
                        "type": "array",
                        "prefixItems": [
                            {"type": "integer"},
                            {"type": "integer", "minimum": 1, "maximum": 12},
                            {"type": "integer", "minimum": 1, "maximum": 31},
                        ],
                        "minItems": 1,
                        "maxItems": 3,
                    },
                }
            },
            "date-parts",
        ),
        "URL": URL,
        "language": TEXT,
        "note": TEXT,
    },
    *("id", "type"),
)


def test_csl_json(tree: Tree) -> None:
    found = [(path, data["citation"]) for path, data in items(tree)]
    assert len(found) > 5
    for path, citation in found:
        check(CSL, citation, path)


ANNOTATION = strict(
    {
        "id": TEXT,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying", "linking", "classifying", "describing"]},
        "body": TEXT,
        "target": strict(
            {
                "source": TEXT,
                "selector": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "oneOf": [
                            strict(
                                {"type": {"const": "TextPositionSelector"}, "start": COUNT, "end": COUNT},
                                *("type", "start", "end"),
                            ),
                            # never prefix and suffix: from chained surroundings the article can be put together again
                            strict({"type": {"const": "TextQuoteSelector"}, "exact": TEXT}, "type", "exact"),
                        ]
                    },
                },
            },
            *("source", "selector"),
        ),
    },
    *("id", "type", "target"),
)
ANNOTATIONS = strict(
    {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": TEXT,
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": ANNOTATION},
    },
    *("@context", "id", "type", "items"),
)


def test_web_annotations(tree: Tree) -> None:
    found = list(files(tree, ".annotations.json"))
    assert found
    for path, text in found:
        data = json.loads(text)
        check(ANNOTATIONS, data, path)
        ids = [item["id"] for item in data["items"]]
        assert ids and len(ids) == len(set(ids)), path
        for item in data["items"]:
            for selector in item["target"]["selector"]:
                assert selector.get("start", 0) < selector.get("end", 1), (path, item["id"])


# ---------------------------------------------------------------------------------------------------------------- feeds

JSON_FEED = strict(
    {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "language": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "items": {
            "type": "array",
            "items": strict(
                {"id": TEXT, "url": URL, "title": TEXT, "content_text": TEXT, "date_published": INSTANT},
                *("id", "content_text"),
            ),
        },
    },
    *("version", "title", "items"),
)


def test_json_feed(tree: Tree) -> None:
    for path, text in files(tree, ".feed.json"):
        check(JSON_FEED, json.loads(text), path)


def test_atom(tree: Tree) -> None:
    """RFC 4287: what a feed and its entries must have, may have once, and nothing else (4.1.1, 4.1.2)."""
    atom = "{http://www.w3.org/2005/Atom}"
    may = {
        "feed": {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 9), "link": (0, 9), "entry": (0, 999)},
        "entry": {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "link": (0, 1), "content": (1, 1)},
    }
    for path, text in files(tree, ".atom"):
        feed = etree.fromstring(text.encode("utf-8"))
        assert feed.tag == f"{atom}feed", path
        for element in (feed, *feed.findall(f"{atom}entry")):
            allowed = may[element.tag.removeprefix(atom)]
            names = [child.tag.removeprefix(atom) for child in element]
            assert set(names) <= set(allowed), (path, names)
            for name, (least, most) in allowed.items():
                assert least <= names.count(name) <= most, (path, name)
            assert urlsplit(element.findtext(f"{atom}id") or "").scheme in ("https", "urn"), "an id is an IRI"
            assert datetime.fromisoformat(element.findtext(f"{atom}updated") or "").tzinfo is not None
            assert all(urlsplit(link.get("href") or "").scheme == "https" for link in element.findall(f"{atom}link"))
            assert all((element.findtext(f"{atom}{name}") or "").strip() for name in ("id", "title", "updated"))
        assert [link.get("rel") for link in feed.findall(f"{atom}link")] in ([], ["self", None])
        assert feed.find(f"{atom}author/{atom}name") is not None


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        (SCHEMA_ORG, {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "h", "articleBody": "b"}),
        (SCHEMA_ORG, {"@context": "https://schema.org", "@type": "ClaimReview", "name": "n"}),
        (SCHEMA_ORG, {"@context": "https://schema.org", "@type": "Person", "name": "n", "birthDate": "1990-01-01"}),
        (SCHEMA_ORG, {"@type": "Place", "name": "n"}),
        (OEMBED, {"version": "1.0", "type": "rich", "html": "<p>", "width": "560", "height": 1}),
        (CSL, {"id": "a", "type": "article-newspaper", "issued": "2021-05-19"}),
        (ANNOTATION, {"id": "a", "type": "Annotation", "target": {"source": "s", "selector": []}}),
        (JSON_FEED, {"version": "https://jsonfeed.org/version/1", "title": "t", "items": []}),
    ],
)
def test_the_schemas_refuse_what_is_wrong(schema: JSON, wrong: JSON) -> None:
    assert not Draft202012Validator(schema).is_valid(wrong)
