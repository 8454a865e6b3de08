"""Tells texts that are plainly not English, by their script and by their small words; when in doubt it lets them pass."""

from __future__ import annotations

import re
from typing import Final

_SCRIPTS: Final = (
    ("fa", "پچژگ", ""),  # letters that Arabic lacks; before Arabic
    ("uk", "іїєґ", ""),  # letters that Russian lacks; before Russian
    ("ar", "", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("ru", "", "\u0400-\u052f"),
    ("he", "", "\u0590-\u05ff"),
    ("el", "", "\u0370-\u03ff"),
    ("hy", "", "\u0530-\u058f"),
    ("ka", "", "\u10a0-\u10ff"),
    ("hi", "", "\u0900-\u097f"),
    ("am", "", "\u1200-\u137f"),
    ("ja", "のにをはがで", "\u3040-\u30ff"),
    ("ko", "", "\uac00-\ud7af"),
    ("zh", "", "\u4e00-\u9fff"),
    ("th", "", "\u0e00-\u0e7f"),
)
_KIN: Final = {"fa": "ar", "uk": "ru", "ja": "zh"}  # told apart by letters of their own
_SMALL_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(
        "the of and to in a that is was for on with as by at from were it has have had be been said are not this an which".split()
    ),
    "fr": frozenset("le la les de des du et à dans un une que qui est pour par sur avec au aux en ont été pas selon".split()),
    "de": frozenset("der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es wurde wurden nach".split()),
    "es": frozenset("el la los las de del y en que un una por con se para su al es no fue fueron según más como".split()),
    "it": frozenset("il lo la i gli le di del della dei e in che un una per con è non sono stato da nel si ha".split()),
    "pt": frozenset("o a os as de do da dos das e em no na que um uma por para com se não foi foram ao mais".split()),
    "nl": frozenset("de het een en van in op te dat die is voor met zijn door werd aan niet om ook bij uit".split()),
    "tr": frozenset("ve bir bu da de ile için olarak olan çok daha sonra gibi kadar ise en ancak ne o".split()),
    "sv": frozenset("och att det som en på är av för med den till har inte om ett men var i".split()),
    "pl": frozenset("w i na z do się że nie o jest to od po za przez jak dla oraz był które".split()),
    "id": frozenset("yang dan di itu dengan untuk dari dalam tidak ini pada ke oleh akan telah mereka adalah".split()),
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 50_000
_MIN_LETTERS: Final = 20
_MIN_WORDS: Final = 20
_MIN_SHARE: Final = 0.1


def looks_like(text: str) -> str | None:
    """Return the language of a text that is plainly not English, else ``None``.

    Looks at the first 50,000 characters. Texts under 20 letters, or under 20 words in Latin script, pass.

    Returns:
        A BCP 47 tag: the commonest language of the script, or the one whose small words prevail.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    return _by_script("".join(words)) or _by_small_words(words)


def _by_script(letters: str) -> str | None:
    if len(letters) < _MIN_LETTERS:
        return None
    for tag, _, ranges in _SCRIPTS:
        if ranges and len(re.findall(f"[{ranges}]", letters)) * 2 > len(letters):
            return next((kin for kin, own, _ in _SCRIPTS if _KIN.get(kin) == tag and _often(own, letters)), tag)
    return None


def _often(own: str, letters: str) -> bool:
    """Return whether letters of a narrower alphabet are more than strays: one in a hundred."""
    return sum(letters.count(c) for c in own) * 100 > len(letters)


def _by_small_words(words: list[str]) -> str | None:
    if len(words) < _MIN_WORDS:
        return None
    share = {tag: sum(word in small for word in words) / len(words) for tag, small in _SMALL_WORDS.items()}
    best = max(share, key=lambda tag: (share[tag], tag == "en", tag))
    return best if best != "en" and share[best] >= _MIN_SHARE and share[best] > 2 * share["en"] else None


def is_english(tag: str) -> bool:
    """Return whether a BCP 47 tag means English.

    Examples:
        >>> is_english("en-GB"), is_english("ENG"), is_english("enm")
        (True, True, False)
    """
    return tag.lower().split("-")[0] in {"en", "eng"}
