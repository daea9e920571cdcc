"""Pages: fetch within reach, read a form, call one action, redirect."""
