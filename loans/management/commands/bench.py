"""Measure the house against what its engines can do; end with 1 where it is slower."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from loans.management.bench.engines import ENGINES, EngineFailed, run_child
from loans.management.bench.figures import MEASURES, figures
from loans.management.bench.printing import table
from loans.management.bench.running import run

NAMES = [measure.name for measure in MEASURES]


def target(text: str) -> tuple[str, float]:
    """NAME=RATIO. Raises: ValueError."""
    name, ratio = text.split("=")
    if name not in NAMES:
        raise ValueError(name)
    return name, float(ratio)


def verdict(rows: Iterable[Mapping[str, Any]]) -> int:
    """The exit status: 0 where every measure is within its target, else 1."""
    return 0 if all(row["pass"] for row in rows) else 1


class Command(BaseCommand):
    help = "Measure acts as ratios to what the engine can do; 1 if one is over target."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--loans", type=int, default=2000)
        parser.add_argument("--engine", choices=ENGINES, help="without it, both")
        parser.add_argument("--only", choices=NAMES)
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument("--rounds", type=int, default=7, help="sessions timed")
        parser.add_argument(
            "--target",
            type=target,
            action="append",
            default=[],
            metavar="NAME=RATIO",
            help="hold a measure to another ratio than ours",
        )
        parser.add_argument(
            "--here",
            action="store_true",
            help="measure in this process, in an empty database; prints JSON",
        )

    def handle(self, **options: Any) -> None:
        if options["loans"] < 1 or options["rounds"] < 1:
            raise CommandError("At least one loan and one round.")
        if options["here"]:
            self.stdout.write(json.dumps(self._measured(options)))
            return
        rows = []
        for engine in [options["engine"]] if options["engine"] else ENGINES:
            try:
                rows += run_child(engine, _arguments(options))
            except EngineFailed as failed:
                raise CommandError(str(failed)) from failed
        is_json = options["format"] == "json"
        self.stdout.write(
            json.dumps(rows, indent=1, ensure_ascii=False) if is_json else table(rows)
        )
        sys.exit(verdict(rows))

    def _measured(self, options: dict[str, Any]) -> list[dict]:
        taken = run(options["loans"], options["rounds"], self._tell)
        found = figures(taken, options["only"], dict(options["target"]))
        return [figure.as_row() for figure in found]

    def _tell(self, line: str) -> None:
        self.stderr.write(line)


def _arguments(options: dict[str, Any]) -> list[str]:
    """What a child must be told again."""
    arguments = ["--loans", str(options["loans"]), "--rounds", str(options["rounds"])]
    if options["only"]:
        arguments += ["--only", options["only"]]
    for name, ratio in options["target"]:
        arguments += ["--target", f"{name}={ratio}"]
    return arguments
