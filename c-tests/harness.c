#include "harness.h"
#include "harness_parts.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIME_LIMIT_SECONDS 300

static pid_t owner;

const char *harness_env(const char *name, const char *fallback)
{
    const char *value = getenv(name);

    return value && *value ? value : fallback;
}

static void on_signal(int number)
{
    if (getpid() == owner)
        harness_children_end();
    signal(number, SIG_DFL);
    raise(number);
}

static void at_exit(void)
{
    if (getpid() != owner)
        return;
    harness_children_end();
    harness_files_remove();
}

static void count_error(void *unused, virErrorPtr err)
{
    (void)unused;
    harness_error_told();
    fprintf(stderr, "  error %d/%d: %s\n", err->code, err->domain,
            err->message ? err->message : "(no text)");
}

void harness_begin(void)
{
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGABRT, SIGSEGV, SIGBUS};

    owner = getpid();
    setvbuf(stdout, NULL, _IOLBF, 0);
    atexit(at_exit);
    for (size_t i = 0; i < COUNT_OF(deadly); i++)
        signal(deadly[i], on_signal);
    alarm(TIME_LIMIT_SECONDS);
    /* Before this call libvirt 9 has no place to keep a last error in. */
    if (virInitialize() < 0)
        harness_die("virInitialize failed");
    virSetErrorFunc(NULL, count_error);
}

int harness_end(void)
{
    int failures = harness_failures();

    virSetErrorFunc(NULL, NULL);
    virResetLastError();
    if (failures)
        fprintf(stderr, "%d check(s) failed\n", failures);
    else
        puts("passed");
    return failures ? 1 : 0;
}

void harness_skip(const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    fputs("SKIP: ", stdout);
    vprintf(reason, args);
    putchar('\n');
    va_end(args);
    exit(harness_failures() ? 1 : 77);
}

void harness_die(const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    fputs("cannot go on: ", stderr);
    vfprintf(stderr, reason, args);
    fprintf(stderr, " (last error %d/%d: %s)\n", virGetLastErrorCode(), virGetLastErrorDomain(),
            virGetLastErrorMessage());
    va_end(args);
    exit(1);
}

static const char *kind_name(enum harness_kind kind)
{
    static const char *const names[] = {"test", "made-up", "kernel"};

    return names[kind];
}

enum harness_kind harness_kind(void)
{
    const char *name = harness_env("VIRMEMCTL_TEST_KIND", "test");

    for (int kind = KIND_TEST; kind <= KIND_KERNEL; kind++) {
        if (strcmp(name, kind_name(kind)) == 0)
            return kind;
    }
    harness_die("VIRMEMCTL_TEST_KIND=%s is no kind", name);
}

void harness_only(enum harness_kind kind)
{
    if (harness_kind() != kind)
        harness_skip("only for kind %s", kind_name(kind));
}

void harness_not(enum harness_kind kind)
{
    if (harness_kind() == kind)
        harness_skip("not for kind %s", kind_name(kind));
}

const char *harness_uri(void)
{
    return harness_env("VIRMEMCTL_TEST_URI", "test:///default");
}

int harness_cgroup_version(void)
{
    const char *version = harness_env("VIRMEMCTL_TEST_VERSION", "");

    if (strcmp(version, "1") != 0 && strcmp(version, "2") != 0)
        harness_die("VIRMEMCTL_TEST_VERSION must be 1 or 2");
    return version[0] - '0';
}

virConnectPtr harness_open(void)
{
    virConnectPtr conn = virConnectOpen(harness_uri());

    if (!conn)
        harness_die("no connection to %s", harness_uri());
    return conn;
}

virConnectPtr harness_open_read_only(void)
{
    virConnectPtr conn = virConnectOpenReadOnly(harness_uri());

    if (!conn)
        harness_die("no read-only connection to %s", harness_uri());
    return conn;
}
