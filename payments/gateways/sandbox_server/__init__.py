"""A gateway to try refunds on: a process of its own with a store, modes and webhooks.

It needs neither Django nor a setting; `python -m payments.gateways.sandbox_server --help`.
"""
