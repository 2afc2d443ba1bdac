"""`python -m config.demo`: start everything, say where it is, stop everything."""

import sys

from config.demo.supervisor import main

if __name__ == "__main__":
    sys.exit(main())
