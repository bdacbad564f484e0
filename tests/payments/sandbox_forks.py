"""Forks the sandbox gateway from a process that has its modules already.

To start Python and to read them takes ten times as long as the fork, and hundreds of tests have a
sandbox of their own.
"""

import multiprocessing
import os
import sys

from payments.gateways.sandbox_server.__main__ import main

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


class Fork:
    """A sandbox gateway with these arguments; what it says is read from two files."""

    def __init__(self, arguments):
        output, says = FORKS.Pipe(duplex=False)
        errors, complains = FORKS.Pipe(duplex=False)
        self._process = FORKS.Process(target=_serve, args=(arguments, says, complains), daemon=True)
        self._process.start()
        # Only the sandbox writes from here on: its end is the end of both files.
        says.close()
        complains.close()
        self.stdout, self.stderr = (os.fdopen(os.dup(end.fileno())) for end in (output, errors))

    @property
    def returncode(self):
        return self._process.exitcode

    def poll(self):
        """The exit code, or None while it runs."""
        return self._process.exitcode

    def terminate(self):
        """Ask it to end."""
        self._process.terminate()

    def kill(self):
        """End it by SIGKILL."""
        self._process.kill()

    def communicate(self, timeout):
        """Wait for its end; what it said that was not read yet."""
        self._process.join(timeout)
        assert self._process.exitcode is not None, "it did not end in time"
        with self.stdout, self.stderr:
            return self.stdout.read(), self.stderr.read()


def _serve(arguments, says, complains):
    os.dup2(says.fileno(), sys.stdout.fileno())
    os.dup2(complains.fileno(), sys.stderr.fileno())
    says.close()
    complains.close()
    sys.argv = [main.__module__, *arguments]
    sys.exit(main())
