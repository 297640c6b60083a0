/* Bandwidth of an interface. */
#include "parameters/tuning.h"

static const char *const fields[] = {
    VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_IN_BURST,
    VIR_DOMAIN_BANDWIDTH_IN_FLOOR, VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK,
    VIR_DOMAIN_BANDWIDTH_OUT_BURST, NULL,
};

static const struct tuning family = {
    .name = "interface", .target = "net0", .section = "bandwidth",
    .get = virDomainGetInterfaceParameters, .set = virDomainSetInterfaceParameters,
    .fields = fields,
    .good = {.field = VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, .type = VIR_TYPED_PARAM_UINT,
             .value.ui = 300},
    .needs_target = true,
};

static void tried(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
                  unsigned int flags)
{
    tuning_try_on(&family, dom, target, params, count, 7, flags);
    tuning_xml(dom, "interface", 0);
    tuning_xml(dom, "interface", VIR_DOMAIN_XML_INACTIVE);
}

/* Each alone: what it does to the others, and to an interface that has some already. */
static void one_each(virDomainPtr dom)
{
    static const unsigned int values[] = {0, 1, 4294967295u};

    for (size_t f = 0; fields[f]; f++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            virTypedParameter param = param_uint(fields[f], values[i]);

            tried(dom, "net0", &param, 1, 0);
            tried(dom, "52:54:00:00:00:02", &param, 1, 0);
        }
    }
}

static void several(virDomainPtr dom)
{
    virTypedParameter all[7];
    virTypedParameter none[7];

    for (int i = 0; i < 7; i++) {
        all[i] = param_uint(fields[i], 1000 + (unsigned int)i);
        none[i] = param_uint(fields[i], 0);
    }
    note("several");
    tried(dom, "net0", all, 3, 0);
    tried(dom, "net0", all + 4, 3, 0);
    tried(dom, "net0", none, 4, 0);
    tried(dom, "net0", none + 4, 3, 0);
    tried(dom, "net0", all, 7, 0);
    tried(dom, "net0", none, 7, 0);
    tried(dom, "net1", none, 3, 0);
    tried(dom, "net1", all, 7, VIR_DOMAIN_AFFECT_CONFIG);
    tried(dom, "net1", none + 1, 2, VIR_DOMAIN_AFFECT_CONFIG);
    tried(dom, "net1", none, 1, VIR_DOMAIN_AFFECT_CONFIG);
    tried(dom, "52:54:00:00:00:01", all, 7, VIR_DOMAIN_AFFECT_CONFIG);
    tried(dom, "52:54:00:00:00:0A", all, 7, 0);
    tried(dom, "52:54:0:0:0:1", all, 7, 0);
}

static void look_at(virDomainPtr dom)
{
    tuning_show(&family, dom, "net0", 7, 0);
    tuning_xml(dom, "interface", 0);
}

/* Values in definitions, and how a get reports them. */
static void defined(void)
{
    static const char *const inside[] = {
        "<bandwidth/>",
        "<bandwidth><inbound average='1' peak='2' burst='3'/></bandwidth>",
        "<bandwidth><inbound average='1' floor='4'/><outbound average='5'/></bandwidth>",
        "<bandwidth><outbound average='5' floor='4'/></bandwidth>",
        "<bandwidth><inbound floor='4'/></bandwidth>",
        "<bandwidth><inbound peak='4'/></bandwidth>",
        "<bandwidth><inbound burst='4'/></bandwidth>",
        "<bandwidth><inbound/></bandwidth>",
        "<bandwidth><inbound average='0'/></bandwidth>",
        "<bandwidth><inbound average='x'/></bandwidth>",
        "<bandwidth><inbound average='-1'/></bandwidth>",
        "<bandwidth><outbound average='18446744073709551615'/></bandwidth>",
        "<bandwidth><outbound average='1' peak='x'/></bandwidth>",
        "<bandwidth><inbound average='1'/><inbound average='2'/></bandwidth>",
    };

    tuning_defined(inside, COUNT_OF(inside),
                   "<devices><interface type='network'><mac address='52:54:00:00:00:01'/>"
                   "<source network='default'/><target dev='net0'/><model type='virtio'/>",
                   "</interface></devices>", look_at);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = tuning_host();
    dom = tuning_domain(conn, "running");
    one_each(dom);
    virDomainFree(dom);
    dom = tuning_domain(conn, "paused");
    several(dom);
    virDomainFree(dom);
    dom = tuning_domain(conn, "stopped");
    several(dom);
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
    defined();
    tuning_sweep(&family);
    return harness_end();
}
