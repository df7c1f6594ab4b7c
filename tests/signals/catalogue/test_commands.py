"""`vangnet signals check` tells what is in the catalogue, or everything that is wrong with it."""

import json

from vangnet.config import commandline


def run(*arguments):
    return commandline.main(["signals", "check", *map(str, arguments)])


def test_check_counts_what_vangnet_ships(capsys):
    assert run() == 0
    assert "version 2025-01-01, indicators " in capsys.readouterr().out


def test_check_gives_the_figures_as_json(capsys, shelf):
    assert run("--json", "--indicators", shelf.indicators, "--lists", shelf.lists) == 0
    [figures] = json.loads(capsys.readouterr().out)
    assert figures == {
        "version": "2025-01-01", "indicators": 3, "features": 1, "context": 1, "no_indicator": 1, "lists": 1,
    }  # fmt: skip


def test_check_prints_mistakes_in_the_files(capsys, shelf):
    shelf.spoil("indicators/{day}/all.yaml", "type: K", "type: Q")
    assert run("--indicators", shelf.indicators, "--lists", shelf.lists) == 1
    assert "2025-01-01/all.yaml:11: 'type' must be F" in capsys.readouterr().err


def test_check_prints_what_is_not_traceable(capsys, shelf):
    shelf.spoil("indicators/{day}/not-taken.yaml", '"A heading."', '"A heading."\n  "one.9": "?"')
    assert run("--indicators", shelf.indicators, "--lists", shelf.lists) == 1
    assert "2025-01-01: one.9: not-taken.yaml names a row" in capsys.readouterr().err
