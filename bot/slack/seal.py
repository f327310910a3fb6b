"""Seal a workspace's token before it is stored, so that a copy of the database opens no one's Slack."""

import base64
import hashlib
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = "v1"
NONCE_BYTES = 12


class CannotOpen(Exception):
    """A sealed token cannot be opened: PAYOFF_SECRET_KEY is not the one that sealed it."""


class Sealer:
    """Seals with the first key and opens with any of them, so that keys can be changed without a new installation.

    AES-256-GCM (NIST SP 800-38D). What a token belongs to (workspace and column) is authenticated with it: a sealed
    token that is moved to another row does not open there.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("Sealing needs at least one key.")
        self.ciphers = {name_of(key): AESGCM(derived(key)) for key in keys}
        self.first = name_of(keys[0])

    def seal(self, token: str, *, workspace: str, column: str) -> str:
        """The token, readable only with the key and for this workspace and column."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self.ciphers[self.first].encrypt(nonce, token.encode(), bound_to(workspace, column))
        return f"{VERSION}.{self.first}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, workspace: str, column: str) -> str:
        """The token that was sealed.

        Raises:
            CannotOpen: with none of the keys, or it was sealed for something else.
        """
        version, _, rest = sealed.partition(".")
        name, _, text = rest.partition(".")
        cipher = self.ciphers.get(name)
        if version != VERSION or cipher is None:
            raise CannotOpen(CannotOpen.__doc__)
        try:
            content = base64.urlsafe_b64decode(text)
            return cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], bound_to(workspace, column)).decode()
        except (InvalidTag, ValueError) as error:
            raise CannotOpen("A sealed token was changed, or belongs to another workspace.") from error


def bound_to(workspace: str, column: str) -> bytes:
    """What is authenticated along with the token."""
    return f"{VERSION}\0{workspace}\0{column}".encode()


def derived(key: str) -> bytes:
    """32 bytes from a key as an operator writes it (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"payoff token seal").derive(key.encode())


def name_of(key: str) -> str:
    """A short name for a key that tells nothing about it."""
    return hashlib.sha256(b"payoff key name\0" + key.encode()).hexdigest()[:8]
