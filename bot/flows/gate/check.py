"""Decide whether a release may get a date, or ship, on whatever route it comes."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

