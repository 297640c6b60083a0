/*
 * The suggested hard limit: of a process, of what looks like QEMU, of a domain that is not
 * running.
 */
#include "support/cgroup.h"
#include "support/memory.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARGIN MIB(64)

typedef int (*suggest_fn)(virDomainPtr, unsigned long long *, unsigned int);

static suggest_fn suggest;
static virConnectPtr conn;

static suggest_fn find(void)
{
    suggest_fn found = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "virMemctlDomainSuggestHardLimit");

    memcpy(&found, &symbol, sizeof(found));
    return found;
}

static unsigned long long suggested(virDomainPtr dom)
{
    unsigned long long kib = 0;

    CHECK_INT(suggest(dom, &kib, 0), 0);
    /* Whole MiB. */
    CHECK_ULL(kib % 1024, 0);
    return kib;
}

static void bad_arguments(virDomainPtr dom, int code)
{
    unsigned long long kib = 77;

    CHECK_FAILS(suggest(NULL, &kib, 0), VIR_ERR_INVALID_DOMAIN);
    CHECK_FAILS(suggest((virDomainPtr)conn, &kib, 0), VIR_ERR_INVALID_DOMAIN);
    CHECK_FAILS(suggest(dom, NULL, 0), VIR_ERR_INVALID_ARG);
    for (unsigned int bit = 0; bit < 32; bit++)
        CHECK_FAILS(suggest(dom, &kib, 1u << bit), VIR_ERR_INVALID_ARG);
    if (code)
        CHECK_FAILS(suggest(dom, &kib, 0), code);
    CHECK_ULL(kib, 77);
}

/* Allocates this much memory at the first message, and frees it at the second. */
struct taker {
    int in, out;
    pid_t pid;
};

#define TAKEN MIB(48)

static void hear(struct taker *taker)
{
    char word;

    if (read(taker->in, &word, 1) != 1)
        _exit(2);
}

static void answer(struct taker *taker)
{
    if (write(taker->out, "x", 1) != 1)
        _exit(3);
}

static void takes(void *data)
{
    const size_t bytes = TAKEN << 10;
    struct taker *taker = data;
    char *memory;

    hear(taker);
    memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        _exit(4);
    for (size_t at = 0; at < bytes; at += 4096)
        memory[at] = 1;
    answer(taker);
    hear(taker);
    munmap(memory, bytes);
    answer(taker);
    harness_child_waits(NULL);
}

static struct taker taker_start(void)
{
    struct taker child, taker;
    int in[2], out[2];

    if (pipe(in) < 0 || pipe(out) < 0)
        harness_die("pipe");
    child = (struct taker){.in = in[0], .out = out[1]};
    taker = (struct taker){.in = out[0], .out = in[1]};
    taker.pid = harness_child(takes, &child);
    close(in[0]);
    close(out[1]);
    return taker;
}

static void taker_goes_on(const struct taker *taker)
{
    char word = 'x';

    if (write(taker->out, &word, 1) != 1 || read(taker->in, &word, 1) != 1)
        harness_die("the process did not do as it was told");
}

static void taker_end(const struct taker *taker)
{
    harness_child_end(taker->pid);
    close(taker->in);
    close(taker->out);
}

static virDomainPtr attached(pid_t pid)
{
    virDomainPtr dom;
    char name[64];

    snprintf(name, sizeof(name), "virmemctl-ctest-suggest-%d", (int)pid);
    dom = harness_attach()(conn, pid, name, 0);
    if (!dom)
        harness_die("cannot attach");
    return dom;
}

/* Whether the kernel tells the most that a group has had in use: v2 does since Linux 5.19. */
static bool knows_peak(const char *dir)
{
    char path[4096];

    snprintf(path, sizeof(path), "%s/%s", dir,
             harness_cgroup_version() == 1 ? "memory.max_usage_in_bytes" : "memory.peak");
    return access(path, F_OK) == 0;
}

/* It grows with what the process has used, and leaves room besides. What was needed once may be
   needed again. */
static void a_process(void)
{
    struct taker taker = taker_start();
    virDomainPtr dom = attached(taker.pid);
    char *dir = cgroup_of(taker.pid);
    unsigned long long before, after;

    bad_arguments(dom, 0);
    before = suggested(dom);
    CHECK(before >= MARGIN && before < MARGIN + MIB(24));
    taker_goes_on(&taker);
    after = suggested(dom);
    CHECK(after >= before + TAKEN - MIB(4) && after < before + TAKEN + MIB(16));
    /* The limit that is set changes nothing, and the process lives with the one that was told. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, after, 0), 0);
    CHECK_ULL(suggested(dom), after);
    CHECK_INT(virDomainIsActive(dom), 1);
    taker_goes_on(&taker);
    if (knows_peak(dir))
        CHECK(suggested(dom) >= before + TAKEN - MIB(4));
    taker_end(&taker);
    CHECK_FAILS(suggest(dom, &after, 0), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
    CHECK(!cgroup_exists(dir));
    free(dir);
}

/* What a process had before it was attached is accounted where it was then, and it needs it. */
static void a_large_process(void)
{
    struct taker taker = taker_start();
    virDomainPtr dom;

    taker_goes_on(&taker);
    dom = attached(taker.pid);
    CHECK(suggested(dom) >= TAKEN + MARGIN);
    taker_end(&taker);
    CHECK_NULL(virDomainLookupByName(conn, virDomainGetName(dom)), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
}

static void becomes_a_qemu(void *data)
{
    char *arguments[] = {"qemu-system-x86_64", "-c", "kill -STOP $$", "-m", "512", "-device",
                         "{\"driver\":\"qxl-vga\",\"vram_size\":33554432}", "-drive",
                         "file=a,format=qcow2", "-accel", data, NULL};

    execv("/bin/sh", arguments);
    _exit(127);
}

/* What its command line says counts, whatever it uses by now. */
static unsigned long long a_machine(char *accelerator)
{
    pid_t pid = harness_child(becomes_a_qemu, accelerator);
    unsigned long long all = MIB(512) + MIB(1) + MIB(64) + MIB(32) + MIB(32) + MARGIN;
    unsigned long long kib;
    virDomainPtr dom = attached(pid);
    siginfo_t info;

    /* It may become what it is to be after it was attached, and then stops. */
    CHECK_INT(waitid(P_PID, (id_t)pid, &info, WSTOPPED | WNOWAIT), 0);
    kib = suggested(dom);
    CHECK(kib >= all && kib < all + MIB(24));
    harness_child_end(pid);
    CHECK_FAILS(suggest(dom, &kib, 0), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
    return kib;
}

static void one_that_does_not_run(void)
{
    static const char xml[] = "<domain type='cgroup'><name>virmemctl-ctest-suggest</name>"
                              "<memory unit='MiB'>64</memory><os><type>exe</type>"
                              "<init>/bin/sleep</init></os></domain>";
    unsigned long long kib = 0;
    virDomainPtr dom = virDomainDefineXML(conn, xml);

    if (!dom)
        harness_die("cannot define");
    CHECK_FAILS(suggest(dom, &kib, 0), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_FAILS(suggest(dom, &kib, 0), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
}

int main(void)
{
    harness_begin();
    harness_not(KIND_MADE_UP);
    suggest = find();
    if (!suggest)
        harness_skip("this library has no virMemctlDomainSuggestHardLimit");
    conn = harness_open();
    if (harness_kind() == KIND_TEST) {
        virDomainPtr dom = harness_domain(conn);

        bad_arguments(dom, VIR_ERR_NO_SUPPORT);
        harness_domain_done(dom);
    } else {
        unsigned long long tcg, kvm;

        a_process();
        a_large_process();
        tcg = a_machine("tcg");
        kvm = a_machine("kvm");
        /* A second page table, and a list back. What is measured differs a little from one process to
           the next, and all is rounded to MiB. */
        CHECK(kvm >= tcg + MIB(1) && kvm <= tcg + MIB(3));
        one_that_does_not_run();
    }
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
