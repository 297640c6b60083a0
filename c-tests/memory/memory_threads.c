/* Two concurrent writers, as threads and as processes: the values of two sets are never mixed. */
#include "support/memory.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROUNDS 200

static const struct limits triples[] = {
    {MIB(256), MIB(128), MIB(512)},
    {GIB(2), GIB(1), GIB(3)},
};

static char name[256];

/* The two meet, set once each at the same time, and meet again before anyone looks. */
struct meeting {
    pthread_barrier_t start;
    pthread_barrier_t end;
};

struct writer {
    virDomainPtr dom;
    struct meeting *meeting;
    int own;
};

static struct meeting *meeting_new(void)
{
    struct meeting *meeting = mmap(NULL, sizeof(*meeting), PROT_READ | PROT_WRITE,
                                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_barrierattr_t shared;

    if (meeting == MAP_FAILED)
        harness_die("mmap");
    pthread_barrierattr_init(&shared);
    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&meeting->start, &shared, COUNT_OF(triples) + 1);
    pthread_barrier_init(&meeting->end, &shared, COUNT_OF(triples) + 1);
    pthread_barrierattr_destroy(&shared);
    return meeting;
}

static void meeting_free(struct meeting *meeting)
{
    pthread_barrier_destroy(&meeting->start);
    pthread_barrier_destroy(&meeting->end);
    munmap(meeting, sizeof(*meeting));
}

static bool is_triple(struct limits now)
{
    for (size_t i = 0; i < COUNT_OF(triples); i++) {
        if (now.hard == triples[i].hard && now.soft == triples[i].soft &&
            now.swap == triples[i].swap)
            return true;
    }
    fprintf(stderr, "neither triple: hard %llu soft %llu swap %llu\n", now.hard, now.soft,
            now.swap);
    return false;
}

static int write_often(struct writer *writer)
{
    int failed = 0;

    for (int round = 0; round < ROUNDS; round++) {
        pthread_barrier_wait(&writer->meeting->start);
        failed += memory_set_all(writer->dom, triples[writer->own], 0) < 0;
        pthread_barrier_wait(&writer->meeting->end);
    }
    return failed;
}

static void look_often(virDomainPtr dom, struct meeting *meeting)
{
    for (int round = 0; round < ROUNDS; round++) {
        pthread_barrier_wait(&meeting->start);
        pthread_barrier_wait(&meeting->end);
        CHECK(is_triple(memory_limits(dom, 0)));
    }
}

static void *write_in_thread(void *data)
{
    CHECK_INT(write_often(data), 0);
    return NULL;
}

static void threads(virDomainPtr dom)
{
    pthread_t running[COUNT_OF(triples)];
    struct writer writers[COUNT_OF(triples)];
    struct meeting *meeting = meeting_new();

    for (size_t i = 0; i < COUNT_OF(triples); i++) {
        writers[i] = (struct writer){dom, meeting, (int)i};
        pthread_create(&running[i], NULL, write_in_thread, &writers[i]);
    }
    look_often(dom, meeting);
    for (size_t i = 0; i < COUNT_OF(triples); i++)
        pthread_join(running[i], NULL);
    meeting_free(meeting);
}

/* Ends with 0 when each of its sets succeeded. */
static void write_in_process(void *data)
{
    struct writer writer = *(struct writer *)data;
    virConnectPtr conn = virConnectOpen(harness_uri());
    int failed;

    writer.dom = conn ? virDomainLookupByName(conn, name) : NULL;
    /* Without a domain the sets fail, and the others are not left waiting. */
    failed = write_often(&writer);
    if (writer.dom)
        virDomainFree(writer.dom);
    if (conn)
        virConnectClose(conn);
    _exit(failed ? 1 : 0);
}

static void processes(virDomainPtr dom)
{
    pid_t running[COUNT_OF(triples)];
    struct writer writers[COUNT_OF(triples)];
    struct meeting *meeting = meeting_new();

    for (size_t i = 0; i < COUNT_OF(triples); i++) {
        writers[i] = (struct writer){NULL, meeting, (int)i};
        running[i] = harness_child(write_in_process, &writers[i]);
    }
    look_often(dom, meeting);
    for (size_t i = 0; i < COUNT_OF(triples); i++)
        CHECK_INT(harness_child_wait(running[i]), 0);
    meeting_free(meeting);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    conn = harness_open();
    dom = harness_domain(conn);
    snprintf(name, sizeof(name), "%s", virDomainGetName(dom));
    memory_unlimit(dom);
    threads(dom);
    /* A test host is its own process's alone. */
    if (harness_kind() != KIND_TEST)
        processes(dom);
    memory_unlimit(dom);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
