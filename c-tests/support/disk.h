/* A block device of this machine, and block I/O parameters. */
#ifndef DISK_H
#define DISK_H

#include "harness/harness.h"

struct disk {
    char path[64];
    char number[32]; /* MAJOR:MINOR */
};

/* Finds one of at least 16 MiB; false where there is none. */
bool disk_find(struct disk *disk);

/* The same of those that are wanted, by the name in /dev. */
bool disk_find_where(struct disk *disk, bool (*is_wanted)(const char *name));

/* A parameter whose value is a text, which the caller keeps. */
virTypedParameter disk_param(const char *name, const char *text);

/* `PATH,VALUE`; the last four texts stay. */
char *disk_text(const struct disk *disk, unsigned long long value);

/* Sets one; as virDomainSetBlkioParameters. */
int disk_set(virDomainPtr dom, const char *name, const char *text, unsigned int flags);

/* The text of a parameter, NULL where there is none; to be freed. */
char *disk_get(virDomainPtr dom, const char *name, unsigned int flags);

/* What a file of the kernel says of a disk: 0 where it says nothing. `item` is the number's name in a line
   with several, NULL where a line has one. */
unsigned long long disk_value(const char *dir, const char *name, const struct disk *of, const char *item);

#endif
