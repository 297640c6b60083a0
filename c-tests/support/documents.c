#include "support/documents.h"
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

char *join(const char *first, const char *second, const char *third)
{
    char *text = NULL;

    if (asprintf(&text, "%s%s%s", first, second, third) < 0)
        abort();
    return text;
}

char *repeated(const char *part, size_t times)
{
    size_t length = strlen(part);
    char *text = malloc(length * times + 1);

    if (!text)
        abort();
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, part, length);
    text[length * times] = '\0';
    return text;
}

char *definition(const char *name)
{
    return join("<domain type='test'><name>", name,
                "</name><memory>1024</memory><os><type>hvm</type></os></domain>");
}

void define_and_forget(virConnectPtr conn, const char *what, const char *text)
{
    virDomainPtr dom;

    trace_plant();
    dom = virDomainDefineXML(conn, text);
    trace_ptr(what, dom);
    if (!dom)
        return;
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
}

static bool is_slow(void)
{
    const char *small = getenv("VIRMEMCTL_TEST_ROUNDS");

    return small && strcmp(small, "small") == 0;
}

long resident_kib(void)
{
    long size, resident = 0;
    FILE *file;

    if (is_slow())
        return 0;
    file = fopen("/proc/self/statm", "re");
    if (!file || fscanf(file, "%ld %ld", &size, &resident) != 2)
        harness_die("/proc/self/statm cannot be read");
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

bool is_ours(void)
{
    return harness_attach() != NULL;
}

int rounds(int full)
{
    if (!is_slow())
        return full;
    return full / 100 > 0 ? full / 100 : 1;
}
