/* Two threads get and set while a third releases handles and closes the connection: each call
 * succeeds, or says that its handle is invalid. */
#include "open_files/opened.h"
#include "support/memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define ROUNDS 100

static virDomainPtr dom;
static atomic_bool over;

static void ignore(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

static void *use(void *unused)
{
    (void)unused;
    while (!atomic_load(&over)) {
        virTypedParameter params[5];
        int count = memory_params();

        if (virDomainGetMemoryParameters(dom, params, &count, 0) < 0)
            CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_DOMAIN);
        if (memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0) < 0)
            CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_DOMAIN);
    }
    return NULL;
}

int main(void)
{
    virConnectPtr first;
    struct opened one;

    harness_begin();
    harness_only(KIND_KERNEL);
    virSetErrorFunc(NULL, ignore);
    first = harness_open();
    one = opened_start(first, "virmemctl-closing");
    for (int round = 0; round < ROUNDS; round++) {
        virConnectPtr conn = harness_open();
        pthread_t threads[2];

        dom = virDomainLookupByName(conn, "virmemctl-closing");
        CHECK(dom != NULL);
        atomic_store(&over, false);
        for (size_t i = 0; i < COUNT_OF(threads); i++)
            CHECK_INT(pthread_create(&threads[i], NULL, use, NULL), 0);
        usleep(1000 + (useconds_t)round * 20);
        CHECK_INT(virDomainFree(dom), 0);
        CHECK_INT(virConnectClose(conn), 0);
        usleep(500);
        atomic_store(&over, true);
        for (size_t i = 0; i < COUNT_OF(threads); i++)
            CHECK_INT(pthread_join(threads[i], NULL), 0);
    }
    opened_end(&one);
    virConnectClose(first);
    opened_clear();
    return harness_end();
}
