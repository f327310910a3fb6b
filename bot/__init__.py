"""Payoff keeps the answer to one question: what outcome will this release deliver?"""

VERSION = "0.1.0"
