#include "harness/run.h"

#include "harness/checks.h"
#include "harness/children.h"
#include "harness/environment.h"
#include "harness/exit.h"
#include "harness/files.h"
#include "harness/traces.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TIME_LIMIT_SECONDS "300"

static pid_t owner;

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
    harness_count_callback();
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
    alarm((unsigned int)atoi(harness_env("VIRMEMCTL_TEST_SECONDS", TIME_LIMIT_SECONDS)));
    /* Before this call libvirt 9 cannot store a last error. */
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
