/* Metadata that is not UTF-8 is refused where it is a document. */
#include "harness/harness.h"

static const char *const documents[] = {
    "<a>\xff</a>", "<a b='\xff'/>", "<a>\xed\xa0\x80</a>", "<a\xff/>", "<a><!--\xff--></a>", "\xff",
};

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    dom = harness_domain(conn);
    for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
        note("document %zu", i);
        trace_plant();
        trace_int("set", virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, documents[i], "k",
                                              "urn:k", VIR_DOMAIN_AFFECT_LIVE));
        trace_str("get", virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "urn:k", 0));
    }
    virDomainFree(dom);
    virConnectClose(conn);
    return harness_end();
}
