"""Decisions, pure: the standard library (and holidays) only; the day is an argument."""
