/* Attaching a process: what is refused, and that no process has moved then. */
#include "harness/harness.h"
#include "support/cgroup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static harness_attach_fn attach;
static virConnectPtr conn;
static pid_t child;
static char *home;

static void refused(const char *what, virConnectPtr to, int pid, const char *name,
                    unsigned int flags, int code)
{
    char *now;
    virDomainPtr dom = attach(to, pid, name, flags);

    if (dom) {
        fprintf(stderr, "%s was taken\n", what);
        CHECK(dom == NULL);
        virDomainFree(dom);
        return;
    }
    fprintf(stderr, "%s: %d/%d %s\n", what, virGetLastErrorCode(), virGetLastErrorDomain(),
            virGetLastErrorMessage());
    CHECK(virGetLastError() != NULL);
    CHECK_INT(virGetLastErrorCode(), code);
    now = cgroup_of(child);
    CHECK_STR(now, home);
    free(now);
}

static void ends_at_once(void *unused)
{
    (void)unused;
}

static int nobody(void)
{
    pid_t pid = harness_child(ends_at_once, NULL);

    CHECK_INT(harness_child_wait(pid), 0);
    return pid;
}

static void bad_arguments(void)
{
    static const char *const names[] = {"", "/", "a/b", "../up", ".", "..", "a\nb", "\n", "a\tb",
                                        "\x7f", "\x1b[0m"};
    char longest[301];
    virConnectPtr read_only = harness_open_read_only();

    memset(longest, 'n', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    refused("no connection", NULL, child, "virmemctl-ctest-bad", 0, VIR_ERR_INVALID_CONN);
    refused("read-only", read_only, child, "virmemctl-ctest-bad", 0, VIR_ERR_OPERATION_DENIED);
    refused("no name", conn, child, NULL, 0, VIR_ERR_INVALID_ARG);
    refused("pid 0", conn, 0, "virmemctl-ctest-bad", 0, VIR_ERR_INVALID_ARG);
    refused("pid -1", conn, -1, "virmemctl-ctest-bad", 0, VIR_ERR_INVALID_ARG);
    refused("lowest pid", conn, -2147483647 - 1, "virmemctl-ctest-bad", 0, VIR_ERR_INVALID_ARG);
    refused("a pid out of range", conn, 2147483647, "virmemctl-ctest-bad", 0,
            VIR_ERR_SYSTEM_ERROR);
    refused("a process that is gone", conn, nobody(), "virmemctl-ctest-bad", 0,
            VIR_ERR_SYSTEM_ERROR);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        refused("a bad name", conn, child, names[i], 0, VIR_ERR_INVALID_ARG);
    refused("a name of 300 characters", conn, child, longest, 0,
            VIR_ERR_INVALID_ARG);
    for (unsigned int bit = 0; bit < 32; bit++)
        refused("an unknown flag", conn, child, "virmemctl-ctest-bad", 1u << bit,
                VIR_ERR_INVALID_ARG);
    virConnectClose(read_only);
    CHECK_NULL(virDomainLookupByName(conn, "virmemctl-ctest-bad"), VIR_ERR_NO_DOMAIN);
}

static void taken(void)
{
    virDomainPtr dom = harness_domain(conn);
    char name[256];

    if (!dom)
        return;
    snprintf(name, sizeof(name), "%s", virDomainGetName(dom));
    refused("a name in use", conn, child, name, 0, VIR_ERR_OPERATION_FAILED);
    /* The domain's own process, under its own name and another. */
    CHECK(attach(conn, harness_domain_pid(dom), "virmemctl-ctest-other", 0) == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OPERATION_INVALID);
    CHECK_NULL(virDomainLookupByName(conn, "virmemctl-ctest-other"), VIR_ERR_NO_DOMAIN);
    CHECK(attach(conn, harness_domain_pid(dom), name, 0) == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OPERATION_FAILED);
    CHECK_INT(virDomainIsActive(dom), 1);
    harness_domain_done(dom);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    conn = harness_open();
    child = harness_child(harness_child_waits, NULL);
    home = cgroup_of(child);
    bad_arguments();
    taken();
    harness_child_end(child);
    free(home);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
