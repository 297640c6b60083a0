/* Statistics of all domains while domains end: one that goes meanwhile is left out, and is never a reason to
 * fail. */
#include "support/program.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIMES 1000

static atomic_bool done;
static struct program stays;

static int has(virDomainStatsRecordPtr *records, const char *name)
{
    int found = 0;

    for (int i = 0; records[i]; i++)
        found += strcmp(virDomainGetName(records[i]->dom), name) == 0;
    return found;
}

static void *ask(void *unused)
{
    virConnectPtr conn = harness_open();
    unsigned long calls = 0;

    while (!done) {
        virDomainStatsRecordPtr *records = NULL;

        if (!CHECK(virConnectGetAllDomainStats(conn, 0, &records, 0) > 0)) {
            fprintf(stderr, "  %s\n", virGetLastErrorMessage());
            break;
        }
        CHECK_INT(has(records, stays.name), 1);
        virDomainStatsRecordListFree(records);
        calls++;
    }
    fprintf(stderr, "%lu calls\n", calls);
    virConnectClose(conn);
    return unused;
}

/* Between the end of its process and the removal of its group, before and after. */
static void ends(virConnectPtr conn, harness_attach_fn attach, const char *name)
{
    pid_t child = harness_child(harness_child_waits, NULL);
    virDomainPtr dom = attach(conn, child, name, 0), doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;

    if (!CHECK(dom != NULL))
        return;
    harness_child_end(child);
    CHECK(virDomainListGetStats(doms, 0, &records, 0) >= 0);
    virDomainStatsRecordListFree(records);
    virDomainFree(dom);
}

int main(void)
{
    harness_attach_fn attach;
    virConnectPtr conn;
    pthread_t thread;
    char *name;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    conn = harness_open();
    name = program_name("goes");
    stays = program_start(conn, "stays", "exec sleep 1000", 0);
    CHECK_INT(pthread_create(&thread, NULL, ask, NULL), 0);
    for (int i = 0; i < TIMES && harness_failures() == 0; i++)
        ends(conn, attach, name);
    done = true;
    pthread_join(thread, NULL);
    CHECK_INT(virDomainDestroy(stays.dom), 0);
    program_end(&stays);
    CHECK(program_is_gone(name));
    free(name);
    virConnectClose(conn);
    return harness_end();
}
