/* Where the host cannot be watched it is polled: the user has no inotify instances left, or the program's loop
   takes no file descriptors. */
#include "events/poll_loop.h"
#include "events/told.h"
#include "support/inotify.h"
#include "support/memory.h"
#include "support/program.h"

#include <unistd.h>

static void ends_soon(void *program)
{
    virConnectPtr conn = virConnectOpen(harness_uri());
    virDomainPtr dom = virDomainCreateXML(conn, ((struct program *)program)->xml, 0);

    CHECK(dom != NULL);
    sleep(2);
    CHECK_INT(virDomainDestroy(dom), 0);
    virDomainFree(dom);
    virConnectClose(conn);
    _exit(harness_failures() ? 1 : 0);
}

/* What another process does is told; an own set as well. */
static void told_by_polling(virConnectPtr conn)
{
    struct program theirs = program_plan("events-polled", "exec sleep 100", "", "");
    struct program own = program_start(conn, "events-own", "exec sleep 100", 0);
    pid_t child;

    told_begin(conn, false);
    CHECK_INT(poll_loop_files(), 0);
    child = harness_child(ends_soon, &theirs);
    told_await("life %s 2 0", theirs.name);
    told_await("life %s 5 1", theirs.name);
    CHECK_INT(harness_child_wait(child), 0);
    note("twice a second");
    CHECK(poll_loop_run(2000) >= 2);
    CHECK_INT(virDomainDestroy(own.dom), 0);
    told_await("life %s 5 1", own.name);
    told_end(conn);
    program_end(&own);
    program_end(&theirs);
}

int main(void)
{
    virConnectPtr conn;
    int count;

    harness_begin();
    harness_only(KIND_KERNEL);
    poll_loop_register_without_files();
    conn = harness_open();
    told_by_polling(conn);
    count = inotify_use_up();
    note("%d inotify instances", count);
    if (count == INOTIFY_MOST)
        harness_skip("%d inotify instances are not all", INOTIFY_MOST);
    told_by_polling(conn);
    inotify_release();
    virConnectClose(conn);
    return harness_end();
}
