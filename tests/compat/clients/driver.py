"""Runs a function of a script by its name: arguments as JSON on stdin, its outcome on stdout."""

import json
import sys


def main(*functions):
    """Call the function that the command line names, and print what it returned or raised."""
    function = {function.__name__: function for function in functions}[sys.argv[1]]
    try:
        outcome = {"returned": function(**json.load(sys.stdin))}
    except Exception as exception:
        outcome = {"raised": told(exception)}
    print(json.dumps(outcome, default=plain))


def told(exception):
    """An exception of the clients as the tests compare it."""
    response = getattr(exception, "response", None)
    return {
        "type": type(exception).__name__,
        "says": str(exception),
        "json": getattr(exception, "json", None),
        "status": getattr(response, "status_code", None),
        "answer": getattr(response, "text", None),
    }


def plain(value):
    """A model of omnisdk, a record of channel-app or an exception that it hands out, as JSON."""
    return str(value) if isinstance(value, Exception) else vars(value)
