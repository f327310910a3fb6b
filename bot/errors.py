"""Say no in human words: a refusal's docstring, or the sentence it is given, is what the person reads."""

from collections.abc import Mapping


class Refusal(Exception):
    """That cannot be done."""

    def __init__(self, message: str | None = None, *, hint: str = "") -> None:
        self.message = message or (self.__doc__ or "").strip()
        self.hint = hint
        super().__init__(self.message)

    @property
    def words(self) -> str:
        """What cannot be done, and what can instead, as one line."""
        return f"{self.message} {self.hint}".rstrip()


class FieldErrors(Refusal):
    """Some fields need another look."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in self.errors.items()))


def person(user_id: str) -> str:
    """Someone in a refusal's words, who is shown by name; typed text cannot hold these marks."""
    return f"\x02{user_id}\x03"
