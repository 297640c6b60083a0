/*
 * Very many connections, lookups, lists and errors, sequential and concurrent: memory is
 * released, and no call becomes slow.
 */
#include "harness/harness.h"
#include "support/documents.h"

#include <stdio.h>
#include <stdlib.h>

#define CONNECTIONS rounds(10000)
#define LOOK_UPS rounds(100000)
#define LISTS rounds(20000)
#define PASSES 4

/* What a pass may leave behind, in KiB: pages that the allocator keeps. */
#define GROWTH_KIB 2048
#define LONGEST_SECONDS 60

static virConnectPtr conn;

static void open_and_close(void)
{
    for (int i = CONNECTIONS; i > 0; i--) {
        virConnectPtr own = virConnectOpen(harness_uri());

        if (!CHECK(own != NULL))
            return;
        CHECK_INT(virConnectClose(own), 0);
    }
}

/* All open at once; the last reference to each is a domain's. */
static void open_at_once(void)
{
    int count = CONNECTIONS;
    virDomainPtr *domains = calloc((size_t)count, sizeof(*domains));

    for (int i = 0; i < count; i++) {
        virConnectPtr own = virConnectOpen(harness_uri());

        domains[i] = own ? virDomainLookupByName(own, "test") : NULL;
        if (!CHECK(domains[i] != NULL))
            break;
        CHECK_INT(virConnectClose(own), 1);
    }
    for (int i = 0; i < count && domains[i]; i++)
        CHECK_INT(virDomainFree(domains[i]), 0);
    free(domains);
}

static void look_ups(void)
{
    for (int i = LOOK_UPS; i > 0; i--) {
        virDomainPtr dom = i % 2 ? virDomainLookupByName(conn, "test") : virDomainLookupByID(conn, 1);

        if (!CHECK(dom != NULL))
            return;
        CHECK_INT(virDomainFree(dom), 0);
    }
}

static void lists(void)
{
    for (int i = LISTS; i > 0; i--) {
        virDomainPtr *list = NULL;

        if (!CHECK(virConnectListAllDomains(conn, &list, 0) == 1))
            return;
        CHECK_INT(virDomainFree(list[0]), 0);
        free(list);
    }
}

static void errors(void)
{
    for (int i = LOOK_UPS; i > 0; i--) {
        virErrorPtr saved;

        CHECK(virDomainLookupByName(conn, "no such domain") == NULL);
        saved = virSaveLastError();
        CHECK(saved && saved->code == VIR_ERR_NO_DOMAIN);
        virFreeError(saved);
    }
}

static void measured(const char *what, void (*pass)(void))
{
    double start = seconds();
    long before = 0;

    /* The first pass fills caches. */
    for (int i = 0; i < PASSES; i++) {
        pass();
        if (i == 0)
            before = resident_kib();
    }
    fprintf(stderr, "%s: %.2f s, %ld KiB more\n", what, seconds() - start, resident_kib() - before);
    CHECK(resident_kib() - before < GROWTH_KIB);
    CHECK(seconds() - start < LONGEST_SECONDS);
}

static void say_nothing(void *unused, virErrorPtr err)
{
    (void)unused;
    (void)err;
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    virSetErrorFunc(NULL, say_nothing);
    measured("connections", open_and_close);
    measured("connections at once", open_at_once);
    measured("look-ups", look_ups);
    measured("lists", lists);
    measured("errors", errors);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
