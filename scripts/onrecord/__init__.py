"""Onrecord: a news text in, a site on which every quotation, fact and date proves itself out.

Read `extract.py` first: it is the way from a text to its record, one line a stage.
"""

__version__ = "0.1.0"
