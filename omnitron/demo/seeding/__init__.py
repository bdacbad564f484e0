"""Invented orders, made in PostgreSQL: a million in minutes, the same for the same seed."""
