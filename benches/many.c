/* many URI DIR PREFIX [NAME=PEER.so]...: calls where a host has many domains, each with its group
 * DIR/PREFIXNAME: gets of one domain and of all of them in turn, and lookups of any of them; the bare system
 * calls on the same groups; and gets of the one domain by other libraries.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include "peer.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static virConnectPtr connection;
static virDomainPtr *domains;
static char (*groups)[256];
static int count, dir, hot[PARAMETERS];

/* The next one in the caller's turn through all of them. */
static int next(int *at)
{
    *at = *at + 1 < count ? *at + 1 : 0;
    return *at;
}

/* Any one, the same in each run. */
static int any(void)
{
    static unsigned long long state = 88172645463325252ULL;

    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int)(state % (unsigned)count);
}

static void get_one(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        get_parameters(domains[0]);
}

static void bare_one(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        read_files(hot);
}

static void get_next(void *unused, long calls)
{
    static int at;

    (void)unused;
    while (calls--)
        get_parameters(domains[next(&at)]);
}

static void bare_next(void *unused, long calls)
{
    static int at;

    (void)unused;
    while (calls--)
        open_and_read_files(dir, groups[next(&at)]);
}

static void found(virDomainPtr domain)
{
    if (!domain)
        give_up("a lookup fails: %s", virGetLastErrorMessage());
    virDomainFree(domain);
}

static void by_name(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        found(virDomainLookupByName(connection, virDomainGetName(domains[any()])));
}

static void by_uuid(void *unused, long calls)
{
    unsigned char uuid[VIR_UUID_BUFLEN];

    (void)unused;
    while (calls--) {
        virDomainGetUUID(domains[any()], uuid);
        found(virDomainLookupByUUID(connection, uuid));
    }
}

int main(int argc, char **argv)
{
    static struct peer peers[MOST_PEERS];
    const char *usage = "URI DIR PREFIX [NAME=PEER.so]...";
    const char *uri = argument(argc, argv, 1, usage), *path = argument(argc, argv, 2, usage);
    const char *prefix = argument(argc, argv, 3, usage);
    size_t number = 6;
    struct job jobs[6 + MOST_PEERS] = {
        {.name = "get of one", .run = get_one}, {.name = "three preads", .run = bare_one},
        {.name = "get in turn", .run = get_next}, {.name = "three files opened and read", .run = bare_next},
        {.name = "lookup by name", .run = by_name}, {.name = "lookup by uuid", .run = by_uuid}};

    connection = open_connection(uri);
    domains = list(connection, &count);
    result("domains", count);
    groups = calloc((size_t)count, sizeof *groups);
    dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!groups || !count || dir < 0)
        failed(path);
    for (int i = 0; i < count; i++)
        snprintf(groups[i], sizeof groups[i], "%s%s", prefix, virDomainGetName(domains[i]));
    for (int i = 0; i < PARAMETERS; i++) {
        char file[300];

        snprintf(file, sizeof file, "%s/%s", groups[0], FILES[i]);
        hot[i] = openat(dir, file, O_RDONLY | O_CLOEXEC);
        if (hot[i] < 0)
            failed(file);
    }
    for (int i = 4; i < argc && i < 4 + MOST_PEERS; i++) {
        struct peer *peer = &peers[i - 4];
        char group[600];

        snprintf(group, sizeof group, "%s/%s", below_hierarchy(path), groups[0]);
        *peer = load_peer(argv[i], group);
        jobs[number++] = (struct job){.name = peer->get_name, .run = get_by_peer, .context = peer};
    }
    measure(jobs, number);
    free_list(domains, count);
    virConnectClose(connection);
    return 0;
}
