"""busy.py FILE [DISK]: a program for a domain. It holds memory of its own and shared memory, and then, over and over,
uses the CPU, reads FILE by its mapping when nothing of it is cached, writes it, and reads from the block device DISK.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import mmap
import os
import sys
import time

HELD, SHARED, PIECE = 48 << 20, 8 << 20, 64 << 10


def fill(memory):
    for place in range(0, len(memory), mmap.PAGESIZE):
        memory[place] = 1
    return memory


def use_cpu(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        sum(range(1000))


def fault(file):
    """Page faults that wait for the file."""
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    with mmap.mmap(file, 0, prot=mmap.PROT_READ) as mapped:
        for place in range(0, len(mapped), PIECE):
            mapped[place]  # pylint: disable=pointless-statement


def write(path):
    file = os.open(path, os.O_WRONLY)
    os.pwrite(file, bytes(mmap.PAGESIZE), 0)
    os.fsync(file)
    os.close(file)


def work(path, disk=None):
    held = fill(bytearray(HELD)), fill(mmap.mmap(-1, SHARED))
    buffer = mmap.mmap(-1, PIECE)
    file = os.open(path, os.O_RDONLY)
    device = os.open(disk, os.O_RDONLY | os.O_DIRECT) if disk else None
    while held:
        use_cpu(0.05)
        fault(file)
        write(path)
        if device is not None:
            os.preadv(device, [buffer], 0)
        time.sleep(0.05)


work(*sys.argv[1:])
