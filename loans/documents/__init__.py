"""Printed forms: one module each gives the facts, a typst template the paper."""
