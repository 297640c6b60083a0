#include "support/balloon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char balloon_path[64], balloon_name[64];

static char dir[] = "/tmp/virmemctl-ctest-XXXXXX";
static harness_attach_fn attach;
static virConnectPtr conn;

void balloon_begin(const char *subject)
{
    attach = harness_need_attach();
    conn = harness_open();
    if (!mkdtemp(dir) || chmod(dir, 0777) < 0)
        harness_die("mkdtemp");
    snprintf(balloon_path, sizeof(balloon_path), "%s/socket", dir);
    snprintf(balloon_name, sizeof(balloon_name), "virmemctl-ctest-%s-%d", subject, (int)getpid());
}

void balloon_end(void)
{
    CHECK_INT(virConnectClose(conn), 0);
    unlink(balloon_path);
    rmdir(dir);
}

virDomainPtr balloon_attach(pid_t pid)
{
    virDomainPtr dom = attach(conn, pid, balloon_name, 0);

    if (!dom)
        harness_die("the stand-in cannot be attached");
    return dom;
}

struct balloon balloon_start(const struct vmm *vmm, const char *behaviour)
{
    struct balloon it = {.pid = vmm_start(vmm, balloon_name, balloon_path, behaviour, GUEST)};

    it.dom = balloon_attach(it.pid);
    return it;
}

void balloon_stop(struct balloon it)
{
    virDomainFree(it.dom);
    harness_child_end(it.pid);
    CHECK_NULL(virDomainLookupByName(conn, balloon_name), VIR_ERR_NO_DOMAIN);
    unlink(balloon_path);
}

unsigned long long balloon_stat(virDomainPtr dom, int tag)
{
    virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR];
    int count = virDomainMemoryStats(dom, stats, VIR_DOMAIN_MEMORY_STAT_NR, 0);
    unsigned long long found = ULLONG_MAX;
    int times = 0;

    CHECK(count > 0);
    for (int i = 0; i < count; i++) {
        if (stats[i].tag == tag) {
            found = stats[i].val;
            times++;
        }
    }
    CHECK(times <= 1);
    return found;
}

bool balloon_says(const char *words)
{
    const char *message = virGetLastErrorMessage();
    bool found = message && strstr(message, words) != NULL;

    if (!found)
        fprintf(stderr, "  '%s' is not in: %s\n", words, message ? message : "");
    return found;
}
