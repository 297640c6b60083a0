/* CPU baseline and comparison. */
#include "harness/harness.h"

#include <stdlib.h>

static const char *const documents[] = {
    "<cpu><arch>x86_64</arch><model>Nehalem</model></cpu>",
    "<cpu match='exact'><arch>i686</arch><model fallback='allow'>Penryn</model></cpu>",
    "<cpu><arch>aarch64</arch><model>any</model></cpu>",
    "<cpu><arch>x86_64</arch><model>nosuch</model></cpu>",
    "<cpu><model>Nehalem</model></cpu>",
    "<cpu><arch>x86_64</arch><model/></cpu>",
    "<cpu/>",
    "<domain/>",
    "<cpu>",
    "",
};

static void one(virConnectPtr conn, const char *document, unsigned int flags)
{
    const char *twice[] = {document, document};
    char *found;

    note("%s", document);
    found = (char *)TRACE_STR(virConnectBaselineCPU(conn, twice, 1, flags));
    free(found);
    found = (char *)TRACE_STR(virConnectBaselineCPU(conn, twice, 2, flags));
    free(found);
}

int main(void)
{
    virConnectPtr conn;
    virConnectPtr read_only;
    const char *nothing = NULL;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    read_only = harness_open_read_only();
    for (size_t i = 0; i < COUNT_OF(documents); i++)
        one(conn, documents[i], 0);
    one(conn, documents[0], VIR_CONNECT_BASELINE_CPU_MIGRATABLE);
    one(read_only, documents[0], 0);
    TRACE_STR(virConnectBaselineCPU(conn, &nothing, 0, 0));
    TRACE_STR(virConnectBaselineCPU(conn, NULL, 1, 0));
    TRACE_STR(virConnectBaselineCPU(conn, &nothing, 1, 0));
    TRACE_STR(virConnectBaselineCPU(NULL, &nothing, 0, 0));
    TRACE_STR(virConnectBaselineHypervisorCPU(conn, NULL, NULL, NULL, NULL, &nothing, 0, 0));
    TRACE_STR(virConnectBaselineHypervisorCPU(conn, NULL, NULL, NULL, NULL, NULL, 0, 0));
    TRACE_STR(virConnectBaselineHypervisorCPU(read_only, NULL, NULL, NULL, NULL, &nothing, 0, 0));
    TRACE_STR(virConnectBaselineHypervisorCPU(NULL, NULL, NULL, NULL, NULL, NULL, 0, 0));
    TRACE_STR(virConnectGetDomainCapabilities(conn, NULL, NULL, NULL, NULL, 0));
    TRACE_STR(virConnectGetDomainCapabilities(conn, NULL, NULL, NULL, NULL, 0xff));
    TRACE_STR(virConnectGetDomainCapabilities(read_only, NULL, NULL, NULL, NULL, 0));
    TRACE_STR(virConnectGetDomainCapabilities(NULL, NULL, NULL, NULL, NULL, 0));
    virConnectClose(read_only);
    virConnectClose(conn);
    return harness_end();
}
