/* Capabilities of the host: its documents and CPU models. */
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>

static void print_and_free(char *text)
{
    if (text)
        printf("%s", text);
    free(text);
}

static void documents(virConnectPtr conn)
{
    print_and_free(TRACE_PTR(virConnectGetCapabilities(conn)));
    TRACE_PTR(virConnectGetCapabilities(NULL));
    print_and_free(TRACE_PTR(virConnectGetSysinfo(conn, 0)));
    TRACE_PTR(virConnectGetSysinfo(conn, 1));
    TRACE_PTR(virConnectGetSysinfo(NULL, 0));
}

static void models(virConnectPtr conn, const char *arch, unsigned int flags)
{
    char **names = (char **)1;
    int count;

    note("models of %s, flags %x", arch ? arch : "(null)", flags);
    count = TRACE_INT(virConnectGetCPUModelNames(conn, arch, &names, flags));
    for (int i = 0; i < count; i++) {
        printf("%s%s", i ? " " : "   ", names[i]);
        free(names[i]);
    }
    if (count > 0)
        putchar('\n');
    printf("   array %s\n", names == (char **)1 ? "kept" : names ? "set" : "NULL");
    if (count > 0) {
        CHECK(names[count] == NULL);
        free(names);
    }
    TRACE_INT(virConnectGetCPUModelNames(conn, arch, NULL, flags));
}

static void all_models(virConnectPtr conn)
{
    static const char *const archs[] = {
        "x86_64", "i686", "i386", "X86_64", "", " ", "nonsense", "none", "aarch64", "armv7l",
        "armv6l", "armv7b", "ppc", "ppc64", "ppc64le", "ppcemb", "s390", "s390x", "riscv32",
        "riscv64", "mips", "mipsel", "mips64", "mips64el", "sparc", "sparc64", "alpha", "ia64",
        "itanium", "m68k", "microblaze", "microblazeel", "or32", "parisc", "parisc64", "sh4",
        "sh4eb", "unicore32", "xtensa", "xtensaeb", "cris", "lm32", "loongarch64", "hppa",
    };

    for (size_t i = 0; i < COUNT_OF(archs); i++)
        models(conn, archs[i], 0);
    models(conn, NULL, 0);
    models(conn, "x86_64", 1);
    models(conn, "nonsense", 1);
    TRACE_INT(virConnectGetCPUModelNames(NULL, "x86_64", NULL, 0));
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    documents(conn);
    all_models(conn);
    CHECK_INT(virConnectClose(conn), 0);
    conn = harness_open_read_only();
    documents(conn);
    models(conn, "x86_64", 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
