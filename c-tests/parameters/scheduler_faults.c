/*
 * A failing write at any point of a set of scheduler parameters: afterwards all values are in force, in
 * the kernel and in the definition, or none is changed, and the error is the kernel's.
 */
#include "faults/syscall_faults.h"
#include "support/cgroup.h"
#include "support/defined.h"
#include "support/program.h"
#include "support/scheduler.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOTH (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG)

static const int errors[] = {EBUSY, EINVAL, EACCES, ENOENT, ENODEV, ENOSPC};
static int sets, faults;
static virDomainPtr dom;
static char *dir;

static int last_number(void)
{
    virErrorPtr error = virGetLastError();

    return error ? error->int1 : -1000;
}

static void start_from(struct scheduling from)
{
    if (scheduler_set(dom, from, BOTH) < 0)
        harness_die("cannot go back: %s", virGetLastErrorMessage());
}

static bool holds(struct scheduling want)
{
    struct scheduling defined = scheduler_get(dom, VIR_DOMAIN_AFFECT_CONFIG);

    return scheduler_equal(scheduler_files(dir), want) && scheduler_equal(defined, want);
}

/* The set with call `number` failing: false if it has not so many. */
static bool fail_at(struct scheduling from, struct scheduling to, int number, int error)
{
    const char *file;
    int result;

    start_from(from);
    faults_arm(number, error, false);
    result = scheduler_set(dom, to, BOTH);
    file = faults_hit();
    sets++;
    faults += file != NULL;
    if (result == 0) {
        CHECK(!file || faults_may_go_on(error));
        CHECK(holds(to));
        return file != NULL;
    }
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(last_number(), error);
    CHECK(file && strstr(virGetLastErrorMessage(), file));
    CHECK(!strstr(virGetLastErrorMessage(), "could not be rolled back"));
    if (!CHECK(holds(from)))
        fprintf(stderr, "call %d failed: %s\n", number, virGetLastErrorMessage());
    return file != NULL;
}

/* All calls from `number` on fail, the rollback's too: the error names what stays changed. */
static bool fail_from(struct scheduling from, struct scheduling to, int number)
{
    bool hit;

    start_from(from);
    faults_arm(number, EINVAL, true);
    if (scheduler_set(dom, to, BOTH) < 0) {
        const char *message = virGetLastErrorMessage();

        CHECK_INT(last_number(), EINVAL);
        CHECK_INT(!scheduler_equal(scheduler_files(dir), from),
                  strstr(message, "could not be rolled back") != NULL);
    }
    hit = faults_hit() != NULL;
    return hit;
}

static void change_with_faults(struct scheduling from, struct scheduling to)
{
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        int number = 1;

        while (fail_at(from, to, number, errors[i]))
            number++;
        /* At least two files are written. */
        CHECK(number > 2);
    }
    for (int number = 1; fail_from(from, to, number); number++)
        continue;
}

/* Thousands of errors are expected. */
static void quiet(void *unused, virErrorPtr err)
{
    (void)unused;
    (void)err;
}

int main(void)
{
    static const struct scheduling points[] = {
        {100, 100000, -1}, {300, 50000, 20000}, {200, 20000, 50000}, {400, 1000000, 1000},
    };
    const char *name;
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    virSetErrorFunc(NULL, quiet);
    conn = harness_open();
    name = defined_name("faults");
    dom = defined_domain(conn, name, 0, "");
    if (!dom || virDomainCreate(dom) < 0)
        harness_die("cannot start a domain: %s", virGetLastErrorMessage());
    dir = scheduler_group(name);
    faults_begin("cpu.");
    for (size_t from = 0; from < COUNT_OF(points); from++) {
        for (size_t to = 0; to < COUNT_OF(points); to++) {
            if (from != to)
                change_with_faults(points[from], points[to]);
        }
    }
    note("%d sets, %d of them with a fault", sets, faults);
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
    program_forget(name);
    CHECK_INT(virConnectClose(conn), 0);
    free(dir);
    return harness_end();
}
