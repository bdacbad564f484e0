import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import FrameType

from omnitron.core.embedded.errors import AlreadyRunning, CannotRun
from omnitron.core.embedded.folder import DataFolder
from omnitron.core.embedded.services import held, published_environment, running_services
from omnitron.core.embedded.setup import ROOT


def execute(folder: DataFolder, command: Sequence[str], *, durable: bool) -> int:
    """Run a command on services of its own; returns its exit code."""
    with held(folder), running_services(folder, durable=durable) as services:
        return attend(command, services.environment)


def manage(folder: DataFolder, arguments: Sequence[str]) -> int:
    """Run manage.py on the services of a running Omnitron, or else on services of its own."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    try:
        return execute(folder, command, durable=True)
    except AlreadyRunning:
        return attend(command, published_environment(folder))


def attend(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command in the foreground to its end, passing on what would end us."""
    try:
        child = subprocess.Popen(command, env=environment)
    except OSError as error:
        raise CannotRun(f"{command[0]} cannot be run: {error.strerror}.") from error

    def pass_on(signal_number: int, frame: FrameType | None) -> None:
        # Ctrl-C reaches the whole foreground group: the child has it already.
        if signal_number != signal.SIGINT:
            child.send_signal(signal_number)

    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, pass_on)
    code = child.wait()
    return code if code >= 0 else 128 - code
