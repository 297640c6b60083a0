/* esx OURS.so URI [LOG]: what this library's ESX driver costs beside libvirt's own, on the same simulator: a get of
 * scheduler parameters, which both have, and open and close. With the simulator's LOG, which has its requests, it
 * prints how many requests a get takes, and measures nothing.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "loaded.h"
#include "measure.h"
#include <stdio.h>
#include <string.h>
#include <libvirt/libvirt.h>

enum { PARAMETERS = 16, COUNTED = 20 };

static const char *const MACHINE = "ha-host_VM0";

struct side {
    const char *library, *uri;
    virDomainPtr domain;
    __typeof__(&virConnectOpen) open;
    __typeof__(&virConnectClose) close;
    __typeof__(&virDomainLookupByName) lookup;
    __typeof__(&virDomainGetSchedulerParameters) get;
    __typeof__(&virGetLastErrorMessage) message;
};

static void get(void *context, long calls)
{
    struct side *side = context;
    virTypedParameter params[PARAMETERS];

    while (calls--) {
        int count = PARAMETERS;
        if (side->get(side->domain, params, &count) < 0 || count < 3)
            give_up("%s: get: %s", side->library, side->message());
    }
}

static void open_close(void *context, long calls)
{
    struct side *side = context;

    while (calls--) {
        virConnectPtr connection = side->open(side->uri);
        if (!connection || side->close(connection) != 0)
            give_up("%s: open and close: %s", side->library, side->message());
    }
}

static void load(struct side *side, const char *path, const char *uri)
{
    void *library = load_library(path);
    virConnectPtr connection;

    *side = (struct side){.library = path, .uri = uri};
    *(void **)&side->open = symbol(library, "virConnectOpen");
    *(void **)&side->close = symbol(library, "virConnectClose");
    *(void **)&side->lookup = symbol(library, "virDomainLookupByName");
    *(void **)&side->get = symbol(library, "virDomainGetSchedulerParameters");
    *(void **)&side->message = symbol(library, "virGetLastErrorMessage");
    connection = side->open(uri);
    side->domain = connection ? side->lookup(connection, MACHINE) : NULL;
    if (!side->domain)
        give_up("%s: %s", path, side->message());
}

static long requests(const char *log)
{
    FILE *file = fopen(log, "r");
    static char line[1 << 16];
    long found = 0;

    if (!file)
        failed(log);
    while (fgets(line, sizeof(line), file))
        found += !strncmp(line, "Request: ", strlen("Request: "));
    fclose(file);
    return found;
}

static void count(struct side *side, const char *name, const char *log)
{
    long before = requests(log);

    get(side, COUNTED);
    result(name, (double)(requests(log) - before) / COUNTED);
}

int main(int argc, char **argv)
{
    const char *usage = "OURS.so URI [LOG]";
    const char *path = argument(argc, argv, 1, usage), *uri = argument(argc, argv, 2, usage);
    static struct side ours, theirs;

    load(&ours, path, uri);
    load(&theirs, "libvirt.so.0", uri);
    if (ours.get == theirs.get)
        give_up("%s and libvirt.so.0 are the same library", path);
    if (argc > 3) {
        count(&ours, "requests of a get", argv[3]);
        count(&theirs, "requests of a get by libvirt", argv[3]);
        return 0;
    }
    measure_unpinned((struct job[]){
        {.name = "get", .run = get, .context = &ours}, {.name = "get by libvirt", .run = get, .context = &theirs},
        {.name = "open and close", .run = open_close, .context = &ours, .calls = 2},
        {.name = "open and close by libvirt", .run = open_close, .context = &theirs, .calls = 2}}, 4);
    return 0;
}
