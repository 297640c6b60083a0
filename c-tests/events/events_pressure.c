/* Thresholds of pressure: what they may be, and that the kernel tells of them, also of a domain that comes
   later. */
#include "events/poll_loop.h"
#include "events/told.h"
#include "support/program.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static virConnectPtr conn;
static struct memory_events memory;
static int callback;

static int set(const char *kind, unsigned long long stall, unsigned long long window)
{
    virTypedParameter params[2] = {param_ull("", stall), param_ull("", window)};

    snprintf(params[0].field, sizeof(params[0].field), "%s_stall_us", kind);
    snprintf(params[1].field, sizeof(params[1].field), "%s_window_us", kind);
    return memory.set_pressure(conn, callback, params, 2, 0);
}

static void bad_values(void)
{
    virTypedParameter one = param_ull("some_stall_us", 1000);

    CHECK_FAILS(set("some", 0, 1000000), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set("some", 1000001, 1000000), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set("full", 1000, 499999), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set("full", 1000, 10000001), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set("most", 1000, 1000000), VIR_ERR_ARGUMENT_UNSUPPORTED);
    CHECK_FAILS(memory.set_pressure(conn, callback, &one, 1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.set_pressure(conn, callback, &one, -1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.set_pressure(conn, callback, NULL, 1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.set_pressure(conn, callback, NULL, 0, 1), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.set_pressure(conn, callback + 100, NULL, 0, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.set_pressure(NULL, callback, NULL, 0, 0), VIR_ERR_INVALID_CONN);
}

static bool has_pressure(void)
{
    return harness_cgroup_version() == 1 || access("/proc/pressure/memory", R_OK) == 0;
}

static struct program stalling(const char *subject)
{
    struct program it = program_plan(subject,
                                     "echo; sleep 1; for i in 1 2 3 4 5 6 7 8 9; do head -c 64m /dev/zero | "
                                     "tail -c 14m >/dev/null; cat /bin/* >/dev/null; done; exec sleep 100",
                                     "", "<memtune><hard_limit unit='MiB'>12</hard_limit></memtune>");

    program_start_planned(conn, &it);
    return it;
}

int main(void)
{
    struct program first, second;
    const char *line;
    int count;

    harness_begin();
    harness_only(KIND_KERNEL);
    memory = memory_events();
    poll_loop_register();
    conn = harness_open();
    callback = told_begin(conn, true);
    bad_values();
    if (!has_pressure()) {
        CHECK_FAILS(set("some", 1000, 1000000), VIR_ERR_OPERATION_UNSUPPORTED);
        told_end(conn);
        virConnectClose(conn);
        return harness_end();
    }
    first = stalling("pressure-first");
    CHECK_INT(set("some", 1000, 1000000), 0);
    line = told_await("memory %s %d kind=some stall_us=1000 window_us=1000000", first.name, MEMORY_PRESSURE);
    note("%s", line ? line : "");
    second = stalling("pressure-second");
    told_await("memory %s %d kind=some", second.name, MEMORY_PRESSURE);
    note("none are told any more");
    CHECK_INT(memory.set_pressure(conn, callback, NULL, 0, 0), 0);
    poll_loop_run(100);
    count = told_count();
    poll_loop_run(2000);
    for (; count < told_count(); count++)
        CHECK(strstr(told_line(count), " kind=") == NULL);
    CHECK_INT(virDomainDestroy(first.dom), 0);
    CHECK_INT(virDomainDestroy(second.dom), 0);
    program_end(&first);
    program_end(&second);
    told_end(conn);
    virConnectClose(conn);
    return harness_end();
}
