"""Where the frozen program begins: the command line, which opens the window when it is given nothing to do."""

from __future__ import annotations

import multiprocessing
import sys

from ui.command_line import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
