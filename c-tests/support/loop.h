/* Block devices of a test's own: a loop device with a partition, and a device-mapper device on it. */
#ifndef LOOP_H
#define LOOP_H

#include "support/disk.h"

struct loop {
    struct disk disk;
    struct disk partition; /* its first; the path is empty where the kernel shows none */
    int fd;
};

#define LOOP_MIB 24

/* Makes a loop device of a new file of LOOP_MIB, which begins with a table of one partition; false where
   the kernel or its owner allows none. */
bool loop_make(struct loop *loop);

/* Gives it back. */
void loop_end(struct loop *loop);

/* Maps a linear device onto a disk, until the program ends; false where there is no device mapper. */
bool mapped_make(struct disk *mapped, const struct disk *onto);

#endif
