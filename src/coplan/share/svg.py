"""How every picture begins: SVG with its title in words, no script, nothing from outside."""

from __future__ import annotations

from html import escape


def svg_head(width: int, height: int, title: str, size: int = 12) -> list[str]:
    """The first lines of a picture: its size in pixels, the size of its letters, its title for those who hear it."""
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    face = f'role="img" aria-labelledby="t" font-family="Helvetica, Arial, sans-serif" font-size="{size}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} {face}>',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]


def titled_head(width: int, height: int, title: str) -> list[str]:
    """The same with the title shown at the top."""
    shown = f'<text x="10" y="24" font-size="15" font-weight="bold">{escape(title)}</text>'
    return [*svg_head(width, height, title), shown]
