/* Threads that end in an error function: the global one, and that of a connection. */
#include "harness/harness.h"

#include <pthread.h>

#define ROUNDS 50

static int calls;

static void end(void *data, virErrorPtr err)
{
    (void)data;
    CHECK(err->message != NULL);
    calls++;
    pthread_exit(NULL);
}

static void *no_domain(void *conn)
{
    virDomainLookupByName(conn, "no such domain");
    return NULL;
}

static void *no_handle(void *unused)
{
    (void)unused;
    virDomainFree(NULL);
    return NULL;
}

static void in_threads(const char *what, void *(*body)(void *), void *data)
{
    calls = 0;
    for (int i = 0; i < ROUNDS; i++) {
        pthread_t thread;

        if (pthread_create(&thread, NULL, body, data) != 0)
            harness_die("pthread_create");
        pthread_join(thread, NULL);
    }
    note("%s: %d calls", what, calls);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    virSetErrorFunc(NULL, end);
    in_threads("the global function", no_domain, conn);
    in_threads("without a connection", no_handle, NULL);
    virSetErrorFunc(NULL, NULL);
    virConnSetErrorFunc(conn, NULL, end);
    in_threads("the connection's function", no_domain, conn);
    TRACE_ERROR(virConnGetLastError(conn));
    TRACE_INT(virConnectClose(conn));
    return harness_end();
}
