"""Files mapped into memory for reading, without a descriptor that stays open for each."""

from __future__ import annotations

import ctypes
import mmap
import os
import weakref
from typing import Any, BinaryIO

import numpy
from numpy.typing import NDArray

# Python's own mmap, and with it numpy.memmap, keeps a duplicate of the descriptor for as long as
# the mapping lives (until Python 3.13 there is no way around it), and cannot map to an address.
_libc = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = [
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
]
_libc.munmap.restype = ctypes.c_int
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]

_MAP_FIXED = 0x10  # of Linux and macOS; the mmap module does not have it
_FAILED = ctypes.c_void_p(-1).value


class AddressRange:
    """A range of this process's addresses, which files are mapped into for reading.

    What no file is mapped to reads as zeros and takes no memory. The range is given back when
    neither it nor an array of it is used any more.

    Raises `OSError` if the system has no such range.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._start = _map(None, length, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1)
        release = weakref.finalize(self, _libc.munmap, self._start, length)
        release.atexit = False  # threads that still read at the end keep what they read

    def map_file(self, offset: int, file: BinaryIO, length: int) -> None:
        """Maps the first `length` bytes of a file to `offset`, a multiple of the page's size.

        Raises `OSError`, with the file's name, if the system does not.
        """
        if not (0 <= offset and offset % mmap.PAGESIZE == 0 and offset + length <= self._length):
            raise ValueError(f"{length} bytes cannot be mapped to {offset} of {self._length}")
        try:
            _map(self._start + offset, length, mmap.MAP_SHARED | _MAP_FIXED, file.fileno())
        except OSError as error:
            raise OSError(error.errno, error.strerror, file.name) from None

    def array(self, offset: int, shape: tuple[int, ...]) -> NDArray[numpy.uint8]:
        """The bytes from `offset` on, read-only and in C order; it keeps the range."""
        return numpy.asarray(_Bytes(self, self._start + offset, shape))


class _Bytes:
    """What numpy makes an array of, which holds this object and so the range."""

    def __init__(self, owner: AddressRange, address: int, shape: tuple[int, ...]) -> None:
        self._owner = owner
        self.__array_interface__: dict[str, Any] = {
            "version": 3,
            "typestr": "|u1",
            "shape": shape,
            "data": (address, True),
        }


def _map(address: Any, length: int, flags: int, descriptor: int) -> int:
    start = _libc.mmap(address, length, mmap.PROT_READ, flags, descriptor, 0)
    if start is None or start == _FAILED:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} (mapping {length} bytes)")
    return int(start)
