#include "faults/kill_writer.h"

#include "support/defined.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define FILLER 4000

struct progress *progress;
const char *kill_names[DOMAINS][2];
const char *kill_run_names[FAMILIES];
static unsigned int state;

void kill_begin(unsigned int seed)
{
    static const char *const words[] = {"kill-a", "kill-b", "kill-c", "kill-d", "kill-e", "kill-f"};
    static const char *const run[] = {"kill-run-a", "kill-run-b"};

    progress = mmap(NULL, sizeof(*progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                    0);
    if (progress == MAP_FAILED)
        harness_die("mmap: %s", strerror(errno));
    progress->pending = -1;
    state = seed;
    for (int i = 0; i < DOMAINS * 2; i++)
        kill_names[i / 2][i % 2] = defined_name(words[i]);
    for (int i = 0; i < FAMILIES; i++)
        kill_run_names[i] = defined_name(run[i]);
}

unsigned int kill_random(unsigned int below)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

char *kill_document(int domain, const struct definition *wanted)
{
    char *inside = malloc(FILLER + 512);
    char *text;
    int length;

    if (!inside)
        abort();
    length = sprintf(inside,
                     "<title>number %d.</title><memtune><hard_limit>%d</hard_limit><soft_limit>%d"
                     "</soft_limit></memtune><metadata><k:k xmlns:k='urn:k'>",
                     wanted->number, wanted->limit, wanted->limit);
    memset(inside + length, 'x', FILLER);
    sprintf(inside + length + FILLER, "</k:k></metadata><description>number %d.</description>",
            wanted->number);
    text = defined_document(kill_names[domain][wanted->name], domain + 1, inside);
    free(inside);
    return text;
}

static void begin(int domain, struct definition next)
{
    progress->next = next;
    progress->pending = domain;
}

static void done(bool succeeded)
{
    if (succeeded)
        progress->now[progress->pending] = progress->next;
    progress->pending = -1;
    progress->calls++;
}

static void define(virConnectPtr conn, int domain)
{
    struct definition next = progress->now[domain];
    virDomainPtr dom;
    char *text;

    next.limit = next.number ? next.limit : 40960;
    next.number = ++progress->last_number;
    text = kill_document(domain, &next);
    begin(domain, next);
    dom = virDomainDefineXML(conn, text);
    done(dom != NULL);
    if (dom)
        virDomainFree(dom);
    free(text);
}

static void change(virDomainPtr dom, int domain)
{
    struct definition next = progress->now[domain];
    virTypedParameter params[2];

    switch (kill_random(5)) {
    case 0:
        begin(domain, (struct definition){0, 0, 0});
        done(virDomainUndefine(dom) == 0);
        break;
    case 1:
        next.name = !next.name;
        begin(domain, next);
        done(virDomainRename(dom, kill_names[domain][next.name], 0) == 0);
        break;
    case 2:
        next.limit = 40960 + 4 * (int)kill_random(1000);
        params[0] = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, (unsigned long long)next.limit);
        params[1] = param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, (unsigned long long)next.limit);
        begin(domain, next);
        done(virDomainSetMemoryParameters(dom, params, 2, VIR_DOMAIN_AFFECT_CONFIG) == 0);
        break;
    case 3:
        virDomainSetAutostart(dom, (int)kill_random(2));
        break;
    default:
        if (virDomainIsActive(dom) == 1)
            virDomainDestroy(dom);
        else
            virDomainCreate(dom);
        break;
    }
}

static void attach(virConnectPtr conn, int process)
{
    virDomainPtr dom = virDomainLookupByName(conn, kill_run_names[process]);
    virTypedParameter limit = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, 65536);

    if (!dom)
        dom = harness_attach()(conn, progress->family[process].parent, kill_run_names[process], 0);
    if (!dom)
        return;
    virDomainSetMemoryParameters(dom, &limit, 1, VIR_DOMAIN_AFFECT_LIVE);
    virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "a title", NULL, NULL, 0);
    virDomainFree(dom);
}

static void ignore(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

void kill_writer(void *unused)
{
    virConnectPtr conn;

    (void)unused;
    virSetErrorFunc(NULL, ignore);
    conn = harness_open();
    progress->ready = 1;
    for (;;) {
        int domain = (int)kill_random(DOMAINS);
        virDomainPtr dom = NULL;

        if (kill_random(4) == 0) {
            attach(conn, (int)kill_random(FAMILIES));
            continue;
        }
        if (progress->now[domain].number)
            dom = virDomainLookupByName(conn, kill_names[domain][progress->now[domain].name]);
        if (!dom || kill_random(4) == 0)
            define(conn, domain);
        else
            change(dom, domain);
        if (dom)
            virDomainFree(dom);
    }
}
