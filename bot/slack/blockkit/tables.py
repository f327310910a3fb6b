"""Make tables and line charts, and say in words what they show."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.slack.blockkit import limits
from bot.slack.blockkit.blocks import EMPTY, mrkdwn, rich_parts
from bot.slack.blockkit.elements import Json
from bot.slack.blockkit.limits import TemplateFault, at_most
from bot.slack.blockkit.marks import BLOCK, ROW, collect, mark
from bot.slack.blockkit.text import NOTHING, Mrkdwn, cut, escape, one_line, plain

ALIGNMENTS = ("left", "center", "right")
# A column's heading, and how it stands if not to the left.
Column = str | tuple[object, str]
Series = Mapping[str, Sequence[float]] | Iterable[tuple[str, Sequence[float]]]


def right(heading: object) -> tuple[object, str]:
    """A column of numbers."""
    return heading, "right"


def center(heading: object) -> tuple[object, str]:
    """A column of marks."""
    return heading, "center"


def cell(value: object) -> Json:
    """One cell; nothing is a dash, a mention or link stays one."""
    if isinstance(value, Markup) and "<" in value:
        parts = rich_parts(one_line(value), limits.TABLE_CHARACTERS)
        return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}
    return {"type": "raw_text", "text": plain(NOTHING if value == "" else value, limits.TABLE_CHARACTERS)}


def row(*values: object) -> Mrkdwn:
    """A row of the table around it."""
    return mark(ROW, [cell(value) for value in values])


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Mrkdwn:
    """A table; without rows there is none."""
    return table_of(columns, [[cell(value) for value in values] for values in rows])


def table_tag(body: Callable[[], str], *columns: Column) -> Mrkdwn:
    """A table whose rows are written in a loop."""
    return table_of(columns, [content for _, content in collect(body(), ROW)])


def table_of(columns: Sequence[Column], rows: list[list[Json]]) -> Mrkdwn:
    """The block of a table.

    Raises:
        TooMany: it has to be paged.
        TemplateFault: a row does not fit the columns.
    """
    at_most(limits.TABLE_CELLS, "columns", len(columns))
    at_most(limits.TABLE_ROWS, "rows", len(rows) + 1)
    headings = [column if isinstance(column, tuple) else (column, "left") for column in columns]
    for cells in rows:
        if len(cells) != len(headings):
            raise TemplateFault(f"A row of {len(cells)} in a table of {len(headings)} columns.")
    for _, alignment in headings:
        if alignment not in ALIGNMENTS:
            raise TemplateFault(f"A column stands left, center or right, not {alignment}.")
    if not rows:
        return EMPTY
    settings = [{"align": alignment, "is_wrapped": True} for _, alignment in headings]
    first = [cell(heading) for heading, _ in headings]
    return mark(BLOCK, {"type": "table", "column_settings": settings, "rows": [first, *rows]})


def chart(
    title: object, series: Series, categories: Sequence[object], *, x_label: object = None, y_label: object = None
) -> Mrkdwn:
    """A line chart that Slack draws; each series has one finite value for each category.

    Raises:
        TooMany: more points or lines than Slack draws everywhere.
        TemplateFault: a gap, which Slack refuses; show fewer categories instead.
    """
    lines = list(series.items() if isinstance(series, Mapping) else series)
    at_most(limits.CHART_SERIES, "lines", len(lines))
    at_most(limits.CHART_POINTS, "points", len(categories))
    labels = distinct(categories)
    names = distinct([name for name, _ in lines])
    if not labels or not names:
        return EMPTY
    drawn = []
    for name, (_, values) in zip(names, lines, strict=True):
        numbers = [float(value) for value in values]
        if len(numbers) != len(labels) or not all(map(math.isfinite, numbers)):
            raise TemplateFault(f"{name!r} needs one number for each of {len(labels)} categories: {values!r}")
        drawn.append(
            {"name": name, "data": [{"label": at, "value": value} for at, value in zip(labels, numbers, strict=True)]}
        )
    axes: Json = {"categories": labels}
    if x_label is not None:
        axes["x_label"] = plain(x_label, limits.CHART_AXIS)
    if y_label is not None:
        axes["y_label"] = plain(y_label, limits.CHART_AXIS)
    drawing = {"type": "line", "series": drawn, "axis_config": axes}
    return mark(BLOCK, {"type": "data_visualization", "title": plain(title, limits.CHART_TITLE), "chart": drawing})


def distinct(labels: Iterable[object]) -> list[str]:
    """Labels that fit under an axis, each only once: Slack tells points and lines apart by them."""
    found: list[str] = []
    for label in labels:
        said = plain(label, limits.CHART_LABEL)
        count = 1
        while said in found:
            count += 1
            said = cut(plain(label, limits.CHART_LABEL), limits.CHART_LABEL - len(f" {count}")) + f" {count}"
        found.append(said)
    return found


def chart_words(block: Json) -> str:
    """A chart in words: each line with its points."""
    lines = [block["title"]]
    for series in block["chart"]["series"]:
        points = ", ".join(f"{point['label']} {point['value']:g}" for point in series["data"])
        lines.append(f"{series['name']}: {points}")
    return "\n".join(lines)


def chart_as_text(block: Json) -> Json:
    """The block that stands in for a chart or a picture where Slack does not show it."""
    words = block["alt_text"] if block["type"] == "image" else chart_words(block)
    return {"type": "section", "text": mrkdwn(escape(words), limits.SECTION)}


def table_words(block: Json) -> str:
    """A table in words: a line for each row, each number with its heading."""
    headings, *rows = [[cell_words(content) for content in cells] for cells in block["rows"]]
    lines = []
    for first, *others in rows:
        said = ", ".join(f"{heading} {words}" for heading, words in zip(headings[1:], others, strict=True))
        lines.append(f"{first}: {said}" if said else first)
    return "\n".join(lines)


def cell_words(content: Json) -> str:
    """A cell in words, mentions included."""
    if content["type"] == "raw_text":
        return escape(content["text"])
    return rich_words(content)


def rich_words(block: Json) -> str:
    """Rich text in words, escaped as Slack asks."""
    return "\n".join("".join(map(part_words, element["elements"])) for element in block["elements"])


def part_words(part: Json) -> str:
    """One part of rich text in words."""
    match part["type"]:
        case "user":
            return f"<@{part['user_id']}>"
        case "channel":
            return f"<#{part['channel_id']}>"
        case "link":
            return f"<{escape(part['url'])}|{escape(part['text'])}>"
        case "date":
            return f"<!date^{part['timestamp']}^{part['format']}|{escape(part['fallback'])}>"
        case _:
            return escape(part["text"])
