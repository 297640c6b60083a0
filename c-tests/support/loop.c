#include "support/loop.h"

#include "harness/files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <linux/loop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define SECTOR 512
#define SECTORS (LOOP_MIB * 2048)
#define FIRST 2048
#define MAPPED "virmemctl-mapped"

/* The node of a device, which is made where nobody does that. `under` is its directory in /sys. */
static bool find_node(struct disk *disk, const char *name, const char *under)
{
    unsigned int first, second;
    char path[200];
    struct stat status;
    FILE *file;
    bool is_known;

    snprintf(path, sizeof(path), "/sys/block/%s/dev", under);
    file = fopen(path, "re");
    if (!file)
        return false;
    is_known = fscanf(file, "%u:%u", &first, &second) == 2;
    fclose(file);
    snprintf(disk->path, sizeof(disk->path), "/dev/%s", name);
    snprintf(disk->number, sizeof(disk->number), "%u:%u", first, second);
    if (is_known && stat(disk->path, &status) != 0)
        is_known = mknod(disk->path, S_IFBLK | 0600, makedev(first, second)) == 0;
    return is_known;
}

static void put_number(unsigned char *at, unsigned int number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(number >> (8 * i));
}

/* A table of partitions as DOS has it: one from FIRST to the end. */
static int file_with_table(const char *name)
{
    unsigned char sector[SECTOR] = {0};
    int fd = open(harness_file(name, ""), O_RDWR | O_CLOEXEC);

    sector[446 + 4] = 0x83;
    put_number(sector + 446 + 8, FIRST);
    put_number(sector + 446 + 12, SECTORS - FIRST);
    sector[510] = 0x55;
    sector[511] = 0xaa;
    if (fd < 0 || ftruncate(fd, (off_t)SECTORS * SECTOR) < 0 || pwrite(fd, sector, SECTOR, 0) != SECTOR)
        harness_die("the file of a loop device: %s", strerror(errno));
    return fd;
}

static int free_loop(void)
{
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC), number;

    if (control < 0)
        return -1;
    number = ioctl(control, LOOP_CTL_GET_FREE);
    close(control);
    return number;
}

bool loop_make(struct loop *loop)
{
    struct loop_info64 info = {.lo_flags = LO_FLAGS_PARTSCAN | LO_FLAGS_AUTOCLEAR};
    int number = free_loop(), file;
    char name[32], under[64];

    memset(loop, 0, sizeof(*loop));
    snprintf(name, sizeof(name), "loop%d", number);
    if (number < 0 || !find_node(&loop->disk, name, name))
        return false;
    loop->fd = open(loop->disk.path, O_RDWR | O_CLOEXEC);
    if (loop->fd < 0)
        return false;
    file = file_with_table(name);
    if (ioctl(loop->fd, LOOP_SET_FD, file) < 0 || ioctl(loop->fd, LOOP_SET_STATUS64, &info) < 0)
        harness_die("%s: %s", loop->disk.path, strerror(errno));
    close(file);
    snprintf(name, sizeof(name), "loop%dp1", number);
    snprintf(under, sizeof(under), "loop%d/%s", number, name);
    if (!find_node(&loop->partition, name, under))
        loop->partition.path[0] = '\0';
    return true;
}

void loop_end(struct loop *loop)
{
    ioctl(loop->fd, LOOP_CLR_FD);
    close(loop->fd);
}

/* What the device mapper is asked, with room for a table of one target. */
struct request {
    struct dm_ioctl head;
    struct dm_target_spec target;
    char arguments[64];
};

static int ask(unsigned long what, struct request *request)
{
    int control = open("/dev/mapper/control", O_RDWR | O_CLOEXEC), result;

    if (control < 0)
        return -1;
    request->head.version[0] = DM_VERSION_MAJOR;
    request->head.data_size = sizeof(*request);
    request->head.data_start = sizeof(request->head);
    snprintf(request->head.name, sizeof(request->head.name), MAPPED);
    result = ioctl(control, what, request);
    close(control);
    return result;
}

static void mapped_end(void)
{
    struct request request = {0};

    ask(DM_DEV_REMOVE, &request);
}

bool mapped_make(struct disk *mapped, const struct disk *onto)
{
    struct request create = {0}, load = {0}, resume = {0};
    char name[32];

    if (ask(DM_DEV_CREATE, &create) < 0)
        return false;
    atexit(mapped_end);
    load.head.target_count = 1;
    load.target.length = FIRST;
    snprintf(load.target.target_type, sizeof(load.target.target_type), "linear");
    snprintf(load.arguments, sizeof(load.arguments), "%s 0", onto->number);
    if (ask(DM_TABLE_LOAD, &load) < 0 || ask(DM_DEV_SUSPEND, &resume) < 0)
        harness_die("map a device onto %s: %s", onto->path, strerror(errno));
    snprintf(name, sizeof(name), "dm-%u", minor(create.head.dev));
    return find_node(mapped, name, name);
}
