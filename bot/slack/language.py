"""Speak the language of templates: Jinja with tags and calls that make blocks, and filters that say values.

`docs/templates.md` lists them. Everything a template prints is made safe (`blockkit.text.safe`) unless a call made
it; there is no filter that makes typed text safe by saying so.
"""

from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.filters import FILTERS
from jinja2.parser import Parser
from markupsafe import Markup

from bot.slack import filters
from bot.slack.blockkit import blocks, elements, inputs, tables, views
from bot.slack.blockkit.text import Mrkdwn, laid_out, safe

FOLDER = Path(__file__).parents[2] / "templates"

TAGS: dict[str, Callable[..., Mrkdwn]] = {
    "header": blocks.header,
    "section": blocks.section,
    "context": blocks.context,
    "fields": blocks.fields,
    "field": blocks.field,
    "quote": blocks.quote,
    "code": blocks.code,
    "alert": blocks.alert,
    "table": tables.table_tag,
}

CALLS: dict[str, Callable[..., object]] = {
    call.__name__: call
    for call in (
        blocks.actions,
        blocks.blocks,
        blocks.channel,
        blocks.divider,
        blocks.image,
        blocks.link,
        blocks.local_date,
        blocks.user,
        elements.button,
        elements.confirm,
        elements.date_select,
        elements.for_each,
        elements.overflow,
        elements.run,
        elements.select,
        elements.share,
        elements.user_select,
        inputs.amount_input,
        inputs.channel_input,
        inputs.checkbox_input,
        inputs.choice_input,
        inputs.choices_input,
        inputs.date_input,
        inputs.file_input,
        inputs.number_input,
        inputs.radio_input,
        inputs.text_input,
        inputs.time_input,
        inputs.user_input,
        inputs.users_input,
        tables.center,
        tables.chart,
        tables.right,
        tables.row,
        tables.table,
        views.home,
        views.modal,
        range,
    )
}

# Of Jinja's own filters, those that only pick and order.
OWN_FILTERS = [
    "abs",
    "attr",
    "batch",
    "capitalize",
    "default",
    "dictsort",
    "first",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "sum",
    "trim",
    "unique",
    "upper",
]


class BlockTags(Extension):
    """`{% section %}…{% endsection %}` and its like: what stands between becomes a block."""

    tags = set(TAGS)  # noqa: RUF012 (Jinja declares it so)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Remember the layout before Jinja takes tags out of it."""
        return laid_out(source)

    def parse(self, parser: Parser) -> nodes.Node:
        """A tag with its arguments and its body, as a call with a block."""
        token = next(parser.stream)
        given: list[nodes.Expr] = []
        named: list[nodes.Keyword] = []
        while parser.stream.current.type != "block_end":
            if given or named:
                parser.stream.expect("comma")
            if parser.stream.look().type == "assign":
                key = parser.stream.expect("name").value
                parser.stream.expect("assign")
                named.append(nodes.Keyword(key, parser.parse_expression()))
            else:
                given.append(parser.parse_expression())
        body = parser.parse_statements((f"name:end{token.value}",), drop_needle=True)
        call = self.call_method(token.value, given, named)
        return nodes.CallBlock(call, [], [], body).set_lineno(token.lineno)


class Generator(CodeGenerator):
    """Jinja's compiler for this language: every message runs what it writes, so it leaves out what nothing here needs.

    What is called is a function that takes nothing but its arguments, and `safe` makes all that is printed safe.
    """

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Hand the parts of a join to `joined`, which makes typed text safe beside a mention."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        """A tag, given a function that renders what stands between."""
        if not isinstance(node.call.node, nodes.ExtensionAttribute):
            super().visit_CallBlock(node, frame)
            return
        self.macro_body(node, frame)
        self.start_write(frame, node)
        self.write(f"environment.tags[{node.call.node.name!r}](macro, ")
        self.arguments(node.call, frame)
        self.end_write(frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call of the language's own goes there directly."""
        is_own = isinstance(node.node, nodes.Name) and node.node.name in CALLS
        if not is_own or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        self.arguments(node, frame)

    def arguments(self, call: nodes.Call, frame: Frame) -> None:
        """What a call is given, until its end."""
        for given in (*call.args, *call.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class Language(Environment):
    """The environment of all templates."""

    code_generator_class = Generator
    joined = staticmethod(lambda parts: joined(parts))
    tags = TAGS

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template may call, as a plain dict: each rendering copies it, and Jinja's chain is slow to copy."""
        return {**self.globals, **(d or {})}


def joined(parts: Iterable[Any], between: object = "") -> str:
    """Parts as one text: safe as soon as one of them was made by a call, else still raw, for labels and commands."""
    listed = list(parts)
    if any(isinstance(part, Markup) for part in (*listed, between)):
        return Mrkdwn(safe(between).join(listed))
    return str(between).join(part if isinstance(part, str) else str(safe(part)) for part in listed)


def speak(folder: Path = FOLDER) -> Language:
    """The language, over a folder of templates: each is compiled once."""
    environment = Language(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=safe,
        undefined=StrictUndefined,
        extensions=[BlockTags],
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals = dict(CALLS)
    environment.filters = {name: FILTERS[name] for name in OWN_FILTERS}
    environment.filters |= {"join": joined, **filters.FILTERS}
    return environment
