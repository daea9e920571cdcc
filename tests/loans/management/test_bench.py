import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase

from loans.management.bench import figures
from loans.management.bench.engines import database
from loans.management.bench.figures import MEASURES, Taken
from loans.management.bench.printing import table
from loans.management.bench.seed import shares
from loans.management.bench.watch import Asked, Counter, Stopwatch, Times
from loans.management.commands.bench import verdict

COLUMNS = {
    "engine",
    "loans",
    "name",
    "measure",
    "figure",
    "least",
    "most",
    "limit_name",
    "limit",
    "ratio",
    "target",
    "pages_touched",
    "statements",
    "statements_of_few",
    "most_statements",
    "pass",
}


def taken(*, sheet: float = 0.010, many: int = 20, few: int = 20) -> Taken:
    """A run in which every limit takes 5 ms and every act but the sheet as long."""
    watch = Stopwatch()
    for measure in MEASURES:
        for name in (measure.of or measure.name, *measure.limit.split(" + ")):
            watch.taken[name] = Times([0.004, 0.005, 0.006])
    watch.taken["sheet"] = Times([sheet, sheet * 3, sheet / 3])
    return Taken(
        "sqlite",
        80,
        watch,
        many=Counter({"sheet": Asked(many)}),
        few=Counter({"sheet": Asked(few)}),
    )


def names_on(engine: str) -> list[str]:
    return [one.name for one in MEASURES if one.engine in ("", engine)]


def sheet_of(run: Taken, **targets: float) -> figures.Figure:
    return figures.figures(run, only="sheet", targets=targets)[0]


class FigureTests(SimpleTestCase):
    def test_is_the_median_in_milliseconds_and_its_ratio_to_the_limit(self):
        figure = sheet_of(taken())
        self.assertAlmostEqual(figure.figure, 10)
        self.assertAlmostEqual(figure.least, 10 / 3)
        self.assertAlmostEqual(figure.most, 30)
        self.assertAlmostEqual(figure.ratio, 2)
        self.assertTrue(figure.is_within)

    def test_fails_over_its_target(self):
        self.assertFalse(sheet_of(taken(sheet=0.0601)).is_within)

    def test_is_held_to_another_target_where_one_is_given(self):
        self.assertFalse(sheet_of(taken(), sheet=1.9).is_within)

    def test_fails_where_forty_members_ask_more_than_two(self):
        self.assertFalse(sheet_of(taken(many=21)).is_within)

    def test_fails_where_more_is_asked_than_allowed(self):
        run = taken()
        run.many.asked["repayment"] = Asked(13)
        run.few.asked["repayment"] = Asked(13)
        self.assertFalse(figures.figures(run, only="repayment")[0].is_within)

    def test_holds_an_act_to_a_share_of_its_limit(self):
        figure = figures.figures(taken(), only="accrual-posting")[0]
        self.assertAlmostEqual(figure.ratio, 80)

    def test_holds_an_act_to_limits_that_add_up(self):
        figure = figures.figures(taken(), only="sheet-save")[0]
        self.assertAlmostEqual(figure.ratio, 1 / 2)
        self.assertAlmostEqual(figure.limit, 10)

    def test_holds_to_nothing_what_is_only_shown(self):
        run = taken()
        run.watch.taken["accrual"] = Times([1000])
        figure = figures.figures(run, only="accrual")[0]
        self.assertIsNone(figure.target)
        self.assertTrue(figure.is_within)

    def test_is_told_only_of_the_engine_on_which_it_is_measured(self):
        self.assertEqual(figures.figures(taken(), only="one-key"), [])

    def test_shares_a_sheet_out_over_its_lines(self):
        figure = figures.figures(taken(), only="sheet-line")[0]
        self.assertAlmostEqual(figure.figure, 10 / 40)
        self.assertAlmostEqual(figure.ratio, 10 / 40 / 5)


class TableTests(SimpleTestCase):
    def test_has_a_line_for_each_measure_and_says_what_the_limits_are(self):
        rows = [figure.as_row() for figure in figures.figures(taken())]
        printed = table(rows)
        for measure in MEASURES:
            is_elsewhere = measure.engine == "postgresql"
            self.assertIs(f"\n{measure.title}  " in printed, not is_elsewhere)
        self.assertIn("sqlite, 80 loans", printed)
        self.assertIn("LIM3: the 80 rows of the sheet in raw statements", printed)


class VerdictTests(SimpleTestCase):
    def rows(self, **targets):
        return [one.as_row() for one in figures.figures(taken(), targets=targets)]

    def test_is_0_where_every_ratio_is_within_its_target(self):
        within = dict.fromkeys(names_on("sqlite"), 1000)
        self.assertEqual(verdict(self.rows(**within)), 0)

    def test_is_1_where_one_is_not(self):
        within = dict.fromkeys(names_on("sqlite"), 1000)
        self.assertEqual(verdict(self.rows(**within | {"search": 0.001})), 1)


class SharesTests(SimpleTestCase):
    def test_are_two_groups_at_least_and_at_most_seventeen_at_a_point(self):
        self.assertEqual(shares(1), [2])
        self.assertEqual(shares(680), [17])
        self.assertEqual(shares(681), [9, 9])
        self.assertEqual(sum(shares(20_000)), 500)


class DatabaseTests(SimpleTestCase):
    def test_of_a_run_on_sqlite_goes_with_it(self):
        with database("sqlite") as (url, _wrapper):
            file = Path(url.removeprefix("sqlite:///"))
            beside = Path(f"{file}-wal")
            file.touch()
            beside.touch()
            self.assertEqual(file.parent, settings.VAR_DIR)
        self.assertFalse(file.exists() or beside.exists())


class BenchTests(SimpleTestCase):
    """The command as it is called, in processes and a database of their own."""

    def run_bench(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [
                *(sys.executable, "manage.py", "bench", "--loans", "80"),
                *("--rounds", "1", "--engine", connection.vendor),
                *("--format", "json", *arguments),
            ],
            cwd=settings.BASE_DIR,
            env=dict(os.environ),
            capture_output=True,
            text=True,
        )

    def test_measures_every_act_and_fails_where_a_target_cannot_be_reached(self):
        done = self.run_bench("--target", "search=0.000001")
        self.assertEqual(done.returncode, 1, done.stderr)
        rows = json.loads(done.stdout)
        self.assertEqual([row["name"] for row in rows], names_on(connection.vendor))
        for row in rows:
            self.assertEqual(set(row), COLUMNS)
            self.assertEqual(row["engine"], connection.vendor)
            self.assertEqual(row["loans"], 140)
            self.assertGreater(row["figure"], 0)
            self.assertAlmostEqual(row["ratio"], row["figure"] / row["limit"])
        search = next(row for row in rows if row["name"] == "search")
        self.assertFalse(search["pass"])

    def test_refuses_a_target_of_no_measure(self):
        done = self.run_bench("--target", "nonsense=1")
        self.assertEqual(done.returncode, 2)
