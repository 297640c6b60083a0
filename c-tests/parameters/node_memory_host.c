/* The host's memory parameters, those of samepage merging: what the kernel's files hold, set all or nothing. */
#include "faults/syscall_faults.h"
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KSM "/sys/kernel/mm/ksm"
#define MOST 8

static const char *const names[MOST] = {
    VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN,  VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS,
    VIR_NODE_MEMORY_SHARED_PAGES_SHARED,   VIR_NODE_MEMORY_SHARED_PAGES_SHARING,
    VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED, VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE,
    VIR_NODE_MEMORY_SHARED_FULL_SCANS,     VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES,
};
static virConnectPtr conn;

/* The number in the kernel's file of a parameter; -1 where there is no such file. */
static long long held(const char *name)
{
    char path[100], text[40] = "";
    FILE *file;

    snprintf(path, sizeof(path), KSM "/%s", name + strlen("shm_"));
    file = fopen(path, "r");
    if (!file)
        return -1;
    if (!fgets(text, sizeof(text), file))
        harness_die("%s is empty", path);
    fclose(file);
    return atoll(text);
}

static bool is_settable(const virTypedParameter *param)
{
    return param->type == VIR_TYPED_PARAM_UINT;
}

static void get(virTypedParameter *params, int *count)
{
    *count = MOST;
    CHECK_INT(virNodeGetMemoryParameters(conn, params, count, 0), 0);
}

static void reads(void)
{
    virTypedParameter params[MOST];
    int count = 0, next = 0;

    CHECK_INT(virNodeGetMemoryParameters(conn, NULL, &count, 0), 0);
    CHECK(count >= 7);
    get(params, &count);
    for (int i = 0; i < MOST; i++) {
        if (held(names[i]) < 0)
            continue;
        CHECK(next < count);
        CHECK_STR(params[next].field, names[i]);
        if (is_settable(&params[next]))
            CHECK_INT(params[next].value.ui, held(names[i]));
        else
            CHECK_INT(params[next].type, VIR_TYPED_PARAM_ULLONG);
        next++;
    }
    CHECK_INT(next, count);
    count = 1;
    CHECK_INT(virNodeGetMemoryParameters(conn, params, &count, VIR_TYPED_PARAM_STRING_OKAY), 0);
    CHECK_INT(count, 1);
    CHECK_FAILS(virNodeGetMemoryParameters(conn, params, &count, 1), VIR_ERR_INVALID_ARG);
}

static int set(const char *first, unsigned int one, const char *second, unsigned int other)
{
    virTypedParameterPtr params = NULL;
    int count = 0, room = 0, result;

    virTypedParamsAddUInt(&params, &count, &room, first, one);
    if (second)
        virTypedParamsAddUInt(&params, &count, &room, second, other);
    result = virNodeSetMemoryParameters(conn, params, count, 0);
    virTypedParamsFree(params, count);
    return result;
}

static void sets(void)
{
    CHECK_INT(set(names[0], 123, names[1], 45), 0);
    CHECK_INT(held(names[0]), 123);
    CHECK_INT(held(names[1]), 45);
}

static void refuses(void)
{
    virTypedParameter wrong = {.field = VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, .type = VIR_TYPED_PARAM_ULLONG};
    virConnectPtr reader = virConnectOpenReadOnly(virConnectGetURI(conn));

    CHECK_FAILS(set(names[0], 9, names[7], 2), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(names[0], 9, names[0], 8), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(names[0], 9, names[2], 8), VIR_ERR_ARGUMENT_UNSUPPORTED);
    CHECK_FAILS(set(names[0], 9, "shm_run", 1), VIR_ERR_ARGUMENT_UNSUPPORTED);
    CHECK_FAILS(virNodeSetMemoryParameters(conn, &wrong, 1, 0), VIR_ERR_INVALID_ARG);
    wrong.type = VIR_TYPED_PARAM_UINT;
    CHECK_FAILS(virNodeSetMemoryParameters(conn, &wrong, 1, 1), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virNodeSetMemoryParameters(reader, &wrong, 1, 0), VIR_ERR_OPERATION_DENIED);
    CHECK_INT(held(names[0]), 123);
    virConnectClose(reader);
}

/* Whichever of the two writes fails, both values are the old ones. */
static void fails(void)
{
    faults_begin("");
    for (int number = 1;; number++) {
        int result;

        faults_arm(number, EBUSY, false);
        result = set(names[0], 77, names[1], 7);
        if (!faults_hit()) {
            CHECK_INT(result, 0);
            CHECK(number > 2);
            break;
        }
        CHECK_FAILS(result, VIR_ERR_SYSTEM_ERROR);
        CHECK_INT(virGetLastError()->int1, EBUSY);
        CHECK_INT(held(names[0]), 123);
        CHECK_INT(held(names[1]), 45);
    }
}

int main(void)
{
    virTypedParameter before[MOST];
    int count;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    if (access(KSM "/run", F_OK) < 0) {
        count = 0;
        CHECK_FAILS(virNodeGetMemoryParameters(conn, NULL, &count, 0), VIR_ERR_OPERATION_UNSUPPORTED);
        CHECK_FAILS(set(names[0], 1, NULL, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    } else {
        get(before, &count);
        reads();
        sets();
        refuses();
        fails();
        faults_arm(0, 0, false);
        CHECK_INT(set(names[0], before[0].value.ui, names[1], before[1].value.ui), 0);
        CHECK_INT(held(names[0]), before[0].value.ui);
    }
    virConnectClose(conn);
    return harness_end();
}
