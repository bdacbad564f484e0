"""Checks and refreshes every text that a user reads: `python -m tools.texts`."""
