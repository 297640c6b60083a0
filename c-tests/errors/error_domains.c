/*
 * The error domain of each public function, implemented or not: every function of the symbol
 * table is called with NULL and 0 only, in a process of its own. Functions that take a domain
 * are left out, as all of them report the same for NULL.
 */
#include "harness/harness.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TABLE "abi/symbols.tsv"
#define LONGEST 100
#define MOST 1000

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

/* Reads the names of the functions to call: all of them before the first call, as a child that ends
 * under valgrind moves the place in a file that it shares with its parent. */
static int read_names(FILE *table, char names[][LONGEST])
{
    char line[4 * LONGEST], name[LONGEST], node[LONGEST], kind[LONGEST];
    int count = 0;

    while (count < MOST && fgets(line, sizeof(line), table) != NULL) {
        if (sscanf(line, "%99s %99s %99s", name, node, kind) != 3 || line[0] == '#')
            continue;
        if (strcmp(kind, "function") != 0 || strncmp(node, "LIBVIRT_", 8) != 0 || is_left_out(name))
            continue;
        strcpy(names[count++], name);
    }
    return count;
}

int main(void)
{
    static char names[MOST][LONGEST];
    int step = getenv("VIRMEMCTL_TEST_ROUNDS") != NULL ? 20 : 1;
    FILE *table;
    int count;

    harness_begin();
    harness_only(KIND_TEST);
    table = fopen(TABLE, "r");
    if (table == NULL)
        harness_skip("there is no %s here", TABLE);
    count = read_names(table, names);
    fclose(table);
    CHECK(count > 250);
    for (int i = 0; i < count; i += step)
        look_at(names[i]);
    return harness_end();
}
