/* lookup LABEL=URI...: lookups by name and by uuid of any domain, on a connection to each of several hosts.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libvirt/virterror.h>

enum { MOST_HOSTS = 8 };

struct host {
    char by_name[64], by_uuid[64];
    virConnectPtr connection;
    int count;
    char (*names)[128];
    unsigned char (*uuids)[VIR_UUID_BUFLEN];
    unsigned long long random;
};

/* Any domain of the host, the same ones in each run. */
static int any(struct host *host)
{
    host->random ^= host->random << 13;
    host->random ^= host->random >> 7;
    host->random ^= host->random << 17;
    return (int)(host->random % (unsigned)host->count);
}

static void found(virDomainPtr domain)
{
    if (!domain)
        give_up("a lookup fails: %s", virGetLastErrorMessage());
    virDomainFree(domain);
}

static void by_name(void *context, long calls)
{
    struct host *host = context;

    while (calls--)
        found(virDomainLookupByName(host->connection, host->names[any(host)]));
}

static void by_uuid(void *context, long calls)
{
    struct host *host = context;

    while (calls--)
        found(virDomainLookupByUUID(host->connection, host->uuids[any(host)]));
}

static void open_host(struct host *host, const char *argument)
{
    const char *uri = strchr(argument, '=');
    virDomainPtr *domains;

    if (!uri)
        give_up("%s is not LABEL=URI", argument);
    snprintf(host->by_name, sizeof host->by_name, "by name, %.*s", (int)(uri - argument), argument);
    snprintf(host->by_uuid, sizeof host->by_uuid, "by uuid, %.*s", (int)(uri - argument), argument);
    host->connection = open_connection(uri + 1);
    host->random = 88172645463325252ULL;
    domains = list(host->connection, &host->count);
    host->names = calloc((size_t)host->count, sizeof *host->names);
    host->uuids = calloc((size_t)host->count, sizeof *host->uuids);
    if (!host->count || !host->names || !host->uuids)
        give_up("%s has no domains", uri + 1);
    for (int i = 0; i < host->count; i++) {
        snprintf(host->names[i], sizeof host->names[i], "%s", virDomainGetName(domains[i]));
        virDomainGetUUID(domains[i], host->uuids[i]);
    }
    free_list(domains, host->count);
}

int main(int argc, char **argv)
{
    static struct host hosts[MOST_HOSTS];
    struct job jobs[2 * MOST_HOSTS];
    size_t count = 0;

    argument(argc, argv, 1, "LABEL=URI...");
    for (int i = 1; i < argc && i <= MOST_HOSTS; i++) {
        struct host *host = &hosts[i - 1];

        open_host(host, argv[i]);
        jobs[count++] = (struct job){.name = host->by_name, .run = by_name, .context = host};
        jobs[count++] = (struct job){.name = host->by_uuid, .run = by_uuid, .context = host};
    }
    measure(jobs, count);
    return 0;
}
