/*
 * Handles that are freed once too often or in another order. libvirt accesses freed memory then,
 * so there is nothing to compare.
 */
#include "harness/harness.h"
#include "support/documents.h"

#include <pthread.h>
#include <stdlib.h>

#define MANY rounds(2000)

static void twice(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = harness_domain(conn);

    CHECK_INT(virDomainFree(dom), 0);
    CHECK_FAILS(virDomainFree(dom), VIR_ERR_INVALID_DOMAIN);
    CHECK_FAILS(virDomainRef(dom), VIR_ERR_INVALID_DOMAIN);
    CHECK_NULL(virDomainGetName(dom), VIR_ERR_INVALID_DOMAIN);
    CHECK_NULL(virDomainGetConnect(dom), VIR_ERR_INVALID_DOMAIN);
    CHECK_INT(virConnectClose(conn), 0);
    CHECK_FAILS(virConnectClose(conn), VIR_ERR_INVALID_CONN);
    CHECK_FAILS(virConnectRef(conn), VIR_ERR_INVALID_CONN);
    CHECK_NULL(virDomainLookupByName(conn, "test"), VIR_ERR_INVALID_CONN);
    CHECK(virConnGetLastError(conn) == NULL);
}

/* One reference is the domain's: taken away from it, the domain still works and ends. */
static void not_ours_to_give(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = harness_domain(conn);
    int count = 0;

    CHECK_INT(virConnectClose(conn), 1);
    CHECK_INT(virConnectClose(conn), 0);
    CHECK_FAILS(virConnectClose(conn), VIR_ERR_INVALID_CONN);
    CHECK(virDomainGetName(dom) != NULL);
    CHECK_INT(virDomainGetMemoryParameters(dom, NULL, &count, 0), 0);
    CHECK_FAILS(virConnectIsAlive(virDomainGetConnect(dom)), VIR_ERR_INVALID_CONN);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_FAILS(virDomainFree(dom), VIR_ERR_INVALID_DOMAIN);
}

static void counts(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = harness_domain(conn);
    int many = MANY;

    for (int i = 0; i < many; i++) {
        CHECK_INT(virDomainRef(dom), 0);
        CHECK_INT(virConnectRef(conn), 0);
    }
    for (int i = 0; i < many; i++) {
        CHECK_INT(virDomainFree(dom), 0);
        CHECK_INT(virConnectClose(conn), 1);
    }
    CHECK_INT(virConnectClose(conn), 1);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_FAILS(virDomainFree(dom), VIR_ERR_INVALID_DOMAIN);
    CHECK_FAILS(virConnectClose(conn), VIR_ERR_INVALID_CONN);
}

/* A freed handle is reported, however many were created since. */
static void not_again(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr old = harness_domain(conn);
    int many = MANY;

    CHECK_INT(virDomainFree(old), 0);
    for (int i = 0; i < many; i++) {
        virDomainPtr dom = harness_domain(conn);

        CHECK(dom != old);
        CHECK_INT(virDomainFree(dom), 0);
    }
    CHECK_FAILS(virDomainFree(old), VIR_ERR_INVALID_DOMAIN);
    CHECK_INT(virConnectClose(conn), 0);
}

/* Addresses that are no handles: near one, in the stack, of code. */
static void no_handles(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = harness_domain(conn);
    long local[64] = {0};
    const char *odd[] = {(char *)conn + 1, (char *)conn - 8, (char *)dom + 8, (char *)local, (char *)1,
                         (char *)-1, (char *)(void *)no_handles};

    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        CHECK_FAILS(virDomainFree((virDomainPtr)odd[i]), VIR_ERR_INVALID_DOMAIN);
        CHECK_FAILS(virConnectClose((virConnectPtr)odd[i]), VIR_ERR_INVALID_CONN);
        virConnSetErrorFunc((virConnectPtr)odd[i], NULL, NULL);
        CHECK(virConnGetLastError((virConnectPtr)odd[i]) == NULL);
    }
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_INT(virConnectClose(conn), 0);
}

/* Many threads release the same handle: as many succeed as there are references. */
static virDomainPtr shared;
static int released;

static void *release(void *unused)
{
    (void)unused;
    for (int i = 0; i < 1000; i++) {
        if (virDomainFree(shared) == 0)
            __atomic_add_fetch(&released, 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

static void say_nothing(void *unused, virErrorPtr err)
{
    (void)unused;
    (void)err;
}

static void race(void)
{
    virConnectPtr conn = harness_open();
    pthread_t threads[4];

    virSetErrorFunc(NULL, say_nothing);
    shared = harness_domain(conn);
    for (int i = 1; i < 500; i++)
        CHECK_INT(virDomainRef(shared), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_create(&threads[i], NULL, release, NULL);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_join(threads[i], NULL);
    CHECK_INT(released, 500);
    CHECK_INT(virConnectClose(conn), 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    if (!is_ours())
        harness_skip("only for kind of library that tells handles from other addresses");
    twice();
    not_ours_to_give();
    counts();
    not_again();
    no_handles();
    race();
    return harness_end();
}
