/* tuning URI: sets and gets of scheduler and block I/O parameters of one domain, and the bare system calls.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <libvirt/virterror.h>

enum { MOST = 3, MOST_READ = 8 };

/* A family's parameters, and their files: those that a set changes, and all that a get reads. The values are two
 * states; high ones for I/O, which nothing comes near to. */
struct family {
    const char *hierarchy;
    int count;
    int type;
    const char *files[MOST_READ];
    const char *fields[MOST];
    unsigned long long states[2][MOST];
    int (*set)(virDomainPtr domain, virTypedParameterPtr params, int count, unsigned int flags);
    int (*get)(virDomainPtr domain, virTypedParameterPtr params, int *count, unsigned int flags);
    int open[MOST_READ];
};

static struct family scheduler = {
    .hierarchy = "cpu",
    .count = 3,
    .files = {"cpu.shares", "cpu.cfs_period_us", "cpu.cfs_quota_us"},
    .fields = {VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA},
    .states = {{1000, 100000, 90000}, {2000, 90000, 80000}},
    .set = virDomainSetSchedulerParametersFlags,
    .get = virDomainGetSchedulerParametersFlags,
};

static struct family io = {
    .hierarchy = "blkio",
    .count = 2,
    .type = VIR_TYPED_PARAM_STRING,
    .files = {"blkio.throttle.read_bps_device", "blkio.throttle.write_bps_device", "blkio.throttle.read_iops_device",
              "blkio.throttle.write_iops_device", "blkio.bfq.weight", "blkio.bfq.weight_device"},
    .fields = {VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS},
    .states = {{1ULL << 40, 1ULL << 41}, {1ULL << 42, 1ULL << 43}},
    .set = virDomainSetBlkioParameters,
    .get = virDomainGetBlkioParameters,
};

static struct attached domain;
static char disk[64], number[32];

/* The first disk of the machine; false where there is none. */
static int find_disk(void)
{
    DIR *dir = opendir("/sys/block");
    char path[300];
    int found = 0;

    for (struct dirent *entry; !found && dir && (entry = readdir(dir));) {
        FILE *file;

        if (entry->d_name[0] == '.' || strlen(entry->d_name) > 20)
            continue;
        snprintf(disk, sizeof disk, "/dev/%.20s", entry->d_name);
        snprintf(path, sizeof path, "/sys/block/%s/dev", entry->d_name);
        file = fopen(path, "re");
        found = file && fscanf(file, "%31s", number) == 1 && access(disk, F_OK) == 0;
        if (file)
            fclose(file);
    }
    if (dir)
        closedir(dir);
    return found;
}

static void set(void *family_given, long calls)
{
    struct family *family = family_given;
    virTypedParameter params[MOST] = {0};
    char texts[MOST][96];

    while (calls--) {
        for (int i = 0; i < family->count; i++) {
            unsigned long long value = family->states[calls & 1][i];

            strcpy(params[i].field, family->fields[i]);
            params[i].type = family->type;
            snprintf(texts[i], sizeof texts[i], "%s,%llu", disk, value);
            if (family->type == VIR_TYPED_PARAM_STRING)
                params[i].value.s = texts[i];
            else if (strstr(family->fields[i], "quota"))
                params[i].type = VIR_TYPED_PARAM_LLONG, params[i].value.l = (long long)value;
            else
                params[i].type = VIR_TYPED_PARAM_ULLONG, params[i].value.ul = value;
        }
        if (family->set(domain.domain, params, family->count, VIR_DOMAIN_AFFECT_LIVE) < 0)
            give_up("set of %s: %s", family->hierarchy, virGetLastErrorMessage());
    }
}

static void get(void *family_given, long calls)
{
    struct family *family = family_given;
    virTypedParameter params[16];

    while (calls--) {
        int count = 16;

        if (family->get(domain.domain, params, &count, VIR_TYPED_PARAM_STRING_OKAY) < 0 || count < family->count)
            give_up("get of %s: %s", family->hierarchy, virGetLastErrorMessage());
        virTypedParamsClear(params, count);
    }
}

static void read_each(const struct family *family, int count)
{
    char text[4096];

    for (int i = 0; i < count; i++)
        if (family->open[i] >= 0 && pread(family->open[i], text, sizeof text, 0) < 0)
            failed(family->files[i]);
}

static void bare_get(void *family_given, long calls)
{
    while (calls--)
        read_each(family_given, MOST_READ);
}

static void bare_set(void *family_given, long calls)
{
    struct family *family = family_given;
    char text[96];

    while (calls--) {
        read_each(family, family->count);
        for (int i = 0; i < family->count; i++) {
            unsigned long long value = family->states[calls & 1][i];
            int length = family->type == VIR_TYPED_PARAM_STRING
                             ? snprintf(text, sizeof text, "%s %llu", number, value)
                             : snprintf(text, sizeof text, "%llu", value);

            if (pwrite(family->open[i], text, (size_t)length, 0) != length)
                failed(family->files[i]);
        }
    }
}

/* Opens the files of the group that the library has made for the domain. */
static void open_files(struct family *family)
{
    char path[400], group[256];

    find_group(domain.process, family->hierarchy, group, sizeof group);
    for (int i = 0; i < MOST_READ; i++) {
        family->open[i] = -1;
        if (!family->files[i])
            continue;
        snprintf(path, sizeof path, "/sys/fs/cgroup/%s%s/%s", family->hierarchy, group, family->files[i]);
        family->open[i] = open(path, O_RDWR | O_CLOEXEC);
        if (family->open[i] < 0 && i < family->count)
            failed(path);
    }
}

int main(int argc, char **argv)
{
    struct job jobs[] = {
        {.name = "scheduler set", .run = set, .context = &scheduler},
        {.name = "scheduler files read and written", .run = bare_set, .context = &scheduler},
        {.name = "scheduler get", .run = get, .context = &scheduler},
        {.name = "scheduler files read", .run = bare_get, .context = &scheduler},
        {.name = "io set", .run = set, .context = &io},
        {.name = "io files read and written", .run = bare_set, .context = &io},
        {.name = "io get", .run = get, .context = &io},
        {.name = "io files read", .run = bare_get, .context = &io},
    };
    size_t count = sizeof jobs / sizeof *jobs;

    domain = attach(open_connection(argument(argc, argv, 1, "URI")), "virmemctl-bench-tuned");
    set(&scheduler, 1);
    open_files(&scheduler);
    if (find_disk()) {
        set(&io, 1);
        open_files(&io);
    } else {
        count = 4;
        for (size_t i = count; i < sizeof jobs / sizeof *jobs; i++)
            skip(jobs[i].name, "there is no disk");
    }
    measure(jobs, count);
    end(&domain);
    return 0;
}
