"""Typeset the template named on the command line, in the current folder, to `document.pdf`.

A process of its own, which knows nothing of Django: typst keeps what it has laid out in memory, and a document that it
can't cope with must not take a server with it.
"""

import sys
from importlib.resources import files
from typing import Any

import typst

OUTPUT = "document.pdf"
# Tagged for screen readers (PDF/UA-1), fit for archives (PDF/A-2a).
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# Noto: pictographs and the scripts that typst's own fonts lack.
FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")


def main(template: str) -> None:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(files(package)) for package in FONTS])
    compiler = typst.Compiler(template, root=".", font_paths=fonts)
    try:
        compiler.compile(output=OUTPUT, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError:
        # The standards refuse a text that the fonts can't show; a plain PDF shows a box in its place.
        print("plain")
        compiler.compile(output=OUTPUT, format="pdf")


if __name__ == "__main__":
    main(sys.argv[1])
