"""Asks the web server of this container whether it answers: 0 for yes, 1 for no."""

import http.client
import os
import sys

TIMEOUT = 4


def main() -> int:
    """Ask under a host name that the settings allow, as any other is refused."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().replace("*", "localhost").lstrip(".")
    connection = http.client.HTTPConnection(
        "127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=TIMEOUT
    )
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        print(f"The web server does not answer: {error}.")
        return 1
    print(f"The web server answers {status}.")
    return 0 if status == http.client.OK else 1


if __name__ == "__main__":
    sys.exit(main())
