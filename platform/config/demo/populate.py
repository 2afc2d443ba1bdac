"""`python -m config.demo.populate RESULT`: provision the communes, make the accounts, seed, and write RESULT (JSON)."""

import json
import os
import sys
from pathlib import Path

import django


def main(result: Path, password: str) -> None:
    """Do what is missing; a second run changes nothing."""
    django.setup()
    from config.demo.mairies import open_mairie, open_platform
    from config.demo.towns import CODES

    open_platform(password=password)
    towns = [open_mairie(code=code, password=password) for code in CODES]
    result.write_text(json.dumps([town.as_dict() for town in towns]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), os.environ["ECMS_DEMO_PASSWORD"])
