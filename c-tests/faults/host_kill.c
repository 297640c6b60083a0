/*
 * Writers killed at a random moment. Crash recovery at the next scan must leave each definition
 * whole, as before or as after the operation; each cgroup with its domain; each attached process
 * in the same group as its child; and no temporary file.
 *
 * VIRMEMCTL_TEST_SEED repeats a run, VIRMEMCTL_TEST_ROUNDS sets its length.
 */
#include "faults/leftovers.h"
#include "faults/kill_writer.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* A slow machine runs fewer rounds. */
#define SECONDS 14

static unsigned int later_us;

static void start_families(void)
{
    for (int i = 0; i < FAMILIES; i++) {
        family_end(&progress->family[i]);
        progress->family[i] = family_start();
    }
}

static void a_round(void)
{
    virConnectPtr conn;
    pid_t pid;

    start_families();
    progress->ready = 0;
    kill_random(2);
    pid = harness_child(kill_writer, NULL);
    while (!*(volatile int *)&progress->ready)
        usleep(50);
    /* Some are killed during their first call, some during a later one. */
    usleep(kill_random(kill_random(2) ? 5000 : later_us));
    harness_child_end(pid);
    conn = harness_open();
    leftovers_check(conn);
    kill_check(conn);
    virConnectClose(conn);
}

static void clean_up(void)
{
    virConnectPtr conn = harness_open();

    for (int i = 0; i < FAMILIES; i++)
        family_end(&progress->family[i]);
    for (int i = 0; i < DOMAINS * 2; i++) {
        virDomainPtr dom = virDomainLookupByName(conn, kill_names[i / 2][i % 2]);

        if (!dom)
            continue;
        if (virDomainIsActive(dom) == 1)
            virDomainDestroy(dom);
        virDomainUndefine(dom);
        virDomainFree(dom);
    }
    leftovers_check(conn);
    for (int i = 0; i < DOMAINS * 2; i++)
        program_forget(kill_names[i / 2][i % 2]);
    virConnectClose(conn);
}

/* The time of a few calls on this machine. */
static void measure(void)
{
    virConnectPtr conn = harness_open();
    struct timespec start, end;

    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < 4; i++) {
        char *text = kill_document(0, &(struct definition){1, 0, 40960});
        virDomainPtr dom = virDomainDefineXML(conn, text);

        CHECK(dom != NULL);
        CHECK_INT(virDomainUndefine(dom), 0);
        virDomainFree(dom);
        free(text);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    later_us = 10000U + (unsigned int)((end.tv_sec - start.tv_sec) * 1000000 +
                                       (end.tv_nsec - start.tv_nsec) / 1000);
    virConnectClose(conn);
}

static int from_environment(const char *name, int otherwise)
{
    const char *text = getenv(name);

    return text && *text ? atoi(text) : otherwise;
}

static void ignore(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

int main(void)
{
    int done = 0, rounds;
    unsigned int seed;
    time_t start;

    harness_begin();
    harness_only(KIND_KERNEL);
    if (!harness_attach())
        harness_skip("this library has no virMemctlDomainAttach");
    seed = (unsigned int)from_environment("VIRMEMCTL_TEST_SEED", (int)time(NULL)) | 1U;
    rounds = from_environment("VIRMEMCTL_TEST_ROUNDS", 300);
    fprintf(stderr, "VIRMEMCTL_TEST_SEED=%u\n", seed);
    virSetErrorFunc(NULL, ignore);
    kill_begin(seed);
    leftovers_begin();
    measure();
    start = time(NULL);
    while (done < rounds && time(NULL) - start < SECONDS) {
        a_round();
        done++;
    }
    fprintf(stderr, "%d rounds, %ld changes of definitions\n", done, progress->calls);
    clean_up();
    return harness_end();
}
