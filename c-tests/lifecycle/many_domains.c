/*
 * Ten thousand domains in one connection: defined, listed, looked up and undefined, several
 * times.
 */
#include "harness/harness.h"
#include "support/documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libvirt, which is slower at this, shows that it does the same. */
#define DOMAINS rounds(is_ours() ? 10000 : 1000)
#define PASSES 3

/* What a pass may leave behind, and what one domain may take, in KiB. */
#define GROWTH_KIB 8192
#define DOMAIN_KIB 24
#define LONGEST_SECONDS 100

static virConnectPtr conn;

static void define(int number, bool held, virDomainPtr *place)
{
    char name[32], *text;

    snprintf(name, sizeof(name), "many-%05d", number);
    text = definition(name);
    *place = virDomainDefineXML(conn, text);
    free(text);
    CHECK(*place != NULL);
    if (*place && !held) {
        CHECK_INT(virDomainFree(*place), 0);
        *place = NULL;
    }
}

static void check_lists(int count)
{
    virDomainPtr *list = NULL;
    char **names = calloc((size_t)count, sizeof(*names));
    int listed = virConnectListAllDomains(conn, &list, VIR_CONNECT_LIST_DOMAINS_INACTIVE);
    int named = virConnectListDefinedDomains(conn, names, count);

    CHECK_INT(listed, count);
    CHECK_INT(named, count);
    CHECK_INT(virConnectNumOfDefinedDomains(conn), count);
    for (int i = 0; i < listed; i++) {
        CHECK(strncmp(virDomainGetName(list[i]), "many-", 5) == 0);
        CHECK_INT(virDomainFree(list[i]), 0);
    }
    for (int i = 0; i < named; i++)
        free(names[i]);
    free(names);
    free(list);
}

/* Each is found by its name, a few are set and read, and all go. */
static void use_and_undefine(int count)
{
    for (int i = 0; i < count; i++) {
        virDomainPtr dom;
        char name[32];

        snprintf(name, sizeof(name), "many-%05d", i);
        dom = virDomainLookupByName(conn, name);
        if (!CHECK(dom != NULL))
            return;
        if (i % 100 == 0) {
            virTypedParameter limit = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, 1024);

            CHECK_INT(virDomainSetMemoryParameters(dom, &limit, 1, VIR_DOMAIN_AFFECT_CONFIG), 0);
        }
        CHECK_INT(virDomainUndefine(dom), 0);
        CHECK_INT(virDomainFree(dom), 0);
    }
}

/* With every handle held meanwhile, or none. */
static void pass(bool held)
{
    int count = DOMAINS;
    virDomainPtr *domains = calloc((size_t)count, sizeof(*domains));
    long before = resident_kib();

    for (int i = 0; i < count; i++)
        define(i, held, &domains[i]);
    CHECK(resident_kib() - before < 4096 + (long)count * DOMAIN_KIB);
    check_lists(count);
    use_and_undefine(count);
    CHECK_INT(virConnectNumOfDefinedDomains(conn), 0);
    for (int i = 0; i < count && domains[i]; i++)
        CHECK_INT(virDomainFree(domains[i]), 0);
    free(domains);
}

int main(void)
{
    double start = seconds();
    long first = 0;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    for (int i = 0; i < PASSES; i++) {
        pass(i % 2 == 0);
        fprintf(stderr, "pass %d: %.2f s, %ld KiB\n", i, seconds() - start, resident_kib());
        /* The allocator keeps what the first pass took. */
        if (i == 0)
            first = resident_kib();
    }
    CHECK(resident_kib() - first < GROWTH_KIB);
    CHECK(seconds() - start < LONGEST_SECONDS);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
