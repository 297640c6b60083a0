/* The suggested hard limit: of a process, of what looks like a QEMU, of one that does not run. */
#include "cgroup.h"
#include "memory.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

/* Takes so much memory when it is told to, and says so. */
struct taker {
    int in, out;
    size_t bytes;
};

static void takes(void *data)
{
    struct taker *taker = data;
    char word;
    char *memory;

    if (read(taker->in, &word, 1) != 1)
        _exit(2);
    memory = mmap(NULL, taker->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        _exit(3);
    for (size_t at = 0; at < taker->bytes; at += 4096)
        memory[at] = 1;
    if (write(taker->out, &word, 1) != 1)
        _exit(4);
    harness_child_waits(NULL);
}

/* It grows with what the process has used, and leaves room besides. */
static void a_process(void)
{
    int in[2], out[2];
    char name[64], word = 'x';
    unsigned long long before, after;
    struct taker taker = {.bytes = 48u << 20};
    virDomainPtr dom;
    char *dir;
    pid_t pid;

    if (pipe(in) < 0 || pipe(out) < 0)
        harness_die("pipe");
    taker.in = in[0];
    taker.out = out[1];
    pid = harness_child(takes, &taker);
    snprintf(name, sizeof(name), "virmemctl-ctest-suggest-%d", (int)pid);
    dom = harness_attach()(conn, pid, name, 0);
    if (!dom)
        harness_die("cannot attach");
    dir = cgroup_of(pid);
    bad_arguments(dom, 0);
    before = suggested(dom);
    CHECK(before >= MARGIN && before < MARGIN + MIB(24));
    if (write(in[1], &word, 1) != 1 || read(out[0], &word, 1) != 1)
        harness_die("the process took no memory");
    after = suggested(dom);
    CHECK(after >= before + MIB(44) && after < before + MIB(64));
    /* The limit that is set changes nothing, and the process lives with the one that was told. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, after, 0), 0);
    CHECK_ULL(suggested(dom), after);
    CHECK_INT(virDomainIsActive(dom), 1);
    harness_child_end(pid);
    CHECK_FAILS(suggest(dom, &after, 0), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
    CHECK(!cgroup_exists(dir));
    free(dir);
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
    unsigned long long kib = 0;
    virDomainPtr dom;
    char name[64];

    snprintf(name, sizeof(name), "virmemctl-ctest-suggest-%d", (int)pid);
    dom = harness_attach()(conn, pid, name, 0);
    if (!dom)
        harness_die("cannot attach");
    /* The process may not have become what it is to be when it was attached. */
    for (int tries = 0; tries < 100 && kib < all; tries++) {
        kib = suggested(dom);
        usleep(20000);
    }
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
