"""The shapes of tables and charts."""

from typing import Any

from bot.sandbox.checks.elements import ELEMENTS
from bot.sandbox.checks.rich_text import RICH_TEXT
from bot.sandbox.checks.rules import Problems, Rule, Shape, boolean, integer, listing, number, problem, string, typed

BLOCK_ID: dict[str, Rule] = {"block_id": string(255)}
RAW_TEXT = Shape({"text!": string(10_000)}, type_="raw_text")
RAW_NUMBER = Shape({"value!": number, "text!": string(10_000)}, type_="raw_number")
ACTION_CELL = Shape({"element!": ELEMENTS["button"], "fallback!": RAW_TEXT}, type_="action_cell")
CELLS: dict[str, Rule] = {"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT}


def same_length(value: dict[str, Any], path: str, problems: Problems) -> None:
    """All rows of a data table are as long as its header."""
    widths = {len(row) for row in value["rows"]}
    if len(widths) > 1:
        problem(problems, "all rows must have the same number of cells", f"{path}/rows")
    if any(cell["type"] in ("rich_text", "action_cell") for cell in value["rows"][0]):
        problem(problems, "header cells must be raw_text or raw_number", f"{path}/rows/0")


COLUMN = Shape({"align": string(10, among=("left", "center", "right")), "is_wrapped": boolean})


def column(value: Any, path: str, problems: Problems) -> None:
    """A column's settings, or null for the default ones."""
    if value is not None:
        COLUMN(value, path, problems)


TABLE = Shape(
    {
        **BLOCK_ID,
        "rows!": listing(listing(typed(CELLS), most=20), most=100),
        "column_settings": listing(column, least=0, most=20),
    },
    type_="table",
)
DATA_TABLE = Shape(
    {
        **BLOCK_ID,
        "caption!": string(1000),
        "rows!": listing(listing(typed({**CELLS, "action_cell": ACTION_CELL}), most=20), least=2, most=201),
        "page_size": integer(1, 100),
        "row_header_column_index": integer(0, 19),
    },
    type_="data_table",
    rule=same_length,
)

LABEL = string(20)
POINT = Shape({"label!": LABEL, "value!": number})
SEGMENT = Shape({"label!": LABEL, "value!": number})
SERIES = Shape({"name!": LABEL, "data!": listing(POINT, most=20)})
AXIS = Shape({"categories!": listing(LABEL, most=20), "x_label": string(50), "y_label": string(50)})


def points_match(value: dict[str, Any], path: str, problems: Problems) -> None:
    """Every series has one point for each category, and a name of its own."""
    categories = value["axis_config"]["categories"]
    names = [series["name"] for series in value["series"]]
    if len(set(categories)) != len(categories):
        problem(problems, "categories must be unique", f"{path}/axis_config/categories")
    if len(set(names)) != len(names):
        problem(problems, "series names must be unique", f"{path}/series")
    for index, series in enumerate(value["series"]):
        if sorted(p["label"] for p in series["data"]) != sorted(categories):
            problem(problems, "data must have one point for each category", f"{path}/series/{index}/data")


def positive(value: dict[str, Any], path: str, problems: Problems) -> None:
    """A pie has no empty segment."""
    for index, segment in enumerate(value["segments"]):
        if segment["value"] <= 0:
            problem(problems, "must be more than 0", f"{path}/segments/{index}/value")


AXES: dict[str, Rule] = {"series!": listing(SERIES, most=12), "axis_config!": AXIS}
CHARTS: dict[str, Rule] = {
    **{name: Shape(AXES, type_=name, rule=points_match) for name in ("bar", "line", "area")},
    "pie": Shape({"segments!": listing(SEGMENT, most=12)}, type_="pie", rule=positive),
}
CHART = Shape({**BLOCK_ID, "title!": string(50), "chart!": typed(CHARTS)}, type_="data_visualization")
