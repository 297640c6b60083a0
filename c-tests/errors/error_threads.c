/* Each thread has its own last error. */
#include "harness/harness.h"

#include <pthread.h>
#include <stdio.h>

static virConnectPtr conn;
static pthread_barrier_t together;

static void *other(void *unused)
{
    (void)unused;
    CHECK(virGetLastError() == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OK);
    note("the second thread starts with error %d/%d", virGetLastErrorCode(),
         virGetLastErrorDomain());
    CHECK(virDomainLookupByName(conn, "no such domain") == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_DOMAIN);
    note("then it has %d/%d", virGetLastErrorCode(), virGetLastErrorDomain());
    pthread_barrier_wait(&together);
    /* The first thread looks, and clears its own. */
    pthread_barrier_wait(&together);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_DOMAIN);
    virDomainLookupByID(conn, -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
    return NULL;
}

static void *leaves_an_error(void *unused)
{
    (void)unused;
    virDomainFree(NULL);
    return NULL;
}

int main(void)
{
    pthread_t thread;

    harness_begin();
    conn = harness_open();
    pthread_barrier_init(&together, NULL, 2);
    virDomainFree(NULL);
    pthread_create(&thread, NULL, other, NULL);
    pthread_barrier_wait(&together);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_DOMAIN);
    note("the first thread still has %d/%d", virGetLastErrorCode(), virGetLastErrorDomain());
    virResetLastError();
    CHECK(virGetLastError() == NULL);
    pthread_barrier_wait(&together);
    pthread_join(thread, NULL);
    CHECK(virGetLastError() == NULL);
    pthread_barrier_destroy(&together);

    /* An error that is not read must be freed with its thread (checked by valgrind). */
    for (int i = 0; i < 20; i++) {
        pthread_create(&thread, NULL, leaves_an_error, NULL);
        pthread_join(thread, NULL);
    }
    virConnectClose(conn);
    return harness_end();
}
