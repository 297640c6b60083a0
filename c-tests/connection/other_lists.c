/*
 * Lists of objects other than domains, as managers request them at start; the host has none of
 * them.
 */
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>

static void names(virConnectPtr conn, const char *name, int (*num)(virConnectPtr),
                  int (*list)(virConnectPtr, char **, int))
{
    char *found[4] = {NULL};

    note("%s", name);
    TRACE_INT(num(conn));
    TRACE_INT(num(NULL));
    TRACE_INT(list(conn, found, 4));
    TRACE_INT(list(conn, found, 0));
    TRACE_INT(list(conn, NULL, 0));
    TRACE_INT(list(conn, NULL, 1));
    TRACE_INT(list(conn, found, -1));
    TRACE_INT(list(NULL, found, 4));
    CHECK(!found[0]);
}

/* Each pair of counting and listing names; libvirt's headers say const where that means nothing. */
#define NAMES(num, list) names(conn, #num, num, (int (*)(virConnectPtr, char **, int))list)

/* One function of the virConnectListAll… kind, whose array holds pointers of its own type. */
#define ALL(call, type) \
    do { \
        note(#call); \
        for (int bit = -1; bit < 32; bit++) { \
            unsigned int flags = bit < 0 ? 0 : 1U << bit; \
            type *found = (type *)1; \
            int count = TRACE_INT(call(conn, &found, flags)); \
            printf("   %x: array %s\n", flags, \
                   found == (type *)1 ? "kept" : !found ? "NULL" : found[0] ? "filled" : "ended"); \
            if (CHECK(count <= 0) && count == 0) \
                free(found); \
        } \
        TRACE_INT(call(conn, NULL, 0)); \
        TRACE_INT(call(NULL, NULL, 0)); \
    } while (0)

static void lists(virConnectPtr conn)
{
    NAMES(virConnectNumOfNetworks, virConnectListNetworks);
    NAMES(virConnectNumOfDefinedNetworks, virConnectListDefinedNetworks);
    NAMES(virConnectNumOfStoragePools, virConnectListStoragePools);
    NAMES(virConnectNumOfDefinedStoragePools, virConnectListDefinedStoragePools);
    NAMES(virConnectNumOfInterfaces, virConnectListInterfaces);
    NAMES(virConnectNumOfDefinedInterfaces, virConnectListDefinedInterfaces);
    ALL(virConnectListAllNetworks, virNetworkPtr);
    ALL(virConnectListAllStoragePools, virStoragePoolPtr);
    ALL(virConnectListAllInterfaces, virInterfacePtr);
    ALL(virConnectListAllNodeDevices, virNodeDevicePtr);
}

static void devices(virConnectPtr conn)
{
    char *found[4] = {NULL};

    TRACE_INT(virNodeNumOfDevices(conn, NULL, 0));
    TRACE_INT(virNodeNumOfDevices(conn, "scsi_host", 0));
    TRACE_INT(virNodeNumOfDevices(conn, "nonsense", 0));
    TRACE_INT(virNodeNumOfDevices(conn, NULL, 1));
    TRACE_INT(virNodeNumOfDevices(NULL, NULL, 0));
    TRACE_INT(virNodeListDevices(conn, NULL, found, 4, 0));
    TRACE_INT(virNodeListDevices(conn, "nonsense", found, 4, 0));
    TRACE_INT(virNodeListDevices(conn, NULL, found, -1, 0));
    TRACE_INT(virNodeListDevices(conn, NULL, NULL, 0, 0));
    TRACE_INT(virNodeListDevices(conn, NULL, NULL, 1, 0));
    TRACE_INT(virNodeListDevices(conn, NULL, found, 4, 1));
    TRACE_INT(virNodeListDevices(conn, NULL, found, -1, 1));
    TRACE_INT(virNodeListDevices(NULL, NULL, found, 4, 0));
    CHECK(!found[0]);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = test_host_open("", false);
    lists(conn);
    devices(conn);
    CHECK_INT(virConnectClose(conn), 0);
    conn = test_host_open("", true);
    note("read-only");
    lists(conn);
    devices(conn);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
