"""How long personal data is kept: every personal field names one of these. The terms are data, see `keeping/`."""

from vangnet.access.keeping_terms import current

RETENTION: dict[str, str] = {code: group.says["en"] for code, group in current().groups.items()}
