"""A process whose children die in the middle of an act.

python -m tests.faults.dying, with DATABASE_URL set; each line of its input is
`ACT ID KEY K`: a child does the act and kills itself with SIGKILL after its K-th
statement, or, with K = ANSWER, after the commit and before anybody hears of it. The
answer is KILLED or DONE. The parent of these children never opens the database, so
each child has a connection of its own.
"""

import os
import signal
import sys
from uuid import UUID

import django

ANSWER = "ANSWER"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Dying:
    """Counts the statements of a connection, and dies after the last one given."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self, execute, *statement):
        answer = execute(*statement)
        self.left -= 1
        if self.left == 0:
            die()
        return answer


def serve() -> None:
    # Django must be set up before the acts, which need its models, are read.
    from django.db import connection  # noqa: PLC0415

    from tests.faults.acts import ACTS  # noqa: PLC0415

    for line in sys.stdin:
        act, pk, key, last = line.split()
        child = os.fork()
        if child == 0:
            limit = 0 if last == ANSWER else int(last)
            with connection.execute_wrapper(Dying(limit)):
                ACTS[act](int(pk), UUID(key))
            if last == ANSWER:
                die()
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        words = {0: "DONE", signal.SIGKILL: "KILLED"}
        sys.stdout.write(f"{words.get(status, f'FAILED {status}')}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    serve()
