"""A model at an endpoint of the form that OpenAI gave it, as hosts and local programs have it; nothing is sent unasked.

Address and key come from the environment. Neither the key nor what is sent appears in a message.
"""

import json
import os
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.sources.fetch import post
from loaders.sources.patience import FetchError, Patience

LARGEST = 1 << 20
"""Bytes that an answer may have."""
PATIENCE = Patience(attempts=3, first=2, longest=30, timeout=120, once_late=False)
"""How long a model is waited for."""
_ADDRESS, _KEY = "OPENAI_BASE_URL", "OPENAI_API_KEY"
_EXAMPLE = "http://localhost:11434/v1"
_LASTING = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.PAYMENT_REQUIRED, 0}
"""What will be so the next time too; 0: nobody answers."""
_UNKNOWN_WISHES = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}


class ModelError(UserError, OSError):
    """A model gave no answer that can be used.

    Attributes:
        lasting: whether it would give none the next time either.
    """

    def __init__(self, message: str, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


@dataclass
class Endpoint:
    """A model that can be asked.

    Args:
        model: its name.
        address: the base address, as in http://localhost:11434/v1.
        key: the key; nothing if it needs none.
        patience: how long it is waited for.
    """

    model: str
    address: str
    key: str = field(default="", repr=False)
    patience: Patience = PATIENCE
    _plain: bool = False

    @classmethod
    def of_environment(cls, model: str) -> "Endpoint":
        """Return a model at the address, and with the key, that the environment tells.

        Raises:
            ModelError: it tells no address.
        """
        address = os.environ.get(_ADDRESS, "").strip().rstrip("/").removesuffix("/chat/completions")
        if not address:
            told = _("set {variable} to the address of the model, as in {example}")
            raise ModelError(told.format(variable=_ADDRESS, example=_EXAMPLE), lasting=True)
        return cls(model, address, os.environ.get(_KEY, "").strip())

    def ask(self, instructions: str, text: str) -> str:
        """Return what the model answers.

        Args:
            instructions: what it shall do.
            text: with what.

        Raises:
            ModelError: it gives no answer, or none in the form of the protocol.
        """
        said: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
        }
        wishes = {} if self._plain else {"temperature": 0, "response_format": {"type": "json_object"}}
        try:
            return self._answer(said | wishes)
        except FetchError as error:
            if wishes and error.status in _UNKNOWN_WISHES:  # some take no temperature, others no form of the answer
                self._plain = True
                return self.ask(instructions, text)
            raise self._refused(error) from None

    def _answer(self, said: dict[str, Any]) -> str:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        content = post(f"{self.address}/chat/completions", said, self.patience, headers, LARGEST)
        try:
            answer: Any = json.loads(content)
            message = answer["choices"][0]["message"]
        except (ValueError, RecursionError, LookupError, TypeError):
            told = _("what {address} answered is not of the form that such endpoints have")
            raise ModelError(told.format(address=self.address)) from None
        text = message.get("content") if isinstance(message, dict) else None
        if not isinstance(text, str) or not text.strip():
            raise ModelError(_("the model {model} said nothing").format(model=self.model))
        return text

    def _refused(self, error: FetchError) -> ModelError:
        if error.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            told = _("{address} does not accept the key; set {variable} to one that it knows")
            return ModelError(told.format(address=self.address, variable=_KEY), lasting=True)
        if error.status == HTTPStatus.NOT_FOUND:
            told = _("{address} knows no model {model}, or is not the address of an endpoint")
            return ModelError(told.format(address=self.address, model=self.model), lasting=True)
        message = str(error).replace(self.key, "…") if self.key else str(error)
        return ModelError(message, error.status in _LASTING)
