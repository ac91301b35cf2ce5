"""Closed classes of English that decide whether a statement can stand alone: pronouns, pointing words, marks."""

from __future__ import annotations

PERSONAL = frozenset(
    [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
    ]
)
SPEAKERS = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "let’s",
        "'em",
    ]
)
POINTERS = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "such",
        "here",
        "thus",
        "so",
        "latter",
        "former",
        "ones",
        "another",
        "others",
        "similar",
    ]
)
AFTERWARDS = frozenset(
    [
        "since",
        "yet",
        "afterward",
        "afterwards",
        "thereafter",
        "beforehand",
        "elsewhere",
        "there",
        "then",
        "instead",
        "otherwise",
        "likewise",
    ]
)
DASHES = frozenset({"—", "–", "―", "--"})
OPENING = DASHES | {",", "("}
CLOSING = DASHES | {",", ")"}
EMPTY = frozenset(
    [
        "same",
        "new",
        "old",
        "other",
        "whole",
        "entire",
        "own",
        "alleged",
        "recent",
        "latest",
        "current",
        "previous",
        "earlier",
        "later",
    ]
)
ORDINALS = frozenset(
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "last",
        "only",
        "largest",
        "biggest",
    ]
)
COURTESIES = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Mister",
        "Madam",
        "Dr",
        "Sir",
        "Dame",
        "Lord",
        "Lady",
        "Rev",
        "Rabbi",
        "Imam",
        "Sheikh",
    ]
)
"""What stands before a name and is no role."""
