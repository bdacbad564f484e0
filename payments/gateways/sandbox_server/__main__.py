import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from payments.gateways.sandbox_server.handler import Server
from payments.gateways.sandbox_server.modes import Modes
from payments.gateways.sandbox_server.routes import Sandbox
from payments.gateways.sandbox_server.settling import Settler
from payments.gateways.sandbox_server.store import Store
from payments.gateways.sandbox_server.webhooks import Sender


def main() -> int:
    """Serve until SIGTERM or Ctrl-C."""
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, end)
    arguments = parse()
    try:
        server = Server((arguments.host, arguments.port), assembled(arguments))
    except OSError as error:
        print(f"The sandbox gateway cannot start: {error}.", file=sys.stderr)
        return 1
    host, port = server.server_address[:2]
    print(f"Sandbox gateway listens on http://{host!s}:{port}", flush=True)
    server.serve_forever()
    return 0


def end(signal_number: int, frame: FrameType | None) -> None:
    """End at once, also with answers held back: what was answered is on the disk."""
    os._exit(0)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m payments.gateways.sandbox_server")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True, help="0 picks a free one")
    parser.add_argument("--store", type=Path, required=True, help="the file that is kept")
    parser.add_argument("--webhook-url", help="where events are posted")
    parser.add_argument(
        "--secret",
        default=os.environ.get("SANDBOX_GATEWAY_SECRET", ""),
        help="signs webhooks; default: SANDBOX_GATEWAY_SECRET",
    )
    parser.add_argument("--delay-ms", type=int, default=0, help="of every refund's answer")
    parser.add_argument(
        "--forget-keys",
        action="store_true",
        help="a key that comes again makes another refund, as at a gateway after 24 hours",
    )
    seconds = {
        "--slow-seconds": (3.0, "how late an answer is in the mode slow"),
        "--hold-seconds": (15.0, "how long a line is held where no answer comes"),
        "--retry-seconds": (1.0, "the first wait for a webhook that was not taken; it doubles"),
        "--settle-after": (None, "when a pending refund succeeds; default: when it is told to"),
    }
    for name, (default, meaning) in seconds.items():
        parser.add_argument(name, type=float, default=default, help=meaning)
    return parser.parse_args()


def assembled(arguments: argparse.Namespace) -> Sandbox:
    """Put the parts together and start those that work by themselves."""
    store = Store(
        arguments.store,
        tells=bool(arguments.webhook_url),
        forgets_keys=arguments.forget_keys,
    )
    sender = settler = None
    if arguments.webhook_url:
        sender = Sender(
            store,
            url=arguments.webhook_url,
            secret=arguments.secret,
            first_wait=arguments.retry_seconds,
        )
        sender.start()
    if arguments.settle_after is not None:
        settler = Settler(store, after=arguments.settle_after)
        settler.start()
    return Sandbox(
        store,
        Modes(),
        sender,
        settler,
        delay_seconds=arguments.delay_ms / 1000,
        slow_seconds=arguments.slow_seconds,
        hold_seconds=arguments.hold_seconds,
    )


if __name__ == "__main__":
    sys.exit(main())
