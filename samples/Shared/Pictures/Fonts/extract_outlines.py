"""Writes the outlines of one TrueType font, as the text that Typeface.cs reads: a first line with the units per em,
then per character its code point, its advance and its contours (M, L, Q as in an SVG path, y upwards).

    python3 extract_outlines.py Go-Regular.ttf > Go-Regular.outlines      (needs fontTools)
"""
import sys
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

CHARACTERS = [chr(c) for c in range(32, 127)] + list("°±²³µ·×–—…−≈≤≥→αβγδεηθλμπσ")

font = TTFont(sys.argv[1])
glyphs = font.getGlyphSet()
names = font.getBestCmap()
print(font["head"].unitsPerEm)
for character in CHARACTERS:
    name = names.get(ord(character))
    if name is None:
        continue
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    path = []
    for command, points in pen.value:
        if command == "moveTo":
            path += ["M", *points[0]]
        elif command == "lineTo":
            path += ["L", *points[0]]
        elif command == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                path += ["Q", *control, *end]
    print(ord(character), glyphs[name].width, *(p if isinstance(p, str) else format(p, "g") for p in path))
