"""Start Payoff from a shell: `python -m bot`."""

import sys

from bot.commandline import main

if __name__ == "__main__":
    sys.exit(main())
