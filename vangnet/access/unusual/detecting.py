"""Finding what is unusual in the acts of one person: each rule is a function over a period and what came before it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from vangnet.access.unusual.model import About, Act, Finding, Limits, RuleSet

LOOK = "dossier.read"
SEARCHES = ("dossiers.search", "identity.search", "vault.search", "person.search")
IDENTITIES = ("identity.open", "vault.open", "vault.open_page")
RECORDING = ("step.", "track.", "involvement.", "paragraph.", "consent.", "dossier.open")
HOUR = timedelta(hours=1)
Rule = Callable[[Sequence[Act], Sequence[Act], Limits, About], Iterator[Finding]]


def find(
    acts: Iterable[Act], *, since: datetime, rules: RuleSet, about: Mapping[str, About] | None = None
) -> list[Finding]:
    """What is unusual since a moment, newest first. Acts before it only say what is usual for somebody."""
    people: dict[str, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda one: one.moment):
        people[act.who].append(act)
    found: list[Finding] = []
    for who, theirs in people.items():
        before = [act for act in theirs if act.moment < since]
        period = [act for act in theirs if act.moment >= since]
        known = (about or {}).get(who, About())
        for code, rule in RULES.items():
            if code in rules.rules:
                found += rule(period, before, rules.rules[code].limits, known)
    return sorted(found, key=lambda one: one.moment, reverse=True)


def volume(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    usual = max(_by_hour(_looks(before)).values(), default=0)
    for hour, count in _by_hour(_looks(period)).items():
        if count >= max(limits["per_hour"], usual * limits["times_usual"]):
            yield Finding("volume", period[0].who, hour, {"count": count, "usual": usual})


def breadth(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    usual = max(map(len, _dossiers(_looks(before)).values()), default=0)
    for day, seen in _dossiers(_looks(period)).items():
        if len(seen) >= max(limits["per_day"], usual * limits["times_usual"]):
            figures = {"count": len(seen), "usual": usual}
            yield Finding("breadth", period[0].who, _first(period, day), figures)


def searching(
    period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About
) -> Iterator[Finding]:
    opened = {day: len(seen) for day, seen in _dossiers(_looks(period)).items()}
    for day, count in Counter(act.day for act in period if act.act in SEARCHES).items():
        few = opened.get(day, 0) <= count * limits["opened_per_search"]
        if count >= limits["per_day"] and few:
            figures = {"count": count, "opened": opened.get(day, 0)}
            yield Finding("searching", period[0].who, _first(period, day), figures)


def hours(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    start, end = int(limits["from"]), int(limits["until"])
    if len({act.day for act in _looks(before) if _at_night(act, start, end)}) > limits["earlier_days"]:
        return
    for day, count in Counter(act.day for act in _looks(period) if _at_night(act, start, end)).items():
        if count >= limits["per_day"]:
            figures = {"count": count, "from": start, "until": end}
            yield Finding("hours", period[0].who, _first(period, day), figures)


def refused(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    tried = [act for act in period if act.outcome in ("refused", "not_found") and act.act != "sign_in.failed"]
    yield from _within_hour("refused", tried, limits["per_hour"])


def guessing(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    failed = [act for act in period if act.act == "sign_in.failed"]
    entered = [act.moment for act in period if act.act == "sign_in.done"]
    for finding in _within_hour("guessing", failed, limits["per_hour"]):
        if any(finding.moment <= moment <= finding.moment + 2 * HOUR for moment in entered):
            yield finding


def own_name(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    found = [act for act in period if act.act in SEARCHES and about.names & set(act.objects)]
    for day, count in Counter(act.day for act in found).items():
        if count >= limits["per_day"]:
            yield Finding("own_name", period[0].who, _first(found, day), {"count": count})


def returning(
    period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About
) -> Iterator[Finding]:
    recorded = {act.dossier for act in (*before, *period) if act.act.startswith(RECORDING)}
    days: dict[str, set[date]] = defaultdict(set)
    last: dict[str, datetime] = {}
    for act in _looks((*before, *period)):
        days[act.dossier].add(act.day)
        last[act.dossier] = act.moment
    for dossier, on in days.items():
        is_recent = bool(period) and last[dossier] >= period[0].moment
        if is_recent and dossier not in recorded and len(on) >= limits["days"]:
            yield Finding("returning", period[0].who, last[dossier], {"count": len(on)}, dossier)


def emergency(
    period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About
) -> Iterator[Finding]:
    used = [act for act in (*before, *period) if act.act.startswith("break_glass.") and act.outcome == "done"]
    used = [act for act in used if act.act not in ("break_glass.review", "break_glass.read")]
    recent = [act for act in used if used[-1].moment - act.moment <= timedelta(days=30)]
    if len(recent) >= limits["in_30_days"] and period and recent[-1].moment >= period[0].moment:
        yield Finding("emergency", period[0].who, recent[-1].moment, {"count": len(recent)})


def exports(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    taken = Counter(act.day for act in period if act.act.endswith((".export", ".print")))
    for day, count in taken.items():
        if count >= limits["per_day"]:
            yield Finding("exports", period[0].who, _first(period, day), {"count": count})


def identities(
    period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About
) -> Iterator[Finding]:
    usual = max(map(len, _dossiers(_opened(before)).values()), default=0)
    for day, seen in _dossiers(_opened(period)).items():
        if len(seen) >= max(limits["per_day"], usual * limits["times_usual"]):
            figures = {"count": len(seen), "usual": usual}
            yield Finding("identities", period[0].who, _first(period, day), figures)


def leaving(period: Sequence[Act], before: Sequence[Act], limits: Limits, about: About) -> Iterator[Finding]:
    if about.left is None:
        return
    late = about.left - timedelta(days=limits["days"])
    usual = max(
        (len(seen) for day, seen in _dossiers(_looks((*before, *period))).items() if day < late.date()),
        default=0,
    )
    for day, seen in _dossiers(act for act in _looks(period) if act.moment >= late).items():
        if len(seen) >= max(limits["per_day"], usual * limits["times_usual"]):
            figures = {"count": len(seen), "days": int(limits["days"])}
            yield Finding("leaving", period[0].who, _first(period, day), figures)


def _looks(acts: Iterable[Act]) -> list[Act]:
    return [act for act in acts if act.act == LOOK and act.outcome == "done"]


def _opened(acts: Iterable[Act]) -> list[Act]:
    return [act for act in acts if act.act in IDENTITIES and act.outcome == "done"]


def _by_hour(acts: Iterable[Act]) -> Counter[datetime]:
    return Counter(act.moment.replace(minute=0, second=0, microsecond=0) for act in acts)


def _dossiers(acts: Iterable[Act]) -> dict[date, set[str]]:
    found: dict[date, set[str]] = defaultdict(set)
    for act in acts:
        found[act.day].add(act.dossier)
    return found


def _first(acts: Iterable[Act], day: date) -> datetime:
    return next(act.moment for act in acts if act.day == day)


def _at_night(act: Act, start: int, end: int) -> bool:
    return act.moment.hour >= start or act.moment.hour < end


def _within_hour(rule: str, acts: Sequence[Act], limit: float) -> Iterator[Finding]:
    """The first moment in a row of acts at which so many lie within an hour; one finding for each such row."""
    start, told = 0, None
    for at, act in enumerate(acts):
        while act.moment - acts[start].moment > HOUR:
            start += 1
        if at - start + 1 >= limit and (told is None or acts[start].moment > told):
            count = sum(1 for one in acts[start:] if one.moment - acts[start].moment <= HOUR)
            told = acts[start].moment + HOUR
            yield Finding(rule, act.who, acts[start].moment, {"count": count})


RULES: dict[str, Rule] = {
    "volume": volume,
    "breadth": breadth,
    "searching": searching,
    "hours": hours,
    "refused": refused,
    "guessing": guessing,
    "own_name": own_name,
    "returning": returning,
    "emergency": emergency,
    "exports": exports,
    "identities": identities,
    "leaving": leaving,
}
