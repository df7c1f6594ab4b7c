"""The Dutch and English words in which people tell when something happened."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

# Seasons by whole months, as weather services count them.
SEASONS = {
    "lente": (3, 5),
    "voorjaar": (3, 5),
    "spring": (3, 5),
    "zomer": (6, 8),
    "summer": (6, 8),
    "herfst": (9, 11),
    "najaar": (9, 11),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "maandag monday ma mon",
            "dinsdag tuesday di tue",
            "woensdag wednesday wo wed",
            "donderdag thursday do thu",
            "vrijdag friday vr fri",
            "zaterdag saturday za sat",
            "zondag sunday zo sun",
        )
    )
    for name in names.split()
}

DAYS_AGO = {
    "vandaag": 0,
    "today": 0,
    "gisteren": 1,
    "yesterday": 1,
    "eergisteren": 2,
    "morgen": -1,
    "tomorrow": -1,
}

NOW = frozenset({"nu", "now"})

UNKNOWN_WORDS = frozenset(
    {
        "unknown",
        "not known",
        "do not know",
        "don't know",
        "i don't know",
        "i do not know",
        "onbekend",
        "niet bekend",
        "weet niet",
        "weet ik niet",
        "?",
    }
)

# Words that narrow a period without giving its borders. The whole period is kept: wider than meant, never wrong.
PART_WORDS = frozenset({"begin", "medio", "midden", "eind", "einde", "early", "mid", "late", "start", "end"})

FILLER_WORDS = frozenset(
    {"in", "de", "het", "the", "of", "van", "on", "op", "om", "at", "uur", "hours", "o'clock"}
)
