/* Block I/O parameters: a weight for the domain, and strings with a value per device. */
#include "parameters/tuning.h"

static const char *const fields[] = {
    VIR_DOMAIN_BLKIO_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, NULL,
};

static int get(virDomainPtr dom, const char *target, virTypedParameterPtr params, int *count,
               unsigned int flags)
{
    (void)target;
    return virDomainGetBlkioParameters(dom, params, count, flags);
}

static int set(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
               unsigned int flags)
{
    (void)target;
    return virDomainSetBlkioParameters(dom, params, count, flags);
}

static const struct tuning family = {
    .name = "blkio", .section = "blkiotune", .get = get, .set = set, .fields = fields,
    .good = {.field = VIR_DOMAIN_BLKIO_WEIGHT, .type = VIR_TYPED_PARAM_UINT, .value.ui = 300},
    .bad_value = {.field = VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, .type = VIR_TYPED_PARAM_STRING,
                  .value.s = (char *)"/dev/a"},
};

static void tried(virDomainPtr dom, virTypedParameter param)
{
    if (param.type == VIR_TYPED_PARAM_STRING)
        note("%s = \"%s\"", param.field, param.value.s);
    else
        note("%s = %u", param.field, param.value.ui);
    tuning_try(&family, dom, &param, 1, 0);
    tuning_show(&family, dom, NULL, 6, 0);
    tuning_xml(dom, "blkiotune", 0);
}

static void weights(virDomainPtr dom)
{
    static const unsigned int weights[] = {0, 1, 9, 10, 99, 100, 1000, 1001, 4294967295u};

    for (size_t i = 0; i < COUNT_OF(weights); i++)
        tried(dom, param_uint(VIR_DOMAIN_BLKIO_WEIGHT, weights[i]));
}

/* Every shape of text with every device parameter; the list of devices grows on the way. */
static void texts(virDomainPtr dom)
{
    static const char *const texts[] = {
        "/dev/a,100", "/dev/b,200,/dev/c,300", "/dev/a,0", "", "/dev/a", "/dev/a,", "/dev/a,x",
        ",5", "/dev/a,-1", "/dev/a, 7", "/dev/a,+7", "/dev/a,7 ", " /dev/a,7", "/dev/a,010",
        "/dev/a,0x10", "/dev/a,7,", "/dev/a,7,/dev/d", "/dev/a,4294967295", "/dev/a,4294967296",
        "/dev/a,18446744073709551615", "/dev/a,18446744073709551616", "/dev/b,1,/dev/b,2",
        "relative,9", "/dev/c,0,/dev/b,0", "/dev/a,99,/dev/e,5001", "a<&\"b,8", ",", ",,", "5",
        "/dev/a,1001",
    };

    for (size_t f = 1; fields[f]; f++) {
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            tried(dom, param_text(fields[f], texts[i]));
    }
}

static unsigned int weight(virDomainPtr dom, unsigned int flags)
{
    virTypedParameter param;
    int count = 1;

    CHECK_INT(virDomainGetBlkioParameters(dom, &param, &count, flags), 0);
    return param.value.ui;
}

static void several(virDomainPtr dom)
{
    virTypedParameter good[3] = {param_uint(VIR_DOMAIN_BLKIO_WEIGHT, 500),
                                 param_text(VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, "/dev/x,1"),
                                 param_text(VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, "/dev/x,2")};
    virTypedParameter bad[3] = {param_uint(VIR_DOMAIN_BLKIO_WEIGHT, 600),
                                param_text(VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, "/dev/y,1"),
                                param_text(VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, "/dev/y")};
    virTypedParameter turned[3] = {bad[2], bad[1], bad[0]};

    note("several at once");
    tuning_try(&family, dom, good, 3, 0);
    tuning_xml(dom, "blkiotune", 0);
    /* libvirt keeps what came before the fault. */
    tuning_try(&family, dom, bad, 3, 0);
    note("the weight after a set that failed: %u", weight(dom, 0));
    tuning_try(&family, dom, turned, 3, 0);
    note("the weight after a set that failed: %u", weight(dom, 0));
    tuning_try(&family, dom, good, 3, VIR_DOMAIN_AFFECT_CONFIG);
    tuning_xml(dom, "blkiotune", VIR_DOMAIN_XML_INACTIVE);
    tuning_try(&family, dom, bad, 3, VIR_DOMAIN_AFFECT_CONFIG);
    note("the weight after a set that failed: %u", weight(dom, VIR_DOMAIN_AFFECT_CONFIG));
}

static void look_at(virDomainPtr dom)
{
    tuning_show(&family, dom, NULL, 6, 0);
    tuning_xml(dom, "blkiotune", 0);
}

/* Values in definitions, and how a get reports them. */
static void defined(void)
{
    static const char *const inside[] = {
        "<weight>500</weight>",
        "<weight>0</weight>",
        "<weight>x</weight>",
        "<weight>-1</weight>",
        "<weight>99999999999</weight>",
        "<weight></weight>",
        "<weight>1</weight><weight>2</weight>",
        "<device><path>/dev/a</path><weight>5</weight></device>",
        "<device><path>/dev/a</path></device>",
        "<device><weight>5</weight></device>",
        "<device><path></path><weight>5</weight></device>",
        "<device/>",
        "<device><path>/dev/a</path><weight>x</weight></device>",
        "<device><path>/dev/a</path><read_iops_sec>x</read_iops_sec></device>",
        "<device><path>/dev/a</path><write_iops_sec>-1</write_iops_sec></device>",
        "<device><path>/dev/a</path><read_bytes_sec>1.5</read_bytes_sec></device>",
        "<device><path>/dev/a</path><write_bytes_sec></write_bytes_sec></device>",
        "<device><path>/dev/a</path><weight>5</weight></device>"
        "<device><path>/dev/a</path><weight>6</weight></device>",
        "<device><write_bytes_sec>18446744073709551615</write_bytes_sec><weight>5</weight>"
        "<read_bytes_sec>4</read_bytes_sec><write_iops_sec>3</write_iops_sec>"
        "<read_iops_sec>2</read_iops_sec><path>/dev/a</path></device>",
    };

    tuning_defined(inside, COUNT_OF(inside), "<blkiotune>", "</blkiotune>", look_at);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = tuning_host();
    dom = tuning_domain(conn, "bare");
    weights(dom);
    texts(dom);
    virDomainFree(dom);
    dom = tuning_domain(conn, "running");
    several(dom);
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
    defined();
    tuning_sweep(&family);
    return harness_end();
}
