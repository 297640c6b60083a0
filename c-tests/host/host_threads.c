/* Without systemd, and on a made-up host also where that has one: the library starts no thread for the calls
 * of a domain's life, and does not load its part for systemd. */
#include "support/cgroup.h"
#include "support/memory.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    struct dirent *task;
    int count = 0;

    if (!tasks)
        harness_die("no /proc/self/task");
    while ((task = readdir(tasks)))
        count += task->d_name[0] != '.';
    closedir(tasks);
    return count;
}

static bool has_part(void)
{
    FILE *in = fopen("/proc/self/maps", "re");
    char line[4096];
    bool found = false;

    if (!in)
        harness_die("no /proc/self/maps");
    while (fgets(line, sizeof(line), in))
        found = found || strstr(line, "libvirmemctl_systemd");
    fclose(in);
    return found;
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;
    int before;

    harness_begin();
    harness_not(KIND_TEST);
    if (harness_kind() == KIND_KERNEL && access("/run/systemd/system", F_OK) == 0)
        harness_skip("not for kind kernel with systemd");
    before = threads();
    conn = harness_open();
    dom = harness_domain(conn);
    CHECK(virConnectNumOfDomains(conn) > 0);
    /* On v1-systemd the group is a unit's own: the library would set its property. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(900), 0), 0);
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), MIB(900));
    CHECK_INT(threads(), before);
    CHECK(!has_part());
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
