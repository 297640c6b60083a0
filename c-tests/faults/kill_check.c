#include "faults/kill_writer.h"
#include "support/cgroup.h"
#include "support/defined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int number_in(const char *xml, const char *before)
{
    const char *found = strstr(xml, before);

    return found ? atoi(found + strlen(before)) : -1;
}

/* The definition that the host has for a domain; number -1 if it is not whole. */
static struct definition held(virConnectPtr conn, int domain)
{
    struct definition found = {0, 0, 0};
    int names_found = 0;

    for (int name = 0; name < 2; name++) {
        virDomainPtr dom = virDomainLookupByName(conn, kill_names[domain][name]);
        char *xml;

        if (!dom)
            continue;
        names_found++;
        found.name = name;
        xml = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE);
        if (xml && virDomainIsPersistent(dom) == 1) {
            found.number = number_in(xml, "<title>number ");
            found.limit = number_in(xml, "<hard_limit unit='KiB'>");
            if (found.number != number_in(xml, "<description>number ") ||
                found.limit != number_in(xml, "<soft_limit unit='KiB'>") ||
                !strstr(xml, "xxx</k:k>"))
                found.number = -1;
        } else if (virDomainIsActive(dom) != 1) {
            found.number = -1;
        }
        free(xml);
        virDomainFree(dom);
    }
    CHECK(names_found <= 1);
    return found;
}

static bool same(const struct definition *one, const struct definition *other)
{
    if (one->number == 0 || other->number == 0)
        return one->number == other->number;
    return one->number == other->number && one->name == other->name && one->limit == other->limit;
}

static void check_definitions(virConnectPtr conn)
{
    for (int domain = 0; domain < DOMAINS; domain++) {
        struct definition found = held(conn, domain);
        bool is_old = same(&found, &progress->now[domain]);
        bool is_new = progress->pending == domain && same(&found, &progress->next);

        if (!CHECK(is_old || is_new))
            fprintf(stderr, "  domain %d: found %d/%d/%d, was %d/%d/%d, pending %d: %d/%d/%d\n",
                    domain, found.number, found.name, found.limit, progress->now[domain].number,
                    progress->now[domain].name, progress->now[domain].limit, progress->pending,
                    progress->next.number, progress->next.name, progress->next.limit);
        progress->now[domain] = found;
    }
    progress->pending = -1;
}

/* Both are in the domain's group, or both are outside, and there is no such domain. */
static void check_attached(virConnectPtr conn, int process)
{
    virDomainPtr dom = virDomainLookupByName(conn, kill_run_names[process]);
    char *group = cgroup_of(progress->family[process].parent);
    char *of_child = cgroup_of(progress->family[process].child);
    bool inside = strstr(group, kill_run_names[process]) != NULL;

    if (!CHECK_STR(of_child, group) || !CHECK_INT(dom != NULL, inside))
        fprintf(stderr, "  process %d is in %s\n", (int)progress->family[process].parent, group);
    if (dom)
        virDomainFree(dom);
    free(group);
    free(of_child);
}

static bool is_known(const char *name)
{
    bool known = false;

    for (int i = 0; i < FAMILIES; i++)
        known |= strcmp(name, kill_run_names[i]) == 0;
    for (int i = 0; i < DOMAINS * 2; i++)
        known |= strcmp(name, kill_names[i / 2][i % 2]) == 0;
    return known;
}

static void check_list(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, 0);

    CHECK(count >= 0);
    for (int i = 0; i < count; i++) {
        CHECK(!defined_is_own(virDomainGetName(all[i])) || is_known(virDomainGetName(all[i])));
        virDomainFree(all[i]);
    }
    free(all);
}

void kill_check(virConnectPtr conn)
{
    check_list(conn);
    check_definitions(conn);
    for (int i = 0; i < FAMILIES; i++)
        check_attached(conn, i);
}
