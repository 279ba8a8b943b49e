#!/usr/bin/python3
"""Makes the fuzzer's first files: corpus.py JPEGS FOLDER

JPEGS is the program made of jpegs.c. To what it writes come JPEGs that no encoder makes, and PNGs
of every form, whole and damaged.
"""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

WIDTH, HEIGHT = 13, 11


def exif(entries: list[tuple[int, int, int, int]], order: str = "<") -> bytes:
    """An EXIF block of tag, type, count and value; TIFF 6.0, section 2."""
    block = (b"II" if order == "<" else b"MM") + struct.pack(order + "HIH", 42, 8, len(entries))
    for tag, kind, count, value in entries:
        short = kind == 3 and order == ">"  # a short stands at the front of its four bytes
        block += struct.pack(order + "HHII", tag, kind, count, value << 16 if short else value)
    return block + bytes(4)


def exif_blocks() -> dict[str, bytes]:
    blocks = {
        f"orientation-{value}-{name}": exif([(0x0112, 3, 1, value)], order)
        for value in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65535)
        for name, order in (("little", "<"), ("big", ">"))
    }
    camera = [(0x010F, 2, 6, 62), (0x0112, 3, 1, 6), (0x011A, 5, 1, 68), (0x8769, 4, 1, 76)]
    blocks["camera"] = exif(camera) + b"Maker\0" + bytes(40)
    blocks["outside"] = exif([(0x010F, 2, 2**31, 2**31), (0x0112, 3, 1, 6)])
    blocks["many"] = exif([(0x0100, 3, 1, 1)] * 40 + [(0x0112, 3, 1, 8)])
    for count in (5, 9, 10, 11, 19, 21, 35):
        blocks[f"cut-{count}"] = blocks["camera"][:count]
    blocks["directory-outside"] = b"MM\0*\xff\xff\xff\xff"
    blocks["empty"] = b""
    return blocks


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def place_of(markers: range, jpeg: bytes) -> int:
    """Where the first segment with one of these markers begins."""
    at = 2
    while jpeg[at + 1] not in markers:
        at += 2 + struct.unpack_from(">H", jpeg, at + 2)[0]
    return at


def changed(jpeg: bytes, at: int, new: bytes) -> bytes:
    return jpeg[:at] + new + jpeg[at + len(new) :]


def odd_jpegs(jpeg: bytes, progressive: bytes) -> dict[str, bytes]:
    """What can be made of a sequential and a progressive one of three components."""
    frame, scan = place_of(range(0xC0, 0xC3), jpeg), place_of(range(0xDA, 0xDB), jpeg)
    two = segment(0xC0, jpeg[frame + 4 : frame + 9] + b"\2" + jpeg[frame + 10 : frame + 16])
    last = progressive.rindex(b"\xff\xda")
    odd = {
        "precision-12": changed(jpeg, frame + 4, b"\x0c"),
        "height-0": changed(jpeg, frame + 5, b"\0\0"),
        "wide": changed(jpeg, frame + 5, struct.pack(">HH", 3, 65500)),
        "huge": changed(jpeg, frame + 5, struct.pack(">HH", 65500, 65500)),
        "sampling-outside": changed(jpeg, frame + 11, b"\x51"),
        "two-components": jpeg[:frame] + two + jpeg[frame + 19 :],
        "two-frames": jpeg[:frame] + jpeg[frame : frame + 19] + jpeg[frame:],
        "one-of-three": jpeg[:scan] + segment(0xDA, b"\1\1\0\0\x3f\0") + jpeg[scan + 14 :],
        "tables-missing": b"\xff\xd8" + jpeg[frame:],
        "dnl": jpeg[:-2] + segment(0xDC, b"\0\x13") + jpeg[-2:],
        "behind-the-end": jpeg + jpeg,
        "fill-bytes": b"\xff\xd8" + b"\xff" * 9 + jpeg[3:],
        "501-scans": progressive[:-2] + progressive[last:-2] * 501 + progressive[-2:],
        "restart-interval-0": jpeg[:frame] + segment(0xDD, b"\0\0") + jpeg[frame:],
    }
    for marker in [*range(0xC3, 0xD0), 0xDE, 0xDF, 0xF7]:
        odd[f"frame-{marker:02x}"] = changed(jpeg, frame + 1, bytes([marker]))
    for transform in range(4):
        adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))
        odd[f"adobe-{transform}"] = jpeg[:2] + adobe + jpeg[2:]
    head = {
        "jfif-thumbnail": segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\2\2" + bytes(12)),
        "jfxx": segment(0xE0, b"JFXX\0\x13\2\2" + bytes(12)),
        "xmp": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
        "profile": segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(99)),
        "comment": segment(0xFE, b"made by nobody"),
        "long-segment": segment(0xE5, bytes(9000)),
    }
    for name, block in exif_blocks().items():
        head[name] = segment(0xE1, b"Exif\0\0" + block)
    head["two-blocks"] = head["empty"] + head["orientation-5-big"]
    for name, segments in head.items():
        odd[name] = jpeg[:2] + segments + jpeg[2:]
    for name, whole in (("sequential", jpeg), ("progressive", progressive)):
        for eighth in range(1, 8):
            odd[f"{name}-cut-{eighth}"] = whole[: len(whole) * eighth // 8]
        for at in range(len(whole) - 40, len(whole), 8):
            odd[f"{name}-wrong-{at}"] = changed(whole, at, b"\xff")
    return odd


def chunk(kind: bytes, data: bytes = b"", error: int = 0) -> bytes:
    checksum = zlib.crc32(kind + data) ^ error
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


# Colour types: name and samples a pixel; ISO/IEC 15948, section 11.2.2.
COLOURS = {0: ("grey", 1), 2: ("rgb", 3), 3: ("palette", 1), 4: ("grey-alpha", 2), 6: ("rgba", 4)}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
# First column and row of each pass of Adam7, and the steps.
PASSES = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
]  # fmt: skip


def scanlines(colour: int, depth: int, interlaced: bool) -> bytes:
    """Rows with each of the filters in turn."""
    lines = b""
    for left, top, across, down in PASSES if interlaced else [(0, 0, 1, 1)]:
        columns = len(range(left, WIDTH, across))
        length = (columns * COLOURS[colour][1] * depth + 7) // 8
        for y in range(top, HEIGHT, down) if columns else ():
            lines += bytes([y % 5]) + bytes((y * 37 + i * 11) % 256 for i in range(length))
    return lines


def png(
    colour: int, depth: int, *, interlaced: bool = False, before: bytes = b"", behind: bytes = b"",
    palette: int | None = None, level: int = 6, parts: int = 1, size: tuple[int, int] | None = None,
) -> bytes:  # fmt: skip
    header = struct.pack(">IIBBBBB", *(size or (WIDTH, HEIGHT)), depth, colour, 0, 0, interlaced)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    if colour == 3:
        entries = 1 << depth if palette is None else palette
        file += chunk(b"PLTE", bytes(i * 7 % 256 for i in range(3 * entries)))
    data = zlib.compress(scanlines(colour, depth, interlaced), level)
    step = -(-len(data) // parts)
    pixels = b"".join(chunk(b"IDAT", data[at : at + step]) for at in range(0, len(data), step))
    return file + before + pixels + behind + chunk(b"IEND")


def metadata() -> dict[str, bytes]:
    packed = zlib.compress(b"text " * 9)
    chunks = {
        "gAMA": struct.pack(">I", 45455), "sRGB": b"\0", "cHRM": struct.pack(">8I", *range(1, 9)),
        "sBIT": b"\5\6\5", "bKGD": bytes(6), "hIST": bytes(6), "pHYs": bytes(9),
        "oFFs": bytes(9), "tIME": b"\x07\xea\1\1\1\1\1", "tEXt": b"Title\0none",
        "zTXt": b"Title\0\0" + packed, "iTXt": b"Title\0\1\0en\0\0" + packed,
        "iCCP": b"sRGB\0\0" + packed, "sPLT": b"name\0\x08" + bytes(12), "sCAL": b"\0011.0\0002.0",
        "pCAL": b"name\0" + bytes(8) + b"\0\2unit\0001\0002", "acTL": bytes(8), "fcTL": bytes(26),
        "fdAT": bytes(20), "tRNS": bytes(6), "PLTE": bytes(9), "zzZz": b"private", "zzzz": b"",
        "ZZZZ": b"critical",
    }  # fmt: skip
    files = {name: chunk(name.encode(), data) for name, data in chunks.items()}
    files |= {f"exif-{name}": chunk(b"eXIf", block) for name, block in exif_blocks().items()}
    files["exif-twice"] = files["exif-orientation-6-big"] + files["exif-orientation-3-little"]
    files["all"] = b"".join(files[name] for name in ("gAMA", "cHRM", "sBIT", "pHYs", "tEXt"))
    return files


def pngs() -> dict[str, bytes]:
    files = {}
    for colour, (name, _) in COLOURS.items():
        for depth in DEPTHS[colour]:
            for interlaced in (False, True):
                kind = f"{name}-{depth}{'-interlaced' if interlaced else ''}"
                files[kind] = png(colour, depth, interlaced=interlaced)
    transparency = {0: bytes(2), 2: bytes(6), 3: b"\0\x80\xff", 4: bytes(2), 6: bytes(6)}
    for colour, data in transparency.items():
        name, depth = f"{COLOURS[colour][0]}-transparent", DEPTHS[colour][-1]
        files[name] = png(colour, depth, before=chunk(b"tRNS", data))
    for name, chunks in metadata().items():
        files[f"{name}-before"] = png(2, 8, before=chunks)
        files[f"{name}-behind"] = png(2, 8, behind=chunks)
    for entries in (0, 1, 3, 257):
        files[f"palette-of-{entries}"] = png(3, 8, palette=entries)
    whole = png(2, 8)
    pixels = whole.index(b"IDAT") - 4
    files |= {
        "stored": png(6, 8, level=0),
        "parts": png(6, 16, parts=7, interlaced=True),
        "depth-3": png(0, 3),
        "size-0": png(2, 8, size=(0, 5)),
        "higher": png(2, 8, size=(WIDTH, HEIGHT + 1)),
        "lower": png(2, 8, size=(WIDTH, HEIGHT - 1)),
        "huge": png(2, 8, size=(60000, 60000)),
        "wide": png(0, 1, size=(1 << 18, 1)),
        "end-missing": whole[:-12],
        "twice": whole + whole,
        "no-pixels": whole[:pixels] + chunk(b"IEND"),
        "wrong-sum-header": whole[:29] + bytes(4) + whole[33:],
        "wrong-sum-pixels": whole[:-16] + bytes(4) + whole[-12:],
        "wrong-sum-end": whole[:-4] + bytes(4),
        "wrong-sum-text": png(2, 8, before=chunk(b"tEXt", b"Title\0none", error=1)),
        "wrong-sum-exif": png(2, 8, before=chunk(b"eXIf", exif([(0x112, 3, 1, 6)]), error=1)),
        "length-outside": whole[:pixels] + b"\x7f" + whole[pixels + 1 :],
        "chunk-of-2-gigabytes": whole[:33] + b"\x7f\xff\xff\xffeXIfMM\0*",
        "not-packed": whole[:pixels] + chunk(b"IDAT", b"not zlib's") + chunk(b"IEND"),
    }
    for eighth in range(1, 8):
        files[f"cut-{eighth}"] = whole[: len(whole) * eighth // 8]
    return files


def main() -> None:
    encoder, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([encoder, folder], check=True)
    sequential, progressive = (
        (folder / f"ycbcr-{scans}-huffman-0-2x2-21x19.jpg").read_bytes()
        for scans in ("sequential", "progressive")
    )
    for name, data in odd_jpegs(sequential, progressive).items():
        (folder / f"odd-{name}.jpg").write_bytes(data)
    for name, data in pngs().items():
        (folder / f"{name}.png").write_bytes(data)


main()
