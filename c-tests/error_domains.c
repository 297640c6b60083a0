/*
 * Which error domain a public function's errors have, implemented or not: each one of the symbol
 * table is called with nothing but NULL and 0, in a process of its own. Those that take a domain
 * are left out, as all of them say the same of a NULL one.
 */
#include "harness.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TABLE "abi/symbols.tsv"
#define LONGEST 200

typedef long (*any_fn)(void *, void *, void *, void *, void *, void *, void *, void *, void *,
                       void *);

/* Those that look for a host, wait, or have nothing to do; and those where libvirt follows the NULL. */
static const char *left_out[] = {
    "virConnectOpen",          "virConnectOpenReadOnly",      "virConnectOpenAuth",
    "virEventRunDefaultImpl",  "virConnCopyLastError",        "virTypedParamsAddBoolean",
    "virTypedParamsAddDouble", "virTypedParamsAddFromString", "virTypedParamsAddInt",
    "virTypedParamsAddLLong",  "virTypedParamsAddString",     "virTypedParamsAddUInt",
    "virTypedParamsAddULLong", "virConnectSetIdentity",       "virNetworkDHCPLeaseFree",
};

static bool is_left_out(const char *name)
{
    if (strncmp(name, "virDomain", 9) == 0)
        return true;
    for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
        if (strcmp(left_out[i], name) == 0)
            return true;
    return false;
}

static void ignore(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

static void call_with_nothing(void *function)
{
    any_fn call;

    memcpy(&call, &function, sizeof(call));
    virSetErrorFunc(NULL, ignore);
    virResetLastError();
    call(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    _exit(virGetLastErrorDomain());
}

static void look_at(const char *name)
{
    void *function = dlsym(RTLD_DEFAULT, name);
    int status = -1;
    pid_t pid;

    CHECK(function != NULL);
    if (function == NULL)
        return;
    pid = fork();
    if (pid == 0) {
        alarm(10);
        call_with_nothing(function);
    }
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status));
    note("%s: error domain %d", name, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

int main(void)
{
    char line[LONGEST], name[LONGEST], node[LONGEST], kind[LONGEST];
    bool small = getenv("VIRMEMCTL_TEST_ROUNDS") != NULL;
    FILE *table;
    int seen = 0;

    harness_begin();
    harness_only(KIND_TEST);
    table = fopen(TABLE, "r");
    if (table == NULL)
        harness_skip("there is no %s here", TABLE);
    while (fgets(line, sizeof(line), table) != NULL) {
        if (sscanf(line, "%199s %199s %199s", name, node, kind) != 3 || line[0] == '#')
            continue;
        if (strcmp(kind, "function") != 0 || strncmp(node, "LIBVIRT_", 8) != 0 || is_left_out(name))
            continue;
        if (seen++ % (small ? 20 : 1) == 0)
            look_at(name);
    }
    fclose(table);
    CHECK(seen > 250);
    return harness_end();
}
