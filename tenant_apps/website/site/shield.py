"""The coat of a mairie that has no icon of its own: a shield with its initials."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

SIZE = 256
# Drawn larger and then reduced, so that edges are smooth.
SCALE = 4


@lru_cache(maxsize=256)
def shield(letters: str, fill: str, text: str) -> Image.Image:
    """A picture of SIZE pixels a side on a transparent ground."""
    side = SIZE * SCALE
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    left, right, top, foot = side * 0.1, side * 0.9, side * 0.04, side * 0.97
    draw.rounded_rectangle((left, top, right, side * 0.5), radius=side * 0.06, fill=fill)
    draw.rectangle((left, side * 0.4, right, side * 0.6), fill=fill)
    draw.pieslice((left, side * 0.6 - (foot - side * 0.6), right, foot), 0, 180, fill=fill)
    font = ImageFont.load_default(side * (0.42 if len(letters) > 1 else 0.55))
    draw.text((side / 2, side * 0.47), letters, fill=text, font=font, anchor="mm")
    return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
