/* The CPU time of the host's domains: what the kernel's files say, on all CPUs and on each. */
#include "support/cgroup.h"
#include "support/program.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECOND 1000000000ULL
#define MOST_CPUS 1024

static virConnectPtr conn;

/* The number of a line that begins with this; an empty one: the file's only number. */
static unsigned long long number_in(const char *dir, const char *name, const char *start)
{
    char path[600], line[200];
    unsigned long long value = ULLONG_MAX;
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    file = fopen(path, "r");
    if (!file)
        harness_die("open %s", path);
    while (fgets(line, sizeof(line), file)) {
        if (strncmp(line, start, strlen(start)) == 0)
            value = strtoull(line + strlen(start), NULL, 10);
    }
    fclose(file);
    return value;
}

static unsigned long long kernel_time(const char *dir)
{
    if (harness_cgroup_version() == 1)
        return number_in(dir, "cpuacct.usage", "");
    return number_in(dir, "cpu.stat", "usage_usec ") * 1000;
}

static unsigned long long param_of(virTypedParameterPtr params, int n, const char *name)
{
    unsigned long long value = ULLONG_MAX;

    CHECK_INT(virTypedParamsGetULLong(params, n, name, &value), 1);
    return value;
}

static void total(virDomainPtr dom, const char *dir)
{
    virTypedParameter params[8];
    unsigned long long before, all, user, system;
    int n;

    memset(params, 0, sizeof(params));
    CHECK_INT(virDomainGetCPUStats(dom, NULL, 0, -1, 1, 0), 3);
    before = kernel_time(dir);
    n = virDomainGetCPUStats(dom, params, 8, -1, 1, 0);
    CHECK_INT(n, 3);
    all = param_of(params, n, VIR_DOMAIN_CPU_STATS_CPUTIME);
    user = param_of(params, n, VIR_DOMAIN_CPU_STATS_USERTIME);
    system = param_of(params, n, VIR_DOMAIN_CPU_STATS_SYSTEMTIME);
    CHECK(before >= SECOND / 2);
    CHECK(all >= before && all <= kernel_time(dir));
    /* The kernel counts those two by ticks. */
    if (!CHECK(user + system + SECOND / 4 >= all && user + system <= all + SECOND / 4))
        fprintf(stderr, "  all %llu, user %llu, system %llu\n", all, user, system);
    CHECK_INT(virDomainGetCPUStats(dom, params, 1, -1, 1, 0), 1);
}

static void each(virDomainPtr dom, const char *dir)
{
    virTypedParameter *params = calloc(MOST_CPUS, sizeof(*params));
    int cpus = virDomainGetCPUStats(dom, NULL, 0, 0, 0, 0);
    unsigned long long before, sum = 0;

    CHECK(params && cpus >= 1 && cpus <= MOST_CPUS);
    CHECK_INT(virDomainGetCPUStats(dom, NULL, 0, 0, 1, 0), 1);
    CHECK_FAILS(virDomainGetCPUStats(dom, params, 1, cpus, 1, 0), VIR_ERR_INVALID_ARG);
    if (harness_cgroup_version() != 1) {
        CHECK_FAILS(virDomainGetCPUStats(dom, params, 1, 0, cpus, 0), VIR_ERR_OPERATION_UNSUPPORTED);
        free(params);
        return;
    }
    before = kernel_time(dir);
    CHECK_INT(virDomainGetCPUStats(dom, params, 1, 0, cpus, 0), 1);
    for (int i = 0; i < cpus; i++)
        sum += param_of(params + i, 1, VIR_DOMAIN_CPU_STATS_CPUTIME);
    CHECK(sum >= before && sum <= kernel_time(dir));
    free(params);
}

static bool has_burnt(void *data)
{
    return kernel_time(data) >= SECOND / 2;
}

static char *accounts_of(virDomainPtr dom)
{
    return cgroup_of_controller((pid_t)virDomainGetID(dom), harness_cgroup_version() == 1 ? "cpuacct" : "");
}

static void running(void)
{
    struct program it = program_start(conn, "cpu-time", "while :; do :; done", 0);
    char *dir = accounts_of(it.dom);
    virDomainInfo info;
    unsigned long long before;

    CHECK(strstr(dir, it.name) != NULL);
    CHECK(program_wait(has_burnt, dir));
    total(it.dom, dir);
    each(it.dom, dir);
    before = kernel_time(dir);
    CHECK_INT(virDomainGetInfo(it.dom, &info), 0);
    CHECK(info.cpuTime >= before && info.cpuTime <= kernel_time(dir));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK(!cgroup_exists(dir));
    CHECK_FAILS(virDomainGetCPUStats(it.dom, NULL, 0, -1, 1, 0), VIR_ERR_NO_DOMAIN);
    program_end(&it);
    free(dir);
}

static void shut_off(void)
{
    struct program it = program_define(conn, "cpu-time-off", "sleep 100");
    virTypedParameter params[3];

    CHECK_FAILS(virDomainGetCPUStats(it.dom, params, 3, -1, 1, 0), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainGetCPUStats(it.dom, NULL, 0, 0, 0, 0), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    running();
    shut_off();
    virConnectClose(conn);
    return harness_end();
}
