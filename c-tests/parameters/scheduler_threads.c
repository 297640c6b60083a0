/*
 * Periods and quotas of a guest's threads, in the groups that libvirt makes for them: all that a call sets
 * is in force in all groups, or none of it, also where the kernel refuses one of them and where the writer
 * is killed; and groups of that name that others make are left alone.
 */
#include "faults/killed_call.h"
#include "support/cgroup.h"
#include "support/qemu_process.h"
#include "support/scheduler.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static virConnectPtr conn;
static virDomainPtr dom;
static struct qemu guest;

/* The groups, the guest's own first. */
static const char *const groups[] = {"", "vcpu0", "vcpu1", "emulator", "iothread1"};
#define GROUPS COUNT_OF(groups)

struct bandwidth {
    unsigned long long period;
    long long quota;
};

/* What is set: of the whole guest, and of each kind of its threads. */
struct values {
    struct bandwidth whole, vcpu, emulator, iothread;
};

#define SAME(period, quota) ((struct values){{period, quota}, {period, quota}, {period, quota}, {period, quota}})

static struct scheduling held(const char *group)
{
    char *dir = qemu_dir(&guest, "cpu", group);
    struct scheduling files = scheduler_files(dir);

    free(dir);
    return files;
}

static struct bandwidth wanted(const struct values *values, size_t group)
{
    const struct bandwidth all[] = {values->whole, values->vcpu, values->vcpu, values->emulator, values->iothread};

    return all[group];
}

static bool holds(struct values values)
{
    bool same = true;

    for (size_t i = 0; i < GROUPS; i++) {
        struct bandwidth want = wanted(&values, i);
        struct scheduling has = held(groups[i]);

        same &= has.period == want.period && has.quota == want.quota;
    }
    return same;
}

static void agree(struct values values)
{
    static const char *const names[][2] = {
        {VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA},
        {VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA},
        {NULL, NULL},
        {VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA},
        {VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA},
    };

    for (size_t i = 0; i < GROUPS; i++) {
        struct bandwidth want = wanted(&values, i);
        struct scheduling has = held(groups[i]);

        CHECK_ULL(has.period, want.period);
        CHECK_INT(has.quota, want.quota);
        if (!names[i][0])
            continue;
        CHECK_INT(scheduler_value(dom, names[i][0], -7), (long long)want.period);
        CHECK_INT(scheduler_value(dom, names[i][1], -7), want.quota);
    }
}

static int set_all(struct values values)
{
    virTypedParameter params[] = {
        param_llong(VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, values.iothread.quota),
        param_ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, values.vcpu.period),
        param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, values.whole.period),
        param_llong(VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, values.emulator.quota),
        param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, values.vcpu.quota),
        param_ull(VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, values.emulator.period),
        param_ull(VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, values.iothread.period),
        param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, values.whole.quota),
    };

    return virDomainSetSchedulerParametersFlags(dom, params, COUNT_OF(params), 0);
}

static int set_one(virTypedParameter param)
{
    return virDomainSetSchedulerParametersFlags(dom, &param, 1, VIR_DOMAIN_AFFECT_LIVE);
}

/* Each changes its threads' groups alone. */
static void one_by_one(void)
{
    struct values values = SAME(100000, -1);
    int count = 0;
    char *type = virDomainGetSchedulerType(dom, &count);

    CHECK_INT(count, SCHEDULER_MOST);
    free(type);
    agree(values);
    CHECK_INT(set_one(param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 30000)), 0);
    values.vcpu.quota = 30000;
    agree(values);
    CHECK_INT(set_one(param_ull(VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, 50000)), 0);
    values.emulator.period = 50000;
    agree(values);
    CHECK_INT(set_one(param_llong(VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, 20000)), 0);
    values.emulator.quota = 20000;
    agree(values);
    CHECK_INT(set_one(param_llong(VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, 10000)), 0);
    values.iothread.quota = 10000;
    agree(values);
    CHECK_INT(set_one(param_ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, 1000000)), 0);
    values.vcpu.period = 1000000;
    agree(values);
    CHECK_INT(set_one(param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 60000)), 0);
    values.whole.quota = 60000;
    agree(values);
    CHECK_INT(set_one(param_ull("cpu_limit_percent", 70)), 0);
    values.whole.quota = 70000;
    agree(values);
    CHECK_INT(set_all(SAME(100000, -1)), 0);
    agree(SAME(100000, -1));
}

/* v1's kernel refuses threads more than the guest has: none of these may fail on the way. */
static void in_any_order(void)
{
    static const struct values steps[] = {
        {{100000, -1}, {100000, -1}, {100000, -1}, {100000, -1}},
        {{100000, 50000}, {100000, 50000}, {100000, 10000}, {100000, -1}},
        {{200000, 50000}, {100000, 25000}, {10000, 1000}, {1000000, 250000}},
        {{50000, 50000}, {100000, 100000}, {100000, -1}, {50000, 50000}},
        {{100000, 100000}, {50000, 50000}, {1000, 1000}, {100000, 1000}},
        {{1000000, 1000}, {1000000, 1000}, {1000000, 1000}, {1000000, 1000}},
        {{1000, 2000}, {1000000, 1000}, {1000, 2000}, {500000, 1000000}},
    };

    for (size_t from = 0; from < COUNT_OF(steps); from++) {
        for (size_t to = 0; to < COUNT_OF(steps); to++) {
            CHECK_INT(set_all(steps[from]), 0);
            CHECK_INT(set_all(steps[to]), 0);
            agree(steps[to]);
        }
    }
}

/* The kernel takes no quota below the burst of the same group. */
static void one_is_refused(void)
{
    const char *burst = harness_cgroup_version() == 1 ? "cpu.cfs_burst_us" : "cpu.max.burst";
    char *dir = qemu_dir(&guest, "cpu", "iothread1");
    virErrorPtr error;

    if (!cgroup_has(dir, burst)) {
        free(dir);
        return;
    }
    CHECK_INT(set_all(SAME(100000, 80000)), 0);
    cgroup_put(dir, burst, "60000");
    CHECK_FAILS(set_all(SAME(100000, 50000)), VIR_ERR_SYSTEM_ERROR);
    error = virGetLastError();
    CHECK(error && error->int1 == EINVAL && strstr(error->message, "iothread1"));
    CHECK(error && !strstr(error->message, "could not be rolled back"));
    agree(SAME(100000, 80000));
    cgroup_put(dir, burst, "0");
    CHECK_INT(set_all(SAME(100000, 50000)), 0);
    agree(SAME(100000, 50000));
    free(dir);
}

/* Whatever is out of its range comes before all that could be set. */
static void bad_values(void)
{
    static const struct values wrong[] = {
        {{100000, 50000}, {999, 50000}, {100000, 50000}, {100000, 50000}},
        {{100000, 50000}, {100000, 999}, {100000, 50000}, {100000, 50000}},
        {{100000, 50000}, {100000, 50000}, {1000001, 50000}, {100000, 50000}},
        {{100000, 50000}, {100000, 50000}, {100000, 1}, {100000, 50000}},
        {{100000, 50000}, {100000, 50000}, {100000, 50000}, {999, 50000}},
        {{100000, 50000}, {100000, 50000}, {100000, 50000}, {100000, 999}},
        {{999, 50000}, {100000, 50000}, {100000, 50000}, {100000, 50000}},
    };

    CHECK_INT(set_all(SAME(200000, 70000)), 0);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        CHECK_FAILS(set_all(wrong[i]), VIR_ERR_INVALID_ARG);
        agree(SAME(200000, 70000));
    }
}

/* A thread that has gone, with its group. */
static void less_of_them(void)
{
    char *dir = qemu_dir(&guest, "cpu", "vcpu0"), *other = qemu_dir(&guest, "cpu", "vcpu1");
    const char *list = harness_cgroup_version() == 1 ? "tasks" : "cgroup.threads";
    char tid[16];

    snprintf(tid, sizeof(tid), "%d", qemu_thread(&guest, "CPU 0/TCG"));
    cgroup_put(other, list, tid);
    CHECK_INT(rmdir(dir), 0);
    CHECK_INT(set_one(param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 40000)), 0);
    CHECK_INT(held("vcpu1").quota, 40000);
    CHECK_INT(scheduler_value(dom, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, -7), 40000);
    CHECK_INT(mkdir(dir, 0755), 0);
    if (harness_cgroup_version() == 2)
        cgroup_put(dir, "cgroup.type", "threaded");
    cgroup_put(dir, list, tid);
    free(dir);
    free(other);
}

#define BEFORE SAME(100000, 90000)
static const struct values after = {{100000, -1}, {50000, 20000}, {50000, 70000}, {200000, -1}};

static bool act(void *unused)
{
    (void)unused;
    return set_all(after) == 0;
}

/* Killed before each of its calls: the next get finds all of it, or none. */
static void killed(void)
{
    bool succeeded = false;
    int number = 1, rolled_back = 0, completed = 0;

    for (;; number++) {
        if (set_all(BEFORE) < 0)
            harness_die("cannot go back: %s", virGetLastErrorMessage());
        if (!killed_before(number, act, NULL, &succeeded))
            break;
        scheduler_get(dom, 0);
        if (!CHECK(holds(BEFORE) || holds(after)))
            fprintf(stderr, "  killed before call %d, %s\n", number, killed_call());
        rolled_back += holds(BEFORE);
        completed += holds(after);
    }
    CHECK(succeeded);
    CHECK(holds(after));
    CHECK(rolled_back > 5);
    note("killed at %d points: %d rolled back, %d complete", number - 1, rolled_back, completed);
}

/* A domain that is not libvirt's may have such groups of its own, which do not limit all of it. */
static void of_others(void)
{
    virDomainPtr own = harness_domain(conn);
    virTypedParameter vcpu = param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 30000);
    virTypedParameter emulator = param_llong(VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, 30000);
    char *dir = cgroup_of_controller(harness_domain_pid(own), "cpu"), *inner = NULL;

    if (asprintf(&inner, "%s/vcpu0", dir) < 0)
        abort();
    CHECK_INT(mkdir(inner, 0755), 0);
    CHECK_INT(virDomainSetSchedulerParameters(own, &vcpu, 1), 0);
    CHECK_INT(scheduler_files(dir).quota, 30000);
    CHECK_FAILS(virDomainSetSchedulerParameters(own, &emulator, 1), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK(strstr(virGetLastErrorMessage(), "no group for emulator threads") != NULL);
    CHECK_INT(rmdir(inner), 0);
    harness_domain_done(own);
    free(inner);
    free(dir);
}

int main(int argc, char **argv)
{
    qemu_begin(argc, argv);
    harness_begin();
    harness_only(KIND_KERNEL);
    if (geteuid() != 0)
        harness_skip("not root, who may make groups as libvirt does");
    conn = harness_open();
    guest = qemu_start_grouped("threads");
    dom = virDomainLookupByName(conn, guest.name);
    if (CHECK(dom != NULL)) {
        one_by_one();
        in_any_order();
        one_is_refused();
        bad_values();
        less_of_them();
        killed();
        virDomainFree(dom);
    }
    of_others();
    qemu_end(&guest);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
