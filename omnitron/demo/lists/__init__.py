"""Invented names, places and goods; the further down a list, the rarer."""
