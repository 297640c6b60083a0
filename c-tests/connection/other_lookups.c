/* Lookups of objects other than domains, of which the host has none. */
#include "support/test_host.h"

#define UUID "12345678-1234-1234-1234-123456789abc"

static void storage(virConnectPtr conn)
{
    TRACE_PTR(virStoragePoolLookupByName(conn, "none"));
    TRACE_PTR(virStoragePoolLookupByName(conn, ""));
    TRACE_PTR(virStoragePoolLookupByName(conn, NULL));
    TRACE_PTR(virStoragePoolLookupByName(NULL, NULL));
    TRACE_PTR(virStoragePoolLookupByUUID(conn, (const unsigned char *)UUID));
    TRACE_PTR(virStoragePoolLookupByUUID(conn, NULL));
    TRACE_PTR(virStoragePoolLookupByUUID(NULL, NULL));
    TRACE_PTR(virStoragePoolLookupByUUIDString(conn, UUID));
    TRACE_PTR(virStoragePoolLookupByUUIDString(conn, "no uuid"));
    TRACE_PTR(virStoragePoolLookupByUUIDString(conn, NULL));
    TRACE_PTR(virStoragePoolLookupByUUIDString(NULL, NULL));
    TRACE_PTR(virStoragePoolLookupByTargetPath(conn, "/none"));
    TRACE_PTR(virStoragePoolLookupByTargetPath(conn, NULL));
    TRACE_PTR(virStoragePoolLookupByTargetPath(NULL, NULL));
    TRACE_PTR(virStorageVolLookupByKey(conn, "none"));
    TRACE_PTR(virStorageVolLookupByKey(conn, NULL));
    TRACE_PTR(virStorageVolLookupByKey(NULL, NULL));
    TRACE_PTR(virStorageVolLookupByPath(conn, "/none"));
    TRACE_PTR(virStorageVolLookupByPath(conn, NULL));
    TRACE_PTR(virStorageVolLookupByPath(NULL, NULL));
}

static void networks(virConnectPtr conn)
{
    TRACE_PTR(virNetworkLookupByName(conn, "none"));
    TRACE_PTR(virNetworkLookupByName(conn, NULL));
    TRACE_PTR(virNetworkLookupByName(NULL, NULL));
    TRACE_PTR(virNetworkLookupByUUID(conn, (const unsigned char *)UUID));
    TRACE_PTR(virNetworkLookupByUUID(conn, NULL));
    TRACE_PTR(virNetworkLookupByUUID(NULL, NULL));
    TRACE_PTR(virNetworkLookupByUUIDString(conn, UUID));
    TRACE_PTR(virNetworkLookupByUUIDString(conn, "no uuid"));
    TRACE_PTR(virNetworkLookupByUUIDString(conn, NULL));
    TRACE_PTR(virNetworkLookupByUUIDString(NULL, NULL));
}

static void devices(virConnectPtr conn)
{
    TRACE_PTR(virNodeDeviceLookupByName(conn, "none"));
    TRACE_PTR(virNodeDeviceLookupByName(conn, NULL));
    TRACE_PTR(virNodeDeviceLookupByName(NULL, NULL));
    TRACE_PTR(virNodeDeviceLookupSCSIHostByWWN(conn, "1", NULL, 0));
    TRACE_PTR(virNodeDeviceLookupSCSIHostByWWN(conn, NULL, "1", 0));
    TRACE_PTR(virNodeDeviceLookupSCSIHostByWWN(NULL, NULL, NULL, 0));
    TRACE_PTR(virInterfaceLookupByName(conn, "none"));
    TRACE_PTR(virInterfaceLookupByName(conn, NULL));
    TRACE_PTR(virInterfaceLookupByName(NULL, NULL));
    TRACE_PTR(virInterfaceLookupByMACString(conn, "52:54:00:00:00:01"));
    TRACE_PTR(virInterfaceLookupByMACString(conn, "no address"));
    TRACE_PTR(virInterfaceLookupByMACString(conn, NULL));
    TRACE_PTR(virInterfaceLookupByMACString(NULL, NULL));
}

/* libvirt's test driver has neither filters nor secrets, and says so; a host has none. */
static void filters(virConnectPtr conn)
{
    char *names[1];

    TRACE_INT(virConnectNumOfNWFilters(conn));
    TRACE_INT(virConnectNumOfNWFilters(NULL));
    TRACE_INT(virConnectListNWFilters(conn, names, 1));
    TRACE_INT(virConnectListNWFilters(conn, NULL, 1));
    TRACE_INT(virConnectListNWFilters(conn, names, -1));
    TRACE_INT(virConnectListNWFilters(NULL, names, 1));
    TRACE_INT(virConnectListAllNWFilters(conn, NULL, 0));
    TRACE_INT(virConnectListAllNWFilters(NULL, NULL, 0));
    TRACE_PTR(virNWFilterLookupByName(conn, "none"));
    TRACE_PTR(virNWFilterLookupByName(conn, NULL));
    TRACE_PTR(virNWFilterLookupByName(NULL, NULL));
    TRACE_PTR(virNWFilterLookupByUUID(conn, (const unsigned char *)UUID));
    TRACE_PTR(virNWFilterLookupByUUID(conn, NULL));
    TRACE_PTR(virNWFilterLookupByUUIDString(conn, UUID));
    TRACE_PTR(virNWFilterLookupByUUIDString(conn, "no uuid"));
    TRACE_PTR(virNWFilterLookupByUUIDString(conn, NULL));
    TRACE_INT(virConnectListAllNWFilterBindings(conn, NULL, 0));
    TRACE_PTR(virNWFilterBindingLookupByPortDev(conn, "none"));
    TRACE_PTR(virNWFilterBindingLookupByPortDev(conn, NULL));
    TRACE_PTR(virNWFilterBindingLookupByPortDev(NULL, NULL));
}

static void secrets(virConnectPtr conn)
{
    char *names[1];

    TRACE_INT(virConnectNumOfSecrets(conn));
    TRACE_INT(virConnectNumOfSecrets(NULL));
    TRACE_INT(virConnectListSecrets(conn, names, 1));
    TRACE_INT(virConnectListSecrets(conn, NULL, 1));
    TRACE_INT(virConnectListSecrets(conn, names, -1));
    TRACE_INT(virConnectListSecrets(NULL, names, 1));
    TRACE_INT(virConnectListAllSecrets(conn, NULL, 0));
    TRACE_INT(virConnectListAllSecrets(NULL, NULL, 0));
    TRACE_PTR(virSecretLookupByUUID(conn, (const unsigned char *)UUID));
    TRACE_PTR(virSecretLookupByUUID(conn, NULL));
    TRACE_PTR(virSecretLookupByUUIDString(conn, UUID));
    TRACE_PTR(virSecretLookupByUUIDString(conn, "no uuid"));
    TRACE_PTR(virSecretLookupByUUIDString(conn, NULL));
    TRACE_PTR(virSecretLookupByUsage(conn, 2, "none"));
    TRACE_PTR(virSecretLookupByUsage(conn, 0, NULL));
    TRACE_PTR(virSecretLookupByUsage(NULL, 0, NULL));
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = test_host_open("", false);
    storage(conn);
    networks(conn);
    devices(conn);
    filters(conn);
    secrets(conn);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
