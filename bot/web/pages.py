"""Show a person who comes with a browser what this is, and what came of installing it."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse

TEMPLATES = Path(__file__).parents[2] / "templates" / "web"
# Nothing is fetched, nothing runs, nobody frames it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


def page(name: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of `templates/web`."""
    headers = {
        "content-security-policy": POLICY,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return HTMLResponse(template(name).render(context), status_code=status, headers=headers)


@cache
def template(name: str) -> Template:
    """A compiled page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(f"{name}.html")
