"""Answer the Web API's methods."""

from bot.sandbox.web_api import auth, chat, conversations, files, reactions, users, views
from bot.sandbox.web_api.method import METHODS

__all__ = ["METHODS", "auth", "chat", "conversations", "files", "reactions", "users", "views"]
