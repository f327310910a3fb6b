"""Say what stands behind the figures that a promise is made beside."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.gate.form import Form
from bot.flows.why.past import figure_of_past, past_claims
from bot.slack.sight import Sight
from bot.value.calculators import worth_figure
from bot.value.figure import Figure


async def figures_of_form(session: AsyncSession, form: Form, *, sight: Sight, now: datetime) -> list[Figure]:
    """What the metric can show, what came of promises like this one, what promises come to, and what it is worth.

    Args:
        sight: the channels of which whoever asks may be told what was promised there.
    """
    unit = form.metric.unit if form.metric is not None else ""
    figures = []
    if form.seeable is not None:
        last = max(form.team.checkin_days) if form.size is not None else None
        figures.append(form.seeable.figure(unit, form.size, last))
    if form.past is not None and form.past.found:
        figures.append(figure_of_past(form.past))
    if form.honest is not None:
        made = (await past_claims(session, form.team.pk, now=now, sight=sight)).figure(None, None, unit)
        figures += [made] if made is not None else []
    worked, fields = form.worth.worked, form.worth
    if worked is not None:
        figures.append(worth_figure(worked.year, by=worked.by, inputs=worked.inputs, sure=fields.sure or 0))
    return figures
