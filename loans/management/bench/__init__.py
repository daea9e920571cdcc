"""The parts of `manage.py bench`: a book of a given size, acts, and their limits.

`engines` starts a child process for each engine, with a fresh database of its own;
there `running` makes the book (`frame`, `seed`), plays sessions in it (`acts`,
`limits`), and `figures` holds each act against what the engine can do at best.
"""
