#include "shapes.h"

#include <stdlib.h>
#include <string.h>

#define ROOM 32

CONNECTION_CALL(virConnectNumOfDomains)
CONNECTION_CALL(virConnectNumOfDefinedDomains)

static int by_number(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Which ones come when there is not room for all depends on libvirt's hash table. */
void walk_virConnectListDomains(void)
{
    virConnectPtr conn = any_connection();
    int ids[ROOM] = {0};
    int room = chance(80) ? ROOM : (int)below(4) - 1;
    bool place = !chance(5);
    long long got;

    call("virConnectListDomains", "%s, %d, %d", show_connection(conn), place, room);
    got = got_int(virConnectListDomains(conn, place ? ids : NULL, room));
    if (got <= 0 || room < ROOM)
        return;
    qsort(ids, (size_t)got, sizeof(*ids), by_number);
    for (int i = 0; i < got; i++)
        out("%d", ids[i]);
}

void walk_virConnectListDefinedDomains(void)
{
    virConnectPtr conn = any_connection();
    char *names[ROOM] = {NULL};
    int room = chance(80) ? ROOM : (int)below(4) - 1;
    bool place = !chance(5);
    long long got;

    call("virConnectListDefinedDomains", "%s, %d, %d", show_connection(conn), place, room);
    got = got_int(virConnectListDefinedDomains(conn, place ? names : NULL, room));
    if (got > 0)
        qsort(names, (size_t)got, sizeof(*names), by_text);
    for (int i = 0; i < got; i++) {
        if (room == ROOM)
            out("%s", quoted(names[i]));
        free(names[i]);
    }
}

static int by_name(const void *left, const void *right)
{
    return strcmp(virDomainGetName(*(const virDomainPtr *)left),
                  virDomainGetName(*(const virDomainPtr *)right));
}

void walk_virConnectListAllDomains(void)
{
    virConnectPtr conn = any_connection();
    virDomainPtr *domains = NULL;
    bool place = !chance(10);
    unsigned int flags = any_flags(0xffff);
    long long got;

    if (chance(50))
        flags &= (unsigned int)random_bits();
    call("virConnectListAllDomains", "%s, %d, %#x", show_connection(conn), place, flags);
    got = got_int(virConnectListAllDomains(conn, place ? &domains : NULL, flags));
    if (!domains)
        return;
    qsort(domains, (size_t)got, sizeof(*domains), by_name);
    for (int i = 0; i < got; i++) {
        out("%s:%d", quoted(virDomainGetName(domains[i])), (int)virDomainGetID(domains[i]));
        virDomainFree(domains[i]);
    }
    free(domains);
}
