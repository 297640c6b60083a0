#include "open_files/opened.h"

#include "support/memory.h"

#include <dirent.h>

struct opened opened_start(virConnectPtr conn, const char *name)
{
    struct opened opened = {NULL, harness_child(harness_child_waits, NULL)};

    opened.dom = harness_need_attach()(conn, opened.pid, name, 0);
    if (!opened.dom)
        harness_die("attach %s", name);
    return opened;
}

void opened_end(struct opened *opened)
{
    virDomainFree(opened->dom);
    harness_child_end(opened->pid);
}

void opened_clear(void)
{
    virConnectPtr conn = harness_open();

    CHECK(virConnectNumOfDomains(conn) >= 0);
    virConnectClose(conn);
}

int opened_files(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int count = 0;

    while (dir && readdir(dir))
        count++;
    if (dir)
        closedir(dir);
    return count - 3; /* ".", ".." and the directory itself */
}

bool opened_works(virDomainPtr dom)
{
    bool works = true;

    for (unsigned int i = 0; i < 8; i++) {
        struct limits want = {MIB(64 + i), MIB(32 + i), MIB(128 + i)}, now;

        works &= memory_set_all(dom, want, 0) == 0;
        now = memory_limits(dom, 0);
        works &= now.hard == want.hard && now.soft == want.soft;
    }
    return works;
}
