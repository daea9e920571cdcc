"""Pure functions of plain values: standard library only, no clock, no database."""
