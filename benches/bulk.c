/* bulk URI DIR PREFIX: the memory parameters and the usage of all domains in one call; and the same four files of
 * each of their groups, which are DIR/PREFIXNAME, by bare system calls: on open files, and opened each time.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <libvirt/virterror.h>

enum { READ = 4 };

static const char *const READ_FILES[READ] = {
    "memory.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.usage_in_bytes"};

static virConnectPtr connection;
static int count, dir, (*files)[READ];
static char (*groups)[256];

static int get_all(void)
{
    virDomainStatsRecordPtr *records = NULL;
    int found = virConnectGetAllDomainStats(connection, VIR_MEMCTL_DOMAIN_STATS_MEMTUNE, &records,
                                            VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS);
    /* The three parameters, and the usage. */
    int given = found > 0 ? records[0]->nparams : 0;

    virDomainStatsRecordListFree(records);
    return found < 0 || given < READ ? -1 : found;
}

static void bulk(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        if (get_all() != count)
            give_up("virConnectGetAllDomainStats: %s", virGetLastErrorMessage());
}

static void bare(void *unused, long calls)
{
    char text[TEXT];

    (void)unused;
    while (calls--)
        for (int i = 0; i < count; i++)
            for (int file = 0; file < READ; file++)
                if (pread(files[i][file], text, sizeof text, 0) <= 0)
                    failed(READ_FILES[file]);
}

static int open_file(int domain, int file)
{
    char path[300];
    int opened;

    snprintf(path, sizeof path, "%s/%s", groups[domain], READ_FILES[file]);
    opened = openat(dir, path, O_RDONLY | O_CLOEXEC);
    if (opened < 0)
        failed(path);
    return opened;
}

static void opened(void *unused, long calls)
{
    char text[TEXT];

    (void)unused;
    while (calls--) {
        for (int i = 0; i < count; i++) {
            for (int file = 0; file < READ; file++) {
                int fd = open_file(i, file);

                if (read(fd, text, sizeof text) <= 0)
                    failed(READ_FILES[file]);
                close(fd);
            }
        }
    }
}

static void find_groups(const char *prefix)
{
    virDomainPtr *domains = list(connection, &count);

    groups = calloc((size_t)count, sizeof *groups);
    files = calloc((size_t)count, sizeof *files);
    if (!count || !groups || !files)
        give_up("there are no domains");
    for (int i = 0; i < count; i++)
        snprintf(groups[i], sizeof groups[i], "%s%s", prefix, virDomainGetName(domains[i]));
    free_list(domains, count);
}

/* Opens all files; false where the process may not have so many. */
static int open_all(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        failed("getrlimit");
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < (rlim_t)count * READ * 2)
        return 0;
    for (int i = 0; i < count; i++)
        for (int file = 0; file < READ; file++)
            files[i][file] = open_file(i, file);
    return 1;
}

/* Errors are reported by this program. */
static void quiet(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

int main(int argc, char **argv)
{
    const char *usage = "URI DIR PREFIX";
    struct job jobs[] = {
        {.name = "bulk call", .run = bulk, .calls = 1}, {.name = "files opened and read", .run = opened, .calls = 1},
        {.name = "preads", .run = bare, .calls = 1}};

    virSetErrorFunc(NULL, quiet);
    connection = open_connection(argument(argc, argv, 1, usage));
    dir = open(argument(argc, argv, 2, usage), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        failed(argv[2]);
    find_groups(argument(argc, argv, 3, usage));
    if (get_all() < 0) {
        skip("bulk call", "the library has no such statistics");
        return 0;
    }
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        jobs[i].parts = count;
    if (!open_all()) {
        skip("preads", "the process may not have so many files open");
        jobs[2].run = NULL;
    }
    measure(jobs, sizeof jobs / sizeof *jobs);
    virConnectClose(connection);
    return 0;
}
