"""Names as they are compared, in which script they are written, and whether a language tag is one."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from karez.atlas.fold import fold_key
from karez.atlas.schema.load import pack_schema

# The first word of a character's Unicode name, and the pack's word for the script.
_BY_NAME = {"CJK": "han", "HIRAGANA": "other", "KATAKANA": "other", "HANGUL": "other"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


@lru_cache(maxsize=1 << 18)
def name_key(name: str) -> str:
    """Return the folded words of a name; a build asks for the same name at several steps."""
    return fold_key(name)


def script_of(name: str) -> str:
    """Return the pack's word for the script of most letters of ``name``: latin, arabic, ... , other."""
    found = Counter(_script(char) for char in name if char.isalpha())
    return max(found, key=lambda script: (found[script], script)) if found else "latin"


@cache
def _script(char: str) -> str:
    word = unicodedata.name(char, "OTHER").split()[0]
    script = _BY_NAME.get(word, word.lower())
    return script if script in pack_schema().words["script"] else "other"


def is_language(tag: str) -> bool:
    """Whether a tag has the form of a language (BCP 47: ur, zh-Hant, pt-BR)."""
    return bool(_LANGUAGE.fullmatch(tag))
