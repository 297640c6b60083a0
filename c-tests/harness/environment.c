#include "harness/environment.h"

#include "harness/exit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *harness_env(const char *name, const char *fallback)
{
    const char *value = getenv(name);

    return value && *value ? value : fallback;
}

static const char *kind_name(enum harness_kind kind)
{
    static const char *const names[] = {"test", "made-up", "kernel", "esx"};

    return names[kind];
}

enum harness_kind harness_kind(void)
{
    const char *name = harness_env("VIRMEMCTL_TEST_KIND", "test");

    for (int kind = KIND_TEST; kind <= KIND_ESX; kind++) {
        if (strcmp(name, kind_name(kind)) == 0)
            return kind;
    }
    harness_die("VIRMEMCTL_TEST_KIND=%s is no kind", name);
}

bool harness_is_remote(void)
{
    return strcmp(harness_env("VIRMEMCTL_TEST_REMOTE", "0"), "1") == 0;
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

void harness_file_uri(char *uri, size_t size, const char *path)
{
    const char *before = harness_env("VIRMEMCTL_TEST_FILE_BEFORE", "test://");

    snprintf(uri, size, "%s%s%s", before, path, harness_env("VIRMEMCTL_TEST_FILE_BEHIND", ""));
}

int harness_cgroup_version(void)
{
    const char *version = harness_env("VIRMEMCTL_TEST_VERSION", "");

    if (strcmp(version, "1") != 0 && strcmp(version, "2") != 0)
        harness_die("VIRMEMCTL_TEST_VERSION must be 1 or 2");
    return version[0] - '0';
}

bool harness_has_swap(void)
{
    return strcmp(harness_env("VIRMEMCTL_TEST_SWAP", "0"), "1") == 0;
}
