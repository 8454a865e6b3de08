"""Labels of actors compared with running text, token by token.

Offsets into the text never move, though case folding may change the length of a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

How = Literal["name", "contextual", "demonym"]
Span = tuple[int, int]

_HYPHEN: Final = "-\u2010\u2011\u2012\u2013"
_APOSTROPHE: Final = "'\u2019\u2018\u02bc`\u00b4"

# "U.S." is one token; a word keeps combining marks, so that decomposed text reads like composed text
_TOKEN: Final = re.compile(r"(?<!\w)(?:[A-Za-z]\.)+[A-Za-z](?!\w)\.?|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# what may stand between two words of one name: blanks with at most one line break, a hyphen, an apostrophe, "/", "&"
_GAP: Final = re.compile(rf"[^\S\n]*\n?[^\S\n]*|[ \u00a0]?[{_HYPHEN}{_APOSTROPHE}/,&][ \u00a0]?|,? & ")
_COMPOUND_BEFORE: Final = re.compile(rf"\b(?:pro|anti|non|ex|counter|post|pre)(?:[{_HYPHEN}] ?| [{_HYPHEN}])$", re.IGNORECASE)
_COMPOUND_AFTER: Final = re.compile(
    rf"(?:[{_HYPHEN}] ?| [{_HYPHEN}])(?:led|backed|made|built|supplied|supported|allied|aligned|sponsored|trained|funded|"
    r"designed|controlled|occupied|held|run|affiliated|linked|based|born|owned|produced|manufactured|equipped|armed|"
    r"financed|brokered|mediated|proposed|imposed|annexed|administered|speaking|language|style|era|friendly|installed|"
    r"provided|donated|dominated|appointed|recognized|recognised|flagged|loyal|origin|type|bound)\b",
    re.IGNORECASE,
)
# acronyms that are plain words when a whole line stands in capitals
_CAPITAL_WORDS: Final = frozenset({"IS", "US", "WHO"})


@dataclass(frozen=True, slots=True)
class Label:
    """One label ready to be compared.

    Attributes:
        slug: Key of the actor.
        text: The label as the authority file writes it.
        how: What the label settles by itself.
        folded: Its words without case and diacritics.
        written: Its words as written.
        exact: True where case counts.
    """

    slug: str
    text: str
    how: How
    folded: tuple[str, ...]
    written: tuple[str, ...]
    exact: bool

    @classmethod
    def of(cls, slug: str, text: str, how: How, *, case_sensitive: bool) -> Label:
        """Make a label comparable.

        Case counts where the file says so, in a single word with a capital, and in acronyms that need context.
        """
        words = tuple(m.group() for m in _TOKEN.finditer(text))
        one_name = len(words) == 1 and words[0][0].isupper()
        acronym = how == "contextual" and text.isupper()
        folded = tuple(fold_word(w) for w in words)
        return cls(slug, text, how, folded, words, case_sensitive or one_name or acronym)

    def fits(self, words: tuple[str, ...]) -> bool:
        """Tell whether words that agree when folded also agree in case, as far as it counts."""
        if not self.exact:
            return True
        alone = len(words) == 1
        return all(_same_case(word, own, alone=alone) for word, own in zip(words, self.written, strict=True))


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Return a word without case, dots and diacritics, for comparison only."""
    if word.isascii():
        return word.replace(".", "").casefold()
    plain = unicodedata.normalize("NFKD", word)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c != ".")
    return kept.replace("\u0131", "i").casefold()


def fold(name: str) -> str:
    """Return a name as its folded words joined by blanks.

    >>> fold("U.S.-led  Coalition")
    'us led coalition'
    """
    return " ".join(fold_word(m.group()) for m in _TOKEN.finditer(name))


def words_of(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of all words in ``text[start:end]``."""
    return [m.span() for m in _TOKEN.finditer(text, start, end)]


def gaps_fit(text: str, spans: list[Span]) -> bool:
    """Tell whether only what may stand inside a name stands between these words."""
    return all(_GAP.fullmatch(text, left[1], right[0]) for left, right in pairwise(spans))


def in_compound(text: str, start: int, end: int) -> bool:
    """Tell whether the name only qualifies another party: "X-backed", "pro-X"."""
    return bool(_COMPOUND_AFTER.match(text, end) or _COMPOUND_BEFORE.search(text, max(0, start - 10), start))


def shouted(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym that is also a plain word stands in a line of capitals, where it may be that word."""
    if text[start:end] not in _CAPITAL_WORDS:
        return False
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", start) + 1 or len(text) + 1) - 1]
    return line.isupper() and len(line.split()) > 1


def _same_case(word: str, own: str, *, alone: bool) -> bool:
    """Compare letter case; a single name that is no acronym may also stand in capitals, as headlines have it."""
    plain = own.replace(".", "")
    if alone and not plain.isupper():
        return word[0].isupper()
    return word.replace(".", "") == plain
