"""What the journeys measured, as a table at the end of a run."""


def pytest_terminal_summary(terminalreporter):
    # A test with subtests is reported several times over.
    rows = {
        tuple(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "measure"
    }
    if not rows:
        return
    terminalreporter.write_sep("-", "measures")
    for what, found, most in sorted(rows):
        over = "" if found <= most else "  OVER"
        terminalreporter.write_line(f"{what:<44} {found:>8} ≤ {most}{over}")
