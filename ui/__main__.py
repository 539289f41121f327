"""``python -m ui``: the same as ``pma-assure``, for where no script was installed."""

from __future__ import annotations

import sys

from ui.command_line import main

if __name__ == "__main__":
    sys.exit(main())
