from tools.coverage_floors import shortfalls


def report(lines=(), branches=()):
    return {
        "missing_lines": list(lines),
        "missing_branches": list(branches),
        "summary": {"percent_covered": 90.0},
    }


def test_gap_in_what_decides_is_told_with_its_place():
    files = {
        "vangnet/cases/rules.py": report([7]),
        "vangnet/cases/services/record.py": report(branches=[[3, 9]]),
        "vangnet/protocol/engine/judge.py": report([1, 2]),
        "vangnet/access/queries.py": report(),
        "vangnet/cases/views.py": report([5]),
    }
    assert shortfalls(files) == [
        "vangnet/cases/rules.py: 90.0 %, misses 7",
        "vangnet/cases/services/record.py: 90.0 %, misses 3->9",
        "vangnet/protocol/engine/judge.py: 90.0 %, misses 1, 2",
    ]
