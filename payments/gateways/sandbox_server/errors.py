class Refused(Exception):
    """A request that the sandbox does not follow: a status, a code for programs, a sentence."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
