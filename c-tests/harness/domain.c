#include "harness/domain.h"

#include "harness/checks.h"
#include "harness/children.h"
#include "harness/environment.h"
#include "harness/exit.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

harness_attach_fn harness_attach(void)
{
    harness_attach_fn attach = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "virMemctlDomainAttach");

    memcpy(&attach, &symbol, sizeof(attach));
    return attach;
}

harness_reclaim_fn harness_reclaim(void)
{
    harness_reclaim_fn reclaim = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "virMemctlDomainReclaim");

    memcpy(&reclaim, &symbol, sizeof(reclaim));
    return reclaim;
}

harness_attach_fn harness_need_attach(void)
{
    harness_attach_fn attach = harness_attach();

    if (!attach)
        harness_skip("this library has no virMemctlDomainAttach");
    return attach;
}

static pid_t domain_child;

static virDomainPtr attached_domain(virConnectPtr conn)
{
    harness_attach_fn attach = harness_need_attach();
    virDomainPtr dom;
    char name[64];

    if (domain_child)
        harness_die("one domain at a time");
    domain_child = harness_child(harness_child_waits, NULL);
    snprintf(name, sizeof(name), "virmemctl-ctest-%d", (int)domain_child);
    dom = attach(conn, domain_child, name, 0);
    if (!dom)
        harness_die("cannot attach process %d", (int)domain_child);
    return dom;
}

virDomainPtr harness_domain(virConnectPtr conn)
{
    const char *name = "test";
    virDomainPtr dom;

    if (harness_kind() == KIND_KERNEL)
        return attached_domain(conn);
    if (harness_kind() != KIND_TEST)
        name = harness_env("VIRMEMCTL_TEST_DOMAIN", "");
    dom = virDomainLookupByName(conn, name);
    if (!dom)
        harness_die("no domain '%s'", name);
    return dom;
}

pid_t harness_domain_pid(virDomainPtr dom)
{
    (void)dom;
    return domain_child;
}

void harness_domain_done(virDomainPtr dom)
{
    virConnectPtr conn = virDomainGetConnect(dom);
    char *name = strdup(virDomainGetName(dom));

    if (harness_kind() != KIND_KERNEL) {
        CHECK_INT(virDomainFree(dom), 0);
        free(name);
        return;
    }
    virConnectRef(conn);
    harness_child_end(domain_child);
    domain_child = 0;
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    virConnectClose(conn);
    free(name);
}
