"""What holds for a household's loan: pure functions of plain values.

Nothing here reads a clock, a setting or a database, and nothing is a float.
Every rule is registered, with its basis and dates, in ``docs/rules.md``.
"""
