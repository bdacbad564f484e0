import argparse
import signal
import sys
from types import FrameType

from omnitron.core.embedded import commands, supervisor
from omnitron.core.embedded.errors import CannotRun, explain
from omnitron.core.embedded.folder import DataFolder

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """The user, or the system, asks us to end."""

    def __init__(self, signal_number: int) -> None:
        self.code = 128 + signal_number


def main() -> int:
    """Do what the command line asks; a refusal is one sentence and exit code 1."""
    for signal_number in ENDING:
        signal.signal(signal_number, interrupt)
    arguments = parse()
    try:
        return dispatch(arguments)
    except CannotRun as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(explain(error, error.filename or "A file"), file=sys.stderr)
    except Interrupted as interruption:
        # Ending it is what a user does with a run that went well.
        return 0 if arguments.action == "run" else interruption.code
    return 1


def interrupt(signal_number: int, frame: FrameType | None) -> None:
    """End by an exception, so that every block cleans up; once, so that nothing stops that."""
    for other in ENDING:
        signal.signal(other, signal.SIG_IGN)
    raise Interrupted(signal_number)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m omnitron.core.embedded", description="Embedded PostgreSQL and Redis."
    )
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser("run", help="run Omnitron with demo data")
    execute = actions.add_parser("exec", help="run a command on services of its own")
    execute.add_argument(
        "--durable", action="store_true", help="keep the data safe; slower than for tests"
    )
    execute.add_argument("command", nargs="+", help="after --, the command and its arguments")
    manage = actions.add_parser("manage", help="run manage.py on the data of `run`")
    manage.add_argument("command", nargs="+", help="after --, the arguments of manage.py")
    for action, folder in ((run, ".data"), (execute, ".data/test"), (manage, ".data")):
        action.add_argument("--data", default=folder, help=f"the data folder ({folder})")
    return parser.parse_args()


def dispatch(arguments: argparse.Namespace) -> int:
    """Call the action that was named."""
    folder = DataFolder(arguments.data)
    if arguments.action == "run":
        return supervisor.run(folder)
    if arguments.action == "manage":
        return commands.manage(folder, arguments.command)
    return commands.execute(folder, arguments.command, durable=arguments.durable)


if __name__ == "__main__":
    sys.exit(main())
