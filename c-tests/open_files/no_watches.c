/* The user has no inotify instances left: calls are slower, and answer the same. */
#include "open_files/opened.h"
#include "support/inotify.h"
#include "support/memory.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

int main(void)
{
    virConnectPtr conn;
    struct opened one;
    int count;

    harness_begin();
    harness_only(KIND_KERNEL);
    count = inotify_use_up();
    if (count == INOTIFY_MOST)
        harness_skip("%d inotify instances are not all", INOTIFY_MOST);
    note("%d inotify instances", count);
    conn = harness_open();
    one = opened_start(conn, "virmemctl-watches-1");
    CHECK(opened_works(one.dom));
    harness_child_end(one.pid);
    CHECK_FAILS(memory_set_one(one.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0),
                VIR_ERR_NO_DOMAIN);
    virDomainFree(one.dom);
    inotify_release();
    virConnectClose(conn);
    return harness_end();
}
