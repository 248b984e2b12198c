"""The language of a letter's text."""

from __future__ import annotations

import re

from ...frontmatter import Scalar
from ...values import Reader, language

#: Characters that are looked at; more adds nothing.
_ENOUGH = 6_000
#: Frequent characters that only one of the two ways of writing Chinese has.
_TRADITIONAL = frozenset(
    "們國會這說時來為個對與權際還學員議請應護總統協組織圖書當發實業東關門開問間體點進過運動長見讓話變價華處區場證讀聲聯無"
)
_SIMPLIFIED = (
    frozenset(
        "们国会这说时来为个对与权际还学员议请应护总统协组织图书当发实业东关门开问间体点进过运动长见让话变价华处区场证读声联无"
    )
    - _TRADITIONAL
)
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
#: Scripts that a single language of the archive's world writes; the detector is unsure of short texts.
_SCRIPTS = (("ko", re.compile("[\uac00-\ud7a3]")), ("th", re.compile("[\u0e00-\u0e7f]")), ("he", re.compile("[\u0590-\u05ff]")), ("el", re.compile("[\u0370-\u03ff]")), ("ka", re.compile("[\u10a0-\u10ff]")), ("hy", re.compile("[\u0530-\u058f]")), ("km", re.compile("[\u1780-\u17ff]")), ("my", re.compile("[\u1000-\u109f]")), ("bo", re.compile("[\u0f00-\u0fff]")))  # fmt: skip
#: Letters below which no language is told with certainty.
_LITTLE = 200


def language_of(text: str) -> tuple[str, bool] | None:
    """Tell the language of a text as a BCP 47 tag, and whether that is sure; None without letters."""
    sample = text[:_ENOUGH]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return None
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if (han + kana) * 3 > letters:
        return _chinese_or_japanese(sample, han, kana)
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * 2 > letters:
            return code, True
    from py3langid.langid import rank

    # The detector knows languages that pages cannot name, and takes broken text for them.
    found = (({"no": "nb"}.get(str(code), str(code)), score) for code, score in rank(sample))
    ranked = [(code, score) for code, score in found if is_known(code)]
    # Scores are logarithms; a difference of one sign in a hundred makes out a language of a longer text.
    apart = float(ranked[0][1]) - float(ranked[1][1])
    return ranked[0][0], letters >= _LITTLE and apart > letters / 100


def is_known(code: str) -> bool:
    """Tell whether pages can name a language."""
    return language(Reader(""), "language", Scalar(code, 1)) is not None


def _chinese_or_japanese(sample: str, han: int, kana: int) -> tuple[str, bool]:
    if kana * 8 > han:
        return "ja", True
    traditional = sum(c in _TRADITIONAL for c in sample)
    simplified = sum(c in _SIMPLIFIED for c in sample)
    if traditional > 3 * simplified:
        return "zh-Hant", True
    if simplified > 3 * traditional:
        return "zh-Hans", True
    return "zh", han > _LITTLE
