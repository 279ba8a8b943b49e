"""Encoded faces, decoded by a library other than the consumer's own."""

import io
from typing import Any

import numpy


def by_opencv(encoded: bytes) -> "numpy.ndarray[Any, Any]":
    """The pixels of a PNG or JPEG as OpenCV decodes them: uint8 [height, width, 3], RGB."""
    import cv2

    bgr = cv2.imdecode(numpy.frombuffer(encoded, numpy.uint8), cv2.IMREAD_UNCHANGED)
    if bgr is None or bgr.ndim != 3 or bgr.shape[2] != 3 or bgr.dtype != numpy.uint8:
        raise AssertionError("OpenCV takes this for no image of three channels of 8 bits")
    return numpy.ascontiguousarray(bgr[:, :, ::-1])


def by_pillow(encoded: bytes) -> "numpy.ndarray[Any, Any]":
    """The pixels of a PNG or JPEG as Pillow decodes them: uint8 [height, width, 3], RGB."""
    from PIL import Image

    with Image.open(io.BytesIO(encoded)) as image:
        if image.mode != "RGB":
            raise AssertionError(f"Pillow takes this for an image of mode {image.mode}, not RGB")
        return numpy.asarray(image)


def levels_apart(one: "numpy.ndarray[Any, Any]", other: "numpy.ndarray[Any, Any]") -> float:
    """The mean difference of two uint8 images' values, in levels of 255."""
    return float(numpy.abs(one.astype(numpy.int16) - other).mean())
