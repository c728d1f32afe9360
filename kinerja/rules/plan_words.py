"""Which words of a planned result name an activity instead of what comes out of it."""

from __future__ import annotations

import re

from kinerja.rules.cells import same

_LEADING = frozenset({"untuk", "agar", "akan", "telah", "sudah", "turut", "ikut", "dapat", "to"})
"""Words before the verb, which say nothing of it."""

_ACTIVITIES = frozenset(
    [
        "pelaksanaan",
        "penyelenggaraan",
        "kegiatan",
        "berpartisipasi",
        "berkoordinasi",
        "berkomunikasi",
        "bekerja",
        "ngelaksanain",
        "ngelakuin",
        "ngerjain",
        "ngadain",
        "bikin",
        "buat",
        "kerjain",
        "nyusun",
        "conduct",
        "conducting",
        "carry",
        "carrying",
        "implement",
        "implementing",
        "hold",
        "holding",
        "perform",
        "performing",
        "execute",
        "executing",
        "organise",
        "organising",
        "organize",
        "organizing",
        "attend",
        "attending",
        "do",
        "doing",
        "help",
        "helping",
        "support",
        "supporting",
        "participate",
        "participating",
        "write",
        "writing",
        "make",
        "making",
    ]
)
_NO_VERBS = frozenset(
    [
        "media",
        "medis",
        "mesin",
        "meja",
        "mebel",
        "mekanisme",
        "metode",
        "metodologi",
        "menteri",
        "mentor",
        "menu",
        "menara",
        "mental",
        "merek",
        "meter",
        "memo",
        "member",
        "membran",
        "mendatang",
        "menengah",
        "merata",
        "merdeka",
        "merah",
        "mesra",
        "metropolitan",
        "mewah",
        "memadai",
        "membaik",
        "meningkat",
        "menurun",
        "menguat",
        "meluas",
        "memuaskan",
        "menyeluruh",
        "mendalam",
        "merosot",
    ]
)
_ACTIVE = re.compile(r"me(?:m|n|ng|ny|l|r|w|y)[a-z]{3,}")


def names_activity(text: str) -> bool:
    """Say whether a result begins with what somebody does ("melaksanakan …") instead of an outcome.

    "Meningkatnya …", "Tersusunnya …" and nouns are outcomes.
    """
    words = re.findall(r"[a-z-]+", same(text))
    while words and words[0] in _LEADING:
        words.pop(0)
    if not words:
        return False
    first = words[0]
    if first in _ACTIVITIES:
        return True
    return (
        _ACTIVE.fullmatch(first) is not None
        and first not in _NO_VERBS
        and not first.endswith("nya")
    )
