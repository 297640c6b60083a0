/* I/O limits of a disk. */
#include "parameters/tuning.h"

#include <stdlib.h>
#include <string.h>

static const char *const fields[] = {
    VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC,
    VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC,
    VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC,
    VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX,
    VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX, VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX,
    VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX,
    VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME,
    VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH,
    VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH,
    VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH,
    VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH,
    VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH,
    VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH, NULL,
};

static const struct tuning family = {
    .name = "iotune", .target = "vda", .section = "iotune",
    .get = virDomainGetBlockIoTune, .set = virDomainSetBlockIoTune, .fields = fields,
    .good = {.field = VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, .type = VIR_TYPED_PARAM_ULLONG,
             .value.ul = 4096},
    .bad_value = {.field = VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC,
                  .type = VIR_TYPED_PARAM_ULLONG, .value.ul = ~0ULL},
};

static void tried(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
                  unsigned int flags)
{
    tuning_try_on(&family, dom, target, params, count, 20, flags);
    tuning_xml(dom, "iotune", 0);
    tuning_xml(dom, "iotune", VIR_DOMAIN_XML_INACTIVE);
}

static void one_each(void)
{
    static const unsigned long long values[] = {
        0, 1, 60, 1000000000000000ULL, 1000000000000001ULL, 9223372036854775807ULL,
        9223372036854775808ULL, 18446744073709551615ULL,
    };

    for (size_t f = 0; fields[f]; f++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            virConnectPtr conn = tuning_host();
            virDomainPtr dom = tuning_domain(conn, "running");
            virTypedParameter param = param_ull(fields[f], values[i]);

            if (strcmp(fields[f], VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME) == 0)
                param = param_text(fields[f], i == 0 ? "" : i == 1 ? "drives" : "a<b>&'\"c");
            tried(dom, "vda", &param, 1, 0);
            virDomainFree(dom);
            CHECK_INT(virConnectClose(conn), 0);
        }
    }
}

/* Pairs: a limit with its burst, a burst with its length, a total with a part of it. */
static void pairs(void)
{
    bool small = getenv("VIRMEMCTL_TEST_ROUNDS") != NULL;

    for (size_t first = 0; fields[first]; first++) {
        for (size_t second = 0; fields[second]; second++) {
            virTypedParameter params[2] = {param_ull(fields[first], 100),
                                           param_ull(fields[second], 200)};
            virConnectPtr conn;
            virDomainPtr dom;

            if (first == second || first == 13 || second == 13 || (small && first % 7))
                continue;
            conn = tuning_host();
            dom = tuning_domain(conn, "running");
            note("%s 100, %s 200", fields[first], fields[second]);
            tuning_try(&family, dom, params, 2, 0);
            tuning_xml(dom, "iotune", 0);
            virDomainFree(dom);
            CHECK_INT(virConnectClose(conn), 0);
        }
    }
}

/* One call after the other: what a set leaves of what was there. */
static void steps(const char *name, unsigned int flags)
{
    static const struct { const char *field; unsigned long long value; } steps[] = {
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, 5000},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, 1000},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, 6000},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, 6000},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH, 7},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, 7000},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, 500},
        {VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, 10},
        {VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX, 20},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX, 50},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, 40},
        {VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, 30},
        {VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, 512},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, 0},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, 0},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH, 0},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, 0},
        {VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX, 0},
        {VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, 0},
    };
    virConnectPtr conn = tuning_host();
    virDomainPtr dom = tuning_domain(conn, name);

    note("steps on %s, flags %u", name, flags);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        virTypedParameter params[2] = {param_ull(steps[i].field, steps[i].value),
                                       param_text(VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, "shared")};

        tried(dom, "vda", params, 1, flags);
        if (i % 4 == 3)
            tried(dom, i % 8 == 3 ? "vdb" : "vda", params, 2, flags);
        if (i % 8 == 5)
            tried(dom, "vdb", params + 1, 1, flags);
    }
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
}

static void look_at(virDomainPtr dom)
{
    tuning_show(&family, dom, "vda", 20, 0);
    tuning_xml(dom, "disk", 0);
}

/* Values in definitions, and how a get reports them. */
static void defined(void)
{
    static const char *const inside[] = {
        "<total_bytes_sec>5</total_bytes_sec>",
        "<total_bytes_sec>x</total_bytes_sec>",
        "<total_bytes_sec></total_bytes_sec>",
        "<total_bytes_sec>-1</total_bytes_sec>",
        "<total_bytes_sec>18446744073709551615</total_bytes_sec>",
        "<total_bytes_sec>5</total_bytes_sec><read_bytes_sec>4</read_bytes_sec>",
        "<total_iops_sec>5</total_iops_sec><write_iops_sec>4</write_iops_sec>",
        "<total_bytes_sec_max>5</total_bytes_sec_max><read_bytes_sec_max>4</read_bytes_sec_max>",
        "<total_iops_sec_max>5</total_iops_sec_max><write_iops_sec_max>4</write_iops_sec_max>",
        "<read_iops_sec_max_length>9</read_iops_sec_max_length><read_iops_sec>4</read_iops_sec>"
        "<read_iops_sec_max>8</read_iops_sec_max><size_iops_sec>2</size_iops_sec>"
        "<group_name>g</group_name><write_bytes_sec>4</write_bytes_sec>",
        "<read_iops_sec_max_length>9</read_iops_sec_max_length>",
        "<group_name></group_name>",
        "",
    };

    tuning_defined(inside, COUNT_OF(inside),
                   "<devices><disk type='file' device='disk'><source file='/a'/>"
                   "<target dev='vda' bus='virtio'/><readonly/><iotune>",
                   "</iotune></disk></devices>", look_at);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    defined();
    one_each();
    pairs();
    steps("running", 0);
    steps("paused", VIR_DOMAIN_AFFECT_CONFIG);
    steps("stopped", 0);
    steps("passing", 0);
    tuning_sweep(&family);
    return harness_end();
}
