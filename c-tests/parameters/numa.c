/* NUMA parameters: nodeset and mode. */
#include "parameters/tuning.h"

static const char *const fields[] = {VIR_DOMAIN_NUMA_MODE, VIR_DOMAIN_NUMA_NODESET, NULL};

static int get(virDomainPtr dom, const char *target, virTypedParameterPtr params, int *count,
               unsigned int flags)
{
    (void)target;
    return virDomainGetNumaParameters(dom, params, count, flags);
}

static int set(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
               unsigned int flags)
{
    (void)target;
    return virDomainSetNumaParameters(dom, params, count, flags);
}

static const struct tuning family = {
    .name = "numa", .section = "numatune", .get = get, .set = set, .fields = fields,
    .good = {.field = VIR_DOMAIN_NUMA_NODESET, .type = VIR_TYPED_PARAM_STRING,
             .value.s = (char *)"0"},
    .bad_value = {.field = VIR_DOMAIN_NUMA_NODESET, .type = VIR_TYPED_PARAM_STRING,
                  .value.s = (char *)"x"},
};

static virTypedParameter mode_of(int mode)
{
    virTypedParameter param = param_of_type(VIR_DOMAIN_NUMA_MODE, VIR_TYPED_PARAM_INT);

    param.value.i = mode;
    return param;
}

static void tried(virDomainPtr dom, virTypedParameterPtr params, int count, unsigned int flags)
{
    tuning_try_on(&family, dom, NULL, params, count, 3, flags);
    tuning_xml(dom, "numatune", 0);
    tuning_xml(dom, "numatune", VIR_DOMAIN_XML_INACTIVE);
}

static void values(const char *name)
{
    static const int modes[] = {-1, 0, 1, 2, 3, 4, 5};
    static const char *const nodesets[] = {
        "0", "1", "0-1", "0-3", "0,2", "0-3,^1", "", "x", "-1", "3-1", "0,", ",0", " 1 ", "0 - 1",
        "^0", "0,^0", "1023", "1024", "99999999999", "1,1", "0-0", "7", "2,1", "0x1", "01",
    };
    virConnectPtr conn = tuning_host();
    virDomainPtr dom = tuning_domain(conn, name);

    note("domain %s, modes", name);
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        virTypedParameter param = mode_of(modes[i]);

        tried(dom, &param, 1, 0);
    }
    note("nodesets");
    for (size_t i = 0; i < COUNT_OF(nodesets); i++) {
        virTypedParameter param = param_text(VIR_DOMAIN_NUMA_NODESET, nodesets[i]);

        tried(dom, &param, 1, 0);
    }
    note("both");
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        virTypedParameter both[2] = {param_text(VIR_DOMAIN_NUMA_NODESET, "0-1"),
                                     mode_of(modes[i])};
        virTypedParameter turned[2] = {both[1], both[0]};

        tried(dom, both, 2, 0);
        tried(dom, turned, 2, VIR_DOMAIN_AFFECT_CONFIG);
    }
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
}

static void look_at(virDomainPtr dom)
{
    virTypedParameter params[2] = {mode_of(VIR_DOMAIN_NUMATUNE_MEM_PREFERRED),
                                   param_text(VIR_DOMAIN_NUMA_NODESET, "1")};

    tuning_show(&family, dom, NULL, 3, 0);
    tuning_xml(dom, "numatune", 0);
    tried(dom, &params[1], 1, 0);
    tried(dom, &params[0], 1, 0);
    tried(dom, params, 2, 0);
}

/* What a definition says at first, and what a set makes of it. */
static void defined(void)
{
    static const char *const inside[] = {
        "<numatune><memory mode='interleave' nodeset='0-2'/></numatune>",
        "<numatune><memory mode='preferred' nodeset='1'/></numatune>",
        "<numatune><memory nodeset='1'/></numatune>",
        "<vcpu placement='auto'>2</vcpu><numatune><memory placement='auto'/></numatune>",
        "<numatune><memory mode='strict' placement='auto'/></numatune>",
        "<vcpu>2</vcpu><numatune><memory mode='strict' nodeset='0'/>"
        "<memnode cellid='0' mode='strict' nodeset='1'/></numatune>"
        "<cpu><numa><cell id='0' cpus='0-1' memory='1048576'/></numa></cpu>",
        "<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='1048576'/></numa></cpu>",
        "<numatune/>",
        "<numatune><memory/></numatune>",
        "<numatune><memory mode='strict'/></numatune>",
        "<numatune><memory mode='x' nodeset='0'/></numatune>",
        "<numatune><memory mode='' nodeset='0'/></numatune>",
        "<numatune><memory mode='restrictive' nodeset='0'/></numatune>",
        "<numatune><memory nodeset='x'/></numatune>",
        "<numatune><memory nodeset=''/></numatune>",
        "<numatune><memory nodeset='^0'/></numatune>",
        "<numatune><memory placement='x' nodeset='0'/></numatune>",
        "<numatune><memory placement='static'/></numatune>",
        "<numatune><memory placement='static' nodeset='1'/></numatune>",
        "<numatune><memory placement='auto' nodeset='1'/></numatune>",
        "<vcpu placement='auto'>2</vcpu>",
        "<vcpu placement='auto'>2</vcpu><numatune><memory mode='interleave'/></numatune>",
        "<vcpu placement='auto'>2</vcpu><numatune><memory nodeset='3'/></numatune>",
        "<numatune><memory nodeset='0'/></numatune><numatune><memory nodeset='1'/></numatune>",
        "<numatune><memory nodeset='0'/><memory nodeset='1'/></numatune>",
        "<numatune><memnode cellid='0' mode='strict' nodeset='1'/></numatune>",
    };

    tuning_defined(inside, COUNT_OF(inside), "", "", look_at);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    values("running");
    values("stopped");
    values("passing");
    defined();
    tuning_sweep(&family);
    return harness_end();
}
