/* Handles used from many threads: references, lookups, lists, errors. */
#include "harness/harness.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
/* A look-up on a kernel is many system calls, and slow in an emulated one. */
#define ROUNDS (harness_kind() == KIND_TEST ? 2000 : 100)

static virConnectPtr conn;
static virDomainPtr shared;
static char name[256];
static char uuid[VIR_UUID_STRING_BUFLEN];
static unsigned char bytes[VIR_UUID_BUFLEN];

static void references(void)
{
    CHECK_INT(virConnectRef(conn), 0);
    CHECK_INT(virDomainRef(shared), 0);
    CHECK_STR(virDomainGetName(shared), name);
    CHECK(virDomainGetConnect(shared) == conn);
    CHECK_INT(virDomainFree(shared), 0);
    CHECK_INT(virConnectClose(conn), 1);
}

static void look_ups(int round)
{
    virDomainPtr dom = NULL;
    char text[VIR_UUID_STRING_BUFLEN] = "";

    switch (round % 3) {
    case 0:
        dom = virDomainLookupByName(conn, name);
        break;
    case 1:
        dom = virDomainLookupByUUIDString(conn, uuid);
        break;
    default:
        dom = virDomainLookupByUUID(conn, bytes);
    }
    if (!CHECK(dom != NULL))
        return;
    CHECK_STR(virDomainGetName(dom), name);
    CHECK_INT(virDomainGetUUIDString(dom, text), 0);
    CHECK_STR(text, uuid);
    CHECK_INT(virDomainFree(dom), 0);
}

static void lists(void)
{
    virDomainPtr *list = NULL;
    int count = virConnectListAllDomains(conn, &list, 0);
    bool found = false;

    for (int i = 0; i < count; i++) {
        found |= strcmp(virDomainGetName(list[i]), name) == 0;
        CHECK_INT(virDomainFree(list[i]), 0);
    }
    free(list);
    CHECK(found);
}

static void errors(void)
{
    CHECK(virDomainLookupByName(conn, "no such domain") == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_DOMAIN);
    CHECK_INT(virDomainFree(NULL), -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_DOMAIN);
}

static void *work(void *unused)
{
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        references();
        look_ups(round);
        if (round % 20 == 0)
            lists();
        if (round % 20 == 10)
            errors();
    }
    return NULL;
}

static void *connections(void *unused)
{
    (void)unused;
    for (int round = 0; round < ROUNDS / 20; round++) {
        virConnectPtr own = virConnectOpen(harness_uri());
        virDomainPtr dom = own ? virDomainLookupByName(own, name) : NULL;

        CHECK(dom != NULL);
        if (dom) {
            CHECK_INT(virConnectClose(own), 1);
            CHECK_STR(virDomainGetName(dom), name);
            CHECK_INT(virDomainFree(dom), 0);
        }
    }
    return NULL;
}

static void say_nothing(void *unused, virErrorPtr err)
{
    (void)unused;
    (void)err;
}

static void in_threads(void *(*body)(void *))
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    harness_begin();
    conn = harness_open();
    shared = harness_domain(conn);
    snprintf(name, sizeof(name), "%s", virDomainGetName(shared));
    CHECK_INT(virDomainGetUUIDString(shared, uuid), 0);
    CHECK_INT(virDomainGetUUID(shared, bytes), 0);
    /* Errors are many here, and expected. */
    virSetErrorFunc(NULL, say_nothing);
    in_threads(work);
    in_threads(connections);
    harness_domain_done(shared);
    /* The last one: every thread gave back what it took. */
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
