/* Error callbacks: which is called, with what, and what a callback may do. */
#include "harness/harness.h"

#include <stdio.h>
#include <string.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static int calls;
static void *seen_data;
static int seen_code;
static int seen_domain;
static bool seen_last_error;
static bool seen_same_object;
static bool seen_conn;
static bool seen_dom;

static void forget(void)
{
    calls = 0;
    seen_data = NULL;
    seen_code = seen_domain = -1;
    seen_last_error = seen_same_object = seen_conn = seen_dom = false;
}

static void look(void *data, virErrorPtr err)
{
    virErrorPtr last = virGetLastError();

    calls++;
    seen_data = data;
    seen_code = err->code;
    seen_domain = err->domain;
    seen_last_error = last != NULL;
    seen_same_object = last == err;
    seen_conn = err->conn != NULL;
    seen_dom = err->dom != NULL;
    CHECK(err->message != NULL);
    CHECK_STR(virGetLastErrorMessage(), err->message);
}

static void clear(void *data, virErrorPtr err)
{
    look(data, err);
    virResetLastError();
}

static void call_back_in(void *data, virErrorPtr err)
{
    virError copy;

    look(data, err);
    memset(&copy, 0, sizeof(copy));
    virCopyLastError(&copy);
    virResetError(&copy);
    virFreeError(virSaveLastError());
}

static void report(const char *what, void *data)
{
    note("%s: %d calls, code %d/%d, user data %s, last error %s, same object %d, conn %d dom %d",
         what, calls, seen_code, seen_domain, seen_data == data ? "ours" : "other",
         seen_last_error ? "there" : "absent", seen_same_object, seen_conn, seen_dom);
    note("   afterwards the last error is %d/%d", virGetLastErrorCode(), virGetLastErrorDomain());
    forget();
}

static void global_callback(virConnectPtr conn, virDomainPtr dom)
{
    int data = 0;
    int none = 0;

    virSetErrorFunc(&data, look);
    virDomainFree(NULL);
    report("NULL domain", &data);
    virDomainLookupByName(conn, "no such domain");
    report("unknown name", &data);
    virDomainGetMemoryParameters(dom, NULL, &none, 1u << 20);
    report("unknown flag", &data);
    CHECK(virDomainGetName(dom) != NULL);
    report("success", &data);
    CHECK_INT(virDomainSetMemoryParameters(dom, NULL, 1, 0), -1);
    report("NULL parameters", &data);

    virSetErrorFunc(&data, clear);
    virDomainFree(NULL);
    report("a callback that clears", &data);
    virDomainLookupByName(conn, "no such domain");
    report("a callback that clears", &data);

    virSetErrorFunc(&data, call_back_in);
    virDomainLookupByName(conn, "no such domain");
    report("a callback that copies", &data);
}

static void connection_callback(virConnectPtr conn)
{
    int global = 0;
    int own = 0;

    virSetErrorFunc(&global, look);
    virResetLastError();
    virConnSetErrorFunc(conn, &own, look);
    report("setting a connection's callback", &own);
    virDomainLookupByName(conn, "no such domain");
    report("unknown name, connection's callback", &own);
    virDomainLookupByName(conn, NULL);
    report("NULL name, connection's callback", &own);
    virDomainFree(NULL);
    report("NULL domain, global callback", &global);
    virConnSetErrorFunc(conn, NULL, NULL);
    virDomainLookupByName(conn, "no such domain");
    report("unknown name, back to the global callback", &global);
    virDomainFree(NULL);
    virConnSetErrorFunc(NULL, NULL, look);
    report("setting the callback of no connection", &global);
}

static void default_callback(void)
{
    virDomainFree(NULL);
    /* Writes to stderr, which nobody compares. */
    virDefaultErrorFunc(virGetLastError());
    note("virDefaultErrorFunc leaves the last error %d", virGetLastErrorCode());
    virDefaultErrorFunc(NULL);
    note("virDefaultErrorFunc(NULL) returns");
    virSetErrorFunc(NULL, NULL);
    virDomainFree(NULL);
    note("with no callback the last error is %d", virGetLastErrorCode());
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    conn = harness_open();
    dom = harness_domain(conn);
    forget();
    global_callback(conn, dom);
    connection_callback(conn);
    default_callback();
    harness_domain_done(dom);
    virConnectClose(conn);
    return harness_end();
}
