"""What a page says about itself to machines: front matter that theme/main.html turns into `<meta>` and JSON-LD.

Traps that shape this (each with a test): a bare `citation_title` makes Zotero think of a journal; no prose of a source
that is not open stands here; an allegation is attributed and answered in every field; a charge is no person's property.
"""

from __future__ import annotations

from typing import Any

from onrecord.model import Entry, Metadata, Quote, Speaker
from onrecord.pages.cite import Citation
from onrecord.pages.escape import line, link
from onrecord.pages.graph import Graph, Placed, Subject
from onrecord.pages.settings import Site
from onrecord.pages.titles import certain

Tree = dict[str, Any]

MOST_ARTICLES = 10
"""Articles that a subject's page names to machines: the head of a page must not grow with the number of sources."""


def citation_tags(citation: Citation) -> list[list[str]]:
    """Highwire tags and Zotero's item type, as [name, content]."""
    rows = [["z:itemType", "newspaperArticle"], ["citation_title", line(citation.title)]]
    rows += [["citation_author", line(author)] for author in citation.authors]
    if citation.issued:
        rows.append(["citation_date", citation.issued.strftime("%Y/%m/%d")])
    rows.append(["citation_publisher", line(citation.container)])
    rows.append(["citation_newspaper_title", line(citation.container)])
    rows.append(["citation_language", citation.language])
    if citation.url:
        rows.append(["citation_public_url", citation.url])
    return rows


def article(source: Metadata) -> Tree:
    """schema.org NewsArticle of a source, without its body."""
    tree: Tree = {"@type": "NewsArticle", "headline": line(source.title)}
    tree["publisher"] = {"@type": "Organization", "name": line(source.publisher)}
    if source.author:
        tree["author"] = [{"@type": "Person", "name": line(name)} for name in source.author]
    if source.published:
        tree["datePublished"] = source.published.isoformat()
    if link(source.url):
        tree["url"] = link(source.url)
    return tree


def source_page(source: Metadata) -> Tree:
    """The source's own page: the article with its rights."""
    tree = {"@context": "https://schema.org", **article(source), "inLanguage": source.language}
    tree["copyrightHolder"] = {"@type": "Organization", "name": line(source.publisher)}
    tree["usageInfo"] = {"@type": "CreativeWork", "name": line(source.licence or source.rights)}
    return tree


def item(placed: Placed, graph: Graph, site: Site) -> Tree:
    """schema.org of an item: Quotation, Event (only what nobody disputes) or Claim."""
    what = placed.item
    if isinstance(what, Quote):
        tree: Tree = {"@type": "Quotation", "text": line(what.text), "isBasedOn": article(placed.source)}
        if certain(what.speaker) and what.speaker:
            tree["creator"] = _agent(what.speaker, graph)
    elif isinstance(what, Entry) and _is_event(placed, graph):
        tree = _event(what, placed, graph)
    else:
        tree = {"@type": "Claim", "text": line(what.text or ""), "appearance": article(placed.source)}
        tree["firstAppearance"] = article(placed.source)
        author = placed.by[-1] if placed.by else None
        if author is not None and certain(author):
            tree["author"] = _agent(author, graph)
        elif author is not None:
            tree["author"] = {"@type": "Person", "name": line(author.name)}
    permalink = site.permalink(placed.path)
    return {"@context": "https://schema.org", **({"@id": permalink, "url": permalink} if permalink else {}), **tree}


def subject_page(subject: Subject, site: Site) -> Tree:
    """A person, organisation or place by name. Roles are those that the sources give."""
    kind = {"person": "Person", "organisation": "Organization", "place": "Place"}[subject.kind]
    tree: Tree = {"@context": "https://schema.org", "@type": kind, "name": line(subject.name)}
    if subject.kind == "person" and subject.roles:
        tree["jobTitle"] = [line(role) for role in subject.roles]
    if subject.aliases:
        tree["alternateName"] = [line(alias) for alias in subject.aliases]
    tree["subjectOf"] = [article(source) for source in subject.sources[:MOST_ARTICLES]]
    permalink = site.permalink(subject.path)
    return {**tree, "url": permalink} if permalink else tree


def _is_event(placed: Placed, graph: Graph) -> bool:
    what = placed.item
    if not isinstance(what, Entry) or what.status != "reported" or what.when.earliest is None:
        return False
    return not any(graph.thread(fact).contested for fact in graph.entry_facts(placed))


def _event(entry: Entry, placed: Placed, graph: Graph) -> Tree:
    tree: Tree = {"@type": "Event", "name": line(entry.text)}
    if entry.when.earliest:
        tree["startDate"] = entry.when.earliest.isoformat()
    if entry.when.latest and entry.when.latest != entry.when.earliest:
        tree["endDate"] = entry.when.latest.isoformat()
    places = [place for place in map(graph.subject, entry.places) if place is not None]
    if places:
        tree["location"] = [{"@type": "Place", "name": line(place.name)} for place in places]
    tree["subjectOf"] = article(placed.source)
    return tree


def _agent(speaker: Speaker, graph: Graph) -> Tree:
    subject = graph.subject(speaker.subject)
    person = subject is None or subject.kind == "person" or speaker.role is not None
    return {"@type": "Person" if person else "Organization", "name": line(speaker.name)}
