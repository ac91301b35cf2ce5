"""Units of time, and the values of durations in them."""

from __future__ import annotations

from typing import Literal

from onrecord.times.period import Grain

Count = int | float | Literal["X"]
"""How many: whole, with a fraction, or X where the text does not say."""

GRAINS: dict[str, Grain] = {
    "D": "day",
    "N": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
}
"""The grain that a unit's letter stands for, where it has one."""

SMALLER = {"H": ("M", 60), "TM": ("S", 60), "Y": ("M", 12), "D": ("TH", 24)}
"""The next smaller unit, in which a fraction is written, and how many of it there are."""


def duration(number: Count, unit: str) -> str:
    """TIMEX3's value of a duration: P2D, PT3H, P2Y6M, PXW. Decades and centuries are written in years.

    `unit` is the letter of the lexicon, with a T before it for those of the clock.
    """
    clock, letter = ("T" if unit.startswith("T") else ""), unit.removeprefix("T")
    if number == "X":
        return f"P{clock}X{'W' if letter == 'FN' else letter}"
    if letter in ("DE", "CE"):
        return f"P{int(number * (10 if letter == 'DE' else 100))}Y"
    if letter == "FN":
        return f"P{int(number * 2)}W"
    whole, rest = int(number), number - int(number)
    small = SMALLER.get("TM" if unit == "TM" else letter if clock or letter in "YD" else "")
    if not rest or small is None:
        return f"P{clock}{number:g}{letter}" if rest else f"P{clock}{whole}{letter}"
    part = round(rest * small[1])
    head = f"{whole}{letter}" if whole else ""
    if small[0] == "TH":
        return f"P{head}T{part}H"
    return f"P{clock}{head}{part}{small[0]}"
