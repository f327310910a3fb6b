"""Name Slack's limits, and what goes wrong in a template that exceeds them."""

# Blocks of a message, and of a modal or App Home.
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Characters of all blocks of a message together: beyond about 13,000 Slack answers msg_blocks_too_long.
MESSAGE_CHARACTERS = 12_000
# A view may have 250 KB of JSON, in which a character takes up to six bytes.
VIEW_CHARACTERS = 40_000
# The message in plain words, beside its blocks.
TEXT = 4_000

SECTION = 3_000
FIELD = 2_000
FIELDS = 10
HEADER = 150
CONTEXT = 3_000
ALERT = 200
IMAGE_ALT = 2_000
IMAGE_TITLE = 2_000
URL = 3_000

ACTIONS = 25
BUTTON = 75
BUTTON_VALUE = 2_000
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100
OPTION_GROUPS = 100
# Of a menu as Payoff fills it, under headings: two of them still fit into one view.
MENU = 500
# Characters of a view that an option takes beside its text.
OPTION_FRAME = 13
OVERFLOW = 5
CHOICES = 10
PLACEHOLDER = 150
ID = 255
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

LABEL = 2_000
INPUT = 3_000
FILES = 10

TABLE_ROWS = 100
TABLE_CELLS = 20
TABLE_CHARACTERS = 10_000

CHART_TITLE = 50
CHART_LABEL = 20
CHART_AXIS = 50
CHART_POINTS = 20
CHART_SERIES = 6
CHARTS = 2

TITLE = 24
PRIVATE = 3_000


class TemplateFault(Exception):
    """A template says something that Slack would refuse, whatever the data: a fault of ours."""


class TooMany(TemplateFault):
    """More of something than Slack takes."""

    def __init__(self, what: str, count: int, limit: int) -> None:
        super().__init__(f"{count} {what}, where Slack takes {limit}.")


class TooLong(TemplateFault):
    """A value that must arrive whole is longer than Slack takes."""

    def __init__(self, what: str, length: int, limit: int) -> None:
        super().__init__(f"{what} of {length} characters, where Slack takes {limit}.")


class Misplaced(TemplateFault):
    """Something stands where Slack does not take it."""


def at_most(limit: int, what: str, count: int) -> None:
    """Refuse more than Slack takes.

    Raises:
        TooMany: there are more.
    """
    if count > limit:
        raise TooMany(what, count, limit)


def no_longer(limit: int, what: str, value: str) -> str:
    """A value that is never cut, because half of it would mean something else.

    Raises:
        TooLong: it is longer.
    """
    if len(value) > limit:
        raise TooLong(what, len(value), limit)
    return value
