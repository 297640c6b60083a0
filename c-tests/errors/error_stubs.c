/* Functions that are not implemented: their errors are those of the thread and of the connection, and go to the
 * connection's own function. Handles and arguments are looked at first. */
#include "harness/harness.h"

#include <pthread.h>

/* Our header has no functions that are not implemented. */
int virNodeSuspendForDuration(virConnectPtr, unsigned int, unsigned long long, unsigned int);
int virNodeGetSEVInfo(virConnectPtr, virTypedParameterPtr *, int *, unsigned int);
int virDomainPMWakeup(virDomainPtr, unsigned int);
int virDomainSave(virDomainPtr, const char *);
int virDomainRestore(virConnectPtr, const char *);
int virDomainCoreDump(virDomainPtr, const char *, unsigned int);
int virDomainAttachDevice(virDomainPtr, const char *);
int virDomainBlockPull(virDomainPtr, const char *, unsigned long, unsigned int);
int virDomainMigrateGetMaxSpeed(virDomainPtr, unsigned long *, unsigned int);
int virDomainMigrateSetMaxSpeed(virDomainPtr, unsigned long, unsigned int);
int virConnectCompareCPU(virConnectPtr, const char *, unsigned int);
int virConnectCompareHypervisorCPU(virConnectPtr, const char *, const char *, const char *, const char *,
                                   const char *, unsigned int);
char *virConnectDomainXMLFromNative(virConnectPtr, const char *, const char *, unsigned int);
virNetworkPtr virNetworkDefineXML(virConnectPtr, const char *);
virStoragePoolPtr virStoragePoolCreateXML(virConnectPtr, const char *, unsigned int);
virNodeDevicePtr virNodeDeviceCreateXML(virConnectPtr, const char *, unsigned int);
virInterfacePtr virInterfaceDefineXML(virConnectPtr, const char *, unsigned int);
virSecretPtr virSecretDefineXML(virConnectPtr, const char *, unsigned int);
virNWFilterPtr virNWFilterDefineXML(virConnectPtr, const char *);

static int global, own;

static void count(void *data, virErrorPtr err)
{
    (void)err;
    ++*(int *)data;
}

static void told(virConnectPtr conn, const char *what)
{
    note("%s: the global function %d times, the connection's %d", what, global, own);
    TRACE_ERROR(virGetLastError());
    TRACE_ERROR(virConnGetLastError(conn));
    virConnResetLastError(conn);
    global = own = 0;
}

static void errors(virConnectPtr conn, virDomainPtr dom)
{
    virSetErrorFunc(&global, count);
    virConnSetErrorFunc(conn, &own, count);
    virNodeSuspendForDuration(conn, 0, 0, 0);
    told(conn, "of a connection");
    virDomainPMWakeup(dom, 0);
    told(conn, "of a domain");
    virNodeSuspendForDuration(NULL, 0, 0, 0);
    told(conn, "without a connection");
    virDomainSave(dom, NULL);
    told(conn, "without an argument");
    virConnSetErrorFunc(conn, NULL, NULL);
    virNodeSuspendForDuration(conn, 0, 0, 0);
    told(conn, "without a function of its own");
}

static void end(void *unused, virErrorPtr err)
{
    (void)unused, (void)err;
    pthread_exit(NULL);
}

static void *suspend(void *conn)
{
    virNodeSuspendForDuration(conn, 0, 0, 0);
    return NULL;
}

static void arguments(virConnectPtr conn, virDomainPtr dom)
{
    int n = 0;

    TRACE_INT(virNodeGetSEVInfo(conn, NULL, NULL, 0));
    TRACE_INT(virNodeGetSEVInfo(conn, NULL, &n, 0));
    TRACE_INT(virNodeGetSEVInfo(NULL, NULL, NULL, 0));
    TRACE_INT(virDomainRestore(conn, NULL));
    TRACE_INT(virDomainSave(NULL, NULL));
    TRACE_INT(virDomainCoreDump(dom, NULL, 0));
    TRACE_INT(virDomainAttachDevice(dom, NULL));
    TRACE_INT(virDomainBlockPull(dom, NULL, 0, 0));
    TRACE_INT(virDomainMigrateGetMaxSpeed(dom, NULL, 0));
    TRACE_INT(virDomainMigrateSetMaxSpeed(dom, 1, 0));
    TRACE_INT(virConnectCompareCPU(conn, NULL, 0));
    TRACE_INT(virConnectCompareHypervisorCPU(conn, NULL, NULL, NULL, NULL, NULL, 0));
    TRACE_PTR(virConnectDomainXMLFromNative(conn, "x", NULL, 0));
    TRACE_PTR(virNetworkDefineXML(conn, NULL));
    TRACE_PTR(virStoragePoolCreateXML(conn, NULL, 0));
    TRACE_PTR(virNodeDeviceCreateXML(conn, NULL, 0));
    TRACE_PTR(virInterfaceDefineXML(conn, NULL, 0));
    TRACE_PTR(virSecretDefineXML(conn, NULL, 0));
    TRACE_PTR(virSecretDefineXML(conn, "<secret/>", 0));
    TRACE_PTR(virNWFilterDefineXML(conn, NULL));
    TRACE_PTR(virNWFilterDefineXML(conn, "<filter/>"));
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;
    pthread_t thread;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    dom = harness_domain(conn);
    arguments(conn, dom);
    errors(conn, dom);
    virSetErrorFunc(NULL, end);
    if (pthread_create(&thread, NULL, suspend, conn) != 0)
        harness_die("pthread_create");
    pthread_join(thread, NULL);
    harness_domain_done(dom);
    virConnectClose(conn);
    return harness_end();
}
