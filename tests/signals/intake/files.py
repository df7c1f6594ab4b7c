"""Files as bodies send them."""

COLUMNS = (
    "own_number;seen_from;what_was_seen;form_of_exploitation;age;age_at_recruitment;nationality;"
    "also_suspect;adult_behind;telephone;danger"
)
GOOD = {
    "own_number": "Z-1",
    "seen_from": "12-2-2025",
    "what_was_seen": "Works at night and hands over the money",
    "form_of_exploitation": "labour",
    "age": "17",
    "age_at_recruitment": "unknown",
    "nationality": "nl",
    "also_suspect": "",
    "adult_behind": "",
    "telephone": "",
    "danger": "no",
}


def file(*rows, columns=COLUMNS, delimiter=";", encoding="utf-8"):
    """A file with these rows; what a row does not say is as in a good row."""
    titles = columns.split(";")
    lines = [delimiter.join(titles)]
    for number, row in enumerate(rows, 1):
        values = {**GOOD, "own_number": f"Z-{number}", **row}
        lines.append(
            delimiter.join(
                f'"{values[title]}"' if delimiter in values[title] else values[title] for title in titles
            )
        )
    return "\r\n".join(lines).encode(encoding)
