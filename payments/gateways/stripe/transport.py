"""Carries what the SDK has written over our kept connections, once and within the time."""

from collections.abc import Callable, Mapping
from typing import Any

import stripe
import urllib3


class Transport(stripe.HTTPClient):
    """One call's connection to Stripe; `seconds_left` is asked before each request."""

    name = "urllib3"

    def __init__(self, pools: urllib3.PoolManager, seconds_left: Callable[[], float]) -> None:
        super().__init__()
        self._pools = pools
        self._seconds_left = seconds_left

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        **_unused: Any,
    ) -> tuple[Any, int, Mapping[str, str]]:
        """Send one request. Raises `stripe.APIConnectionError`."""
        seconds = self._seconds_left()
        if seconds <= 0:
            raise no_answer("no time was left")
        try:
            answer = self._pools.request(
                method.upper(),
                url,
                body=post_data,
                headers=headers,
                redirect=False,
                timeout=urllib3.Timeout(total=seconds),
            )
        except urllib3.exceptions.HTTPError as error:
            raise no_answer(f"no answer ({type(error).__name__})") from error
        return answer.data, answer.status, answer.headers


def no_answer(reason: str) -> stripe.APIConnectionError:
    """The SDK's own error for a request that nobody answered."""
    return stripe.APIConnectionError(reason)  # type: ignore[no-untyped-call]
