"""How the command line says that the call itself is wrong."""

from __future__ import annotations

from pma_assure.rules.refusal import Refused


class Usage(Refused):
    """Wrong syntax, an unknown kind or deed, a date that is none; the command line ends with status 2."""
