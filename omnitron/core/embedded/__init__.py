"""PostgreSQL and Redis from Python wheels, for a machine that has neither.

`python -m omnitron.core.embedded` starts them, runs Omnitron or a command on them, and ends
everything again. Nothing here imports Django: it runs before there are settings.
"""
