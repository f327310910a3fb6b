"""Rules out of which the shapes of blocks are made; each tells what is wrong, and where."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Problems = list[str]
Rule = Callable[[Any, str, Problems], None]


def problem(problems: Problems, what: str, path: str) -> None:
    """Note what is wrong, in the form of Slack's messages."""
    problems.append(f"[ERROR] {what} [json-pointer:{path}]")


def string(most: int, *, least: int = 1, pattern: str = "", among: tuple[str, ...] = ()) -> Rule:
    """Text of a length."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problem(problems, "must provide a string", path)
        elif len(value) < least:
            problem(problems, f"must be more than {least - 1} characters", path)
        elif len(value) > most:
            problem(problems, f"must be less than {most + 1} characters", path)
        elif pattern and not re.fullmatch(pattern, value):
            problem(problems, f"`{value[:40]}` is not a valid value", path)
        elif among and value not in among:
            problem(problems, f"must be one of: {', '.join(among)}", path)

    return check


def boolean(value: Any, path: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problem(problems, "must provide a boolean", path)


def integer(least: int, most: int) -> Rule:
    """A whole number in a range."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problem(problems, "must provide an integer", path)
        elif not least <= value <= most:
            problem(problems, f"must be from {least} to {most}", path)

    return check


def number(value: Any, path: str, problems: Problems) -> None:
    """A finite number."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value or abs(value) == float("inf"):
        problem(problems, "must provide a number", path)


def anything(value: Any, path: str, problems: Problems) -> None:
    """Whatever is there."""


def listing(rule: Rule, *, least: int = 1, most: int) -> Rule:
    """A list of so many things."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problem(problems, "must provide an array", path)
            return
        if len(value) < least:
            problem(problems, f"must provide at least {least} items", path)
        if len(value) > most:
            problem(problems, f"no more than {most} items allowed", path)
        for index, item in enumerate(value):
            rule(item, f"{path}/{index}", problems)

    return check


def either(*rules: Rule) -> Rule:
    """What fits one of several rules; otherwise the complaints of the first."""

    def check(value: Any, path: str, problems: Problems) -> None:
        first: Problems | None = None
        for rule in rules:
            found: Problems = []
            rule(value, path, found)
            if not found:
                return
            first = found if first is None else first
        problems.extend(first or [])

    return check


class Shape:
    """An object's fields; a name that ends in "!" must be there, and nothing else may be."""

    def __init__(self, fields: Mapping[str, Rule], *, type_: str = "", rule: Rule | None = None) -> None:
        self.required = {name.rstrip("!") for name in fields if name.endswith("!")}
        self.fields = {name.rstrip("!"): field for name, field in fields.items()}
        if type_:
            self.fields["type"] = string(50, among=(type_,))
            self.required.add("type")
        self.rule = rule

    def __call__(self, value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problem(problems, "must provide an object", path)
            return
        before = len(problems)
        for name in sorted(self.required - value.keys()):
            problem(problems, f"missing required field: {name}", path)
        for name, item in value.items():
            if name not in self.fields:
                problem(problems, f"invalid additional property: {name}", path)
            elif item is None and name not in self.required:
                # Slack takes null for a field that may be left out.
                continue
            else:
                self.fields[name](item, f"{path}/{name}", problems)
        if self.rule is not None and len(problems) == before:
            self.rule(value, path, problems)


def typed(shapes: Mapping[str, Rule], allowed: tuple[str, ...] = ()) -> Rule:
    """An object whose shape its `type` names."""

    def check(value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problem(problems, "must provide an object", path)
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in shapes or (allowed and kind not in allowed):
            problem(problems, f"unsupported type: {kind}", f"{path}/type")
            return
        shapes[kind](value, path, problems)

    return check
