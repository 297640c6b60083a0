#include "memory/guarantee.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void guarantee_only(void)
{
    harness_only(KIND_KERNEL);
    if (harness_cgroup_version() != 2)
        harness_skip("cgroup v1 has no memory.min");
}

struct guest guest_begin(virConnectPtr conn, const char *name, void (*body)(void *), void *data)
{
    harness_attach_fn attach = harness_need_attach();
    struct guest guest = {0};
    char unique[128];

    guest.pid = harness_child(body, data);
    snprintf(unique, sizeof(unique), "virmemctl-ctest-%s-%d", name, (int)guest.pid);
    guest.dom = attach(conn, guest.pid, unique, 0);
    if (!guest.dom)
        harness_die("cannot attach %s", unique);
    guest.dir = cgroup_of(guest.pid);
    return guest;
}

void guest_end(virConnectPtr conn, struct guest *guest)
{
    harness_child_end(guest->pid);
    look(conn);
    CHECK(!cgroup_exists(guest->dir));
    CHECK_INT(virDomainFree(guest->dom), 0);
    free(guest->dir);
    memset(guest, 0, sizeof(*guest));
}

int guest_guarantee(struct guest *guest, unsigned long long kib)
{
    return memory_set_one(guest->dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, kib, 0);
}

char *group_above(const char *dir)
{
    char *above = strdup(dir);
    char *slash = above ? strrchr(above, '/') : NULL;

    if (!slash)
        abort();
    *slash = '\0';
    return above;
}

unsigned long long group_min(const char *dir)
{
    return cgroup_kib(dir, "memory.min");
}

void look(virConnectPtr conn)
{
    CHECK(virConnectNumOfDomains(conn) >= 0);
}
