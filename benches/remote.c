/* remote OURS.so URI: what this library's client of libvirt's protocol costs beside libvirt's own, on the same
 * daemon: a get of memory parameters, gets by many threads on one connection, open and close, and the
 * statistics of all domains in one call. Both libraries have the same functions, so that each is loaded by
 * itself.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "loaded.h"
#include "measure.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <libvirt/libvirt.h>

enum { PARAMETERS = 16, THREADS = 64, DOMAINS = 1000 };

struct side {
    const char *library, *uri;
    virConnectPtr connection;
    virDomainPtr domain;
    __typeof__(&virConnectOpen) open;
    __typeof__(&virConnectClose) close;
    __typeof__(&virDomainLookupByName) lookup;
    __typeof__(&virDomainDefineXML) define;
    __typeof__(&virDomainGetMemoryParameters) get;
    __typeof__(&virConnectGetAllDomainStats) stats;
    __typeof__(&virDomainStatsRecordListFree) free_stats;
    __typeof__(&virGetLastErrorMessage) message;
    pthread_barrier_t begin, done;
    long calls;
};

static void get(void *context, long calls)
{
    struct side *side = context;
    virTypedParameter params[PARAMETERS];

    while (calls--) {
        int count = PARAMETERS;
        if (side->get(side->domain, params, &count, 0) < 0 || count < 3)
            give_up("%s: get: %s", side->library, side->message());
    }
}

static void *getter(void *context)
{
    struct side *side = context;

    for (;;) {
        pthread_barrier_wait(&side->begin);
        get(side, side->calls);
        pthread_barrier_wait(&side->done);
    }
    return NULL;
}

/* One get of each thread is a call. */
static void get_by_threads(void *context, long calls)
{
    struct side *side = context;

    side->calls = calls;
    pthread_barrier_wait(&side->begin);
    pthread_barrier_wait(&side->done);
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

static void stats(void *context, long calls)
{
    struct side *side = context;

    while (calls--) {
        virDomainStatsRecordPtr *records;
        if (side->stats(side->connection, 0, &records, 0) < DOMAINS)
            give_up("%s: statistics: %s", side->library, side->message());
        side->free_stats(records);
    }
}

static void define_domains(struct side *side)
{
    char xml[512];

    for (int i = 0; i < DOMAINS; i++) {
        snprintf(xml, sizeof(xml),
                 "<domain type='test'><name>many-%d</name><memory>1024</memory><os><type>hvm</type></os></domain>", i);
        if (!side->define(side->connection, xml))
            give_up("%s: %s", side->library, side->message());
    }
}

static void load(struct side *side, const char *path, const char *uri)
{
    void *library = load_library(path);

    *side = (struct side){.library = path, .uri = uri};
    *(void **)&side->open = symbol(library, "virConnectOpen");
    *(void **)&side->close = symbol(library, "virConnectClose");
    *(void **)&side->lookup = symbol(library, "virDomainLookupByName");
    *(void **)&side->define = symbol(library, "virDomainDefineXML");
    *(void **)&side->get = symbol(library, "virDomainGetMemoryParameters");
    *(void **)&side->stats = symbol(library, "virConnectGetAllDomainStats");
    *(void **)&side->free_stats = symbol(library, "virDomainStatsRecordListFree");
    *(void **)&side->message = symbol(library, "virGetLastErrorMessage");
    side->connection = side->open(uri);
    side->domain = side->connection ? side->lookup(side->connection, "test") : NULL;
    if (!side->domain)
        give_up("%s: %s", path, side->message());
    pthread_barrier_init(&side->begin, NULL, THREADS + 1);
    pthread_barrier_init(&side->done, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, getter, side))
            failed("pthread_create");
    }
}

int main(int argc, char **argv)
{
    const char *usage = "OURS.so URI";
    const char *path = argument(argc, argv, 1, usage), *uri = argument(argc, argv, 2, usage);
    static struct side ours, theirs;

    load(&ours, path, uri);
    load(&theirs, "libvirt.so.0", uri);
    if (ours.get == theirs.get)
        give_up("%s and libvirt.so.0 are the same library", path);
    measure_unpinned((struct job[]){
        {.name = "get", .run = get, .context = &ours}, {.name = "get by libvirt", .run = get, .context = &theirs},
        {.name = "get by 64 threads", .run = get_by_threads, .context = &ours, .calls = 10, .parts = THREADS},
        {.name = "get by 64 threads by libvirt", .run = get_by_threads, .context = &theirs, .calls = 10, .parts = THREADS},
        {.name = "open and close", .run = open_close, .context = &ours, .calls = 20},
        {.name = "open and close by libvirt", .run = open_close, .context = &theirs, .calls = 20}}, 6);
    define_domains(&ours);
    measure_unpinned((struct job[]){
        {.name = "statistics", .run = stats, .context = &ours, .parts = DOMAINS},
        {.name = "statistics by libvirt", .run = stats, .context = &theirs, .parts = DOMAINS}}, 2);
    return 0;
}
