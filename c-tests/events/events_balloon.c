/* A balloon that is set is told with the size that the monitor has been given, to each connection's callbacks of
   its own. The monitors are stand-ins. */
#include "events/poll_loop.h"
#include "events/told.h"
#include "support/balloon.h"
#include "support/memory.h"

static void of(const struct vmm *vmm)
{
    struct balloon it = balloon_start(vmm, "good");
    virConnectPtr conn = virDomainGetConnect(it.dom);
    unsigned long long step = vmm == &vmm_qemu ? 1 : vmm == &vmm_firecracker ? 1024 : 4;
    int before;

    note("%s", vmm->name);
    told_begin(conn, false);
    CHECK_INT(virDomainSetMemory(it.dom, MIB(64)), 0);
    told_await("balloon %s %llu", balloon_name, MIB(64));
    CHECK_INT(virDomainSetMemoryFlags(it.dom, MIB(50) + 1, VIR_DOMAIN_AFFECT_LIVE), 0);
    told_await("balloon %s %llu", balloon_name, MIB(50) + step);
    before = told_count();
    CHECK_FAILS(virDomainSetMemory(it.dom, MIB(GUEST) + 1), VIR_ERR_INVALID_ARG);
    poll_loop_run(100);
    CHECK_INT(told_count(), before);
    told_end(conn);
    balloon_stop(it);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    poll_loop_register();
    balloon_begin("events-balloon");
    for (size_t i = 0; i < COUNT_OF(vmm_all); i++)
        of(vmm_all[i]);
    balloon_end();
    return harness_end();
}
