"""Forms of loans: what is typed, read by the rules."""
