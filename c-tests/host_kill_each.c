/*
 * A writer that is killed right before each of its system calls that change anything, one after the
 * other. Whatever it was about, the next look at the host finds all as it was, or all as it was to
 * be, and nothing that belongs to no domain.
 */
#include "cgroup.h"
#include "defined.h"
#include "family.h"
#include "host_left.h"
#include "killed_call.h"
#include "memory.h"
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What there is before: nothing, or of these. */
enum {
    DEFINED = 1,
    RUNNING = 2,
    FAMILY = 4, /* a process with a child */
    ATTACHED = 8,
    PAUSED = 16,
};

struct operation {
    const char *name;
    bool (*act)(virConnectPtr conn, virDomainPtr dom);
    int before;
    bool in_parts; /* a running domain and its definition may be changed one without the other */
    int version; /* 0: on both; the kernels with v2 are slow */
};

/* What the host tells of the domain, and of its definition. */
struct state {
    char *live;
    char *config;
};

static const struct operation *operation;
static const char *name, *other_name;
static struct family family;
static int kills;

static char *document(const char *title, int mib)
{
    char *inside = NULL, *text;

    if (asprintf(&inside,
                 "<title>%s</title><memtune><hard_limit unit='MiB'>%d</hard_limit>"
                 "<soft_limit unit='MiB'>%d</soft_limit></memtune><description>%s</description>",
                 title, mib, mib - 8, title) < 0)
        abort();
    text = defined_document(name, 1, inside);
    free(inside);
    return text;
}

static bool given(virDomainPtr dom)
{
    if (dom)
        virDomainFree(dom);
    return dom != NULL;
}

static bool define_as(virConnectPtr conn, const char *title, int mib)
{
    char *xml = document(title, mib);
    bool defined = given(virDomainDefineXML(conn, xml));

    free(xml);
    return defined;
}

/* The operations. */

static bool define(virConnectPtr conn, virDomainPtr dom)
{
    (void)dom;
    return define_as(conn, "new", 80);
}

static bool undefine(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainUndefine(dom) == 0;
}

static bool rename_it(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainRename(dom, other_name, 0) == 0;
}

static bool set_autostart(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainSetAutostart(dom, 1) == 0;
}

static bool create(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainCreate(dom) == 0;
}

static bool create_paused(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainCreateWithFlags(dom, VIR_DOMAIN_START_PAUSED) == 0;
}

static bool create_xml(virConnectPtr conn, virDomainPtr dom)
{
    char *xml = document("new", 80);
    bool created = given(virDomainCreateXML(conn, xml, 0));

    (void)dom;
    free(xml);
    return created;
}

static bool destroy(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainDestroy(dom) == 0;
}

static bool suspend(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainSuspend(dom) == 0;
}

static bool resume(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainResume(dom) == 0;
}

static bool attach(virConnectPtr conn, virDomainPtr dom)
{
    (void)dom;
    return given(harness_attach()(conn, family.parent, name, 0));
}

static bool set(virDomainPtr dom, int mib, unsigned int flags)
{
    struct limits limits = {MIB(mib), MIB(mib - 8), MIB(mib + 32)};

    return memory_set_all(dom, limits, flags) == 0;
}

static bool raise_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 200, VIR_DOMAIN_AFFECT_LIVE);
}

static bool lower_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 32, VIR_DOMAIN_AFFECT_LIVE);
}

static bool set_config(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 48, VIR_DOMAIN_AFFECT_CONFIG);
}

static bool set_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 48, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

static bool guarantee(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(4), 0) == 0;
}

static bool set_title(virDomainPtr dom, unsigned int flags)
{
    return virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "new", NULL, NULL, flags) == 0;
}

static bool title_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set_title(dom, VIR_DOMAIN_AFFECT_LIVE);
}

static bool title_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set_title(dom, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

static const struct operation operations[] = {
    {"define", define, 0, false, 0},
    {"define over", define, DEFINED, false, 0},
    {"define over a running one", define, DEFINED | RUNNING, false, 0},
    {"undefine", undefine, DEFINED, false, 0},
    {"undefine a running one", undefine, DEFINED | RUNNING, false, 0},
    {"rename", rename_it, DEFINED, false, 0},
    {"autostart", set_autostart, DEFINED, false, 0},
    {"create", create, DEFINED, false, 0},
    {"create paused", create_paused, DEFINED, false, 0},
    {"create of a document", create_xml, 0, false, 1},
    {"destroy", destroy, DEFINED | RUNNING, false, 0},
    {"destroy an attached one", destroy, FAMILY | ATTACHED, false, 0},
    {"destroy a paused one", destroy, RUNNING | PAUSED, false, 1},
    {"attach", attach, FAMILY, false, 0},
    {"attach to a defined name", attach, FAMILY | DEFINED, false, 0},
    {"suspend", suspend, FAMILY | ATTACHED, false, 0},
    {"resume", resume, FAMILY | ATTACHED | PAUSED, false, 0},
    {"raise", raise_live, FAMILY | ATTACHED, false, 0},
    {"lower", lower_live, RUNNING, false, 0},
    {"guarantee", guarantee, RUNNING, false, 2},
    {"set a definition", set_config, DEFINED, false, 0},
    {"set both", set_both, DEFINED | RUNNING, false, 0},
    {"title", title_live, RUNNING, false, 1},
    {"title of both", title_both, DEFINED | RUNNING, true, 0},
};

/* What there is before. */

static void must(bool succeeded, const char *what)
{
    if (!succeeded)
        harness_die("%s: cannot %s before", operation->name, what);
}

static void bring_about(virConnectPtr conn)
{
    int before = operation->before;
    virDomainPtr dom = NULL;

    if (before & FAMILY)
        family = family_start();
    if (before & DEFINED)
        must(define_as(conn, "old", 64), "define");
    if (before & ATTACHED)
        must(attach(conn, NULL), "attach");
    if (before & RUNNING && !(before & DEFINED)) {
        char *xml = document("old", 64);

        must(given(virDomainCreateXML(conn, xml, 0)), "create");
        free(xml);
    }
    if (before & (DEFINED | RUNNING | ATTACHED))
        dom = virDomainLookupByName(conn, name);
    if (before & RUNNING && before & DEFINED)
        must(virDomainCreate(dom) == 0, "create");
    if (before & (RUNNING | ATTACHED))
        must(set(dom, 64, 0), "set");
    if (before & PAUSED)
        must(virDomainSuspend(dom) == 0, "suspend");
    if (dom)
        virDomainFree(dom);
}

static void clear(virConnectPtr conn)
{
    const char *names[] = {name, other_name};

    /* A family that is frozen ends with the domain alone. */
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[i]);

        if (!dom)
            continue;
        if (virDomainIsActive(dom) == 1)
            virDomainDestroy(dom);
        virDomainUndefine(dom);
        virDomainFree(dom);
        program_forget(names[i]);
    }
    family_end(&family);
    left_check(conn);
}

/* What there is. */

static void tell_definition(FILE *out, virDomainPtr dom)
{
    char *xml = NULL;
    int autostart = -1;

    if (virDomainIsPersistent(dom) == 1) {
        virDomainGetAutostart(dom, &autostart);
        xml = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE);
    }
    fprintf(out, "'%s': autostart %d, %s\n", virDomainGetName(dom), autostart, xml ? xml : "none");
    free(xml);
}

static void tell_running(FILE *out, virDomainPtr dom)
{
    char *path = NULL, *group, *parent, *limits;
    char *title = virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, NULL, 1);
    struct limits known = memory_limits(dom, 1);

    if (asprintf(&path, "/machine/virmemctl-%s", virDomainGetName(dom)) < 0)
        abort();
    group = cgroup_at(path);
    parent = cgroup_at("/machine");
    limits = cgroup_limits(group);
    fprintf(out, "'%s': state %d, title %s\nhard %llu\nsoft %llu\nswap %llu\n%s",
            virDomainGetName(dom), program_state(dom, NULL), title ? title : "none", known.hard,
            known.soft, known.swap, limits);
    if (cgroup_has(parent, "memory.min"))
        fprintf(out, "above: memory.min %llu\n", cgroup_kib(parent, "memory.min"));
    free(limits);
    free(parent);
    free(group);
    free(path);
    free(title);
}

/* Where a process is that was there before, or that it has ended. */
static void tell_process(FILE *out, pid_t pid)
{
    char path[64], text[1024], *group = NULL;
    FILE *in;

    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    in = pid > 0 ? fopen(path, "re") : NULL;
    if (in) {
        if (fgets(text, sizeof(text), in) && !strstr(text, ") Z ") && !strstr(text, ") X "))
            group = cgroup_of(pid);
        fclose(in);
    }
    fprintf(out, "process in %s\n", group ? group : "none");
    free(group);
}

static struct state look(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, 0);
    struct state state;
    size_t sizes[2];
    FILE *live = open_memstream(&state.live, &sizes[0]);
    FILE *config = open_memstream(&state.config, &sizes[1]);

    for (int i = 0; i < count; i++) {
        if (defined_is_own(virDomainGetName(all[i]))) {
            tell_definition(config, all[i]);
            if (virDomainIsActive(all[i]) == 1)
                tell_running(live, all[i]);
        }
        virDomainFree(all[i]);
    }
    free(all);
    tell_process(live, family.parent);
    tell_process(live, family.child);
    fclose(live);
    fclose(config);
    return state;
}

static void forget(struct state *state)
{
    free(state->live);
    free(state->config);
}

static bool is_either(const char *found, const char *before, const char *after)
{
    return strcmp(found, before) == 0 || strcmp(found, after) == 0;
}

static bool same(const struct state *one, const struct state *other)
{
    return strcmp(one->live, other->live) == 0 && strcmp(one->config, other->config) == 0;
}

static bool is_allowed(const struct state *found, const struct state *before,
                       const struct state *after)
{
    return operation->in_parts ? is_either(found->live, before->live, after->live) &&
                                     is_either(found->config, before->config, after->config)
                               : same(found, before) || same(found, after);
}

/* In the child that is killed: as another program would do it. */
static bool act(void *unused)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = virDomainLookupByName(conn, name);

    (void)unused;
    return operation->act(conn, dom);
}

static void tell_of_failure(int number, const struct state *found, const struct state *before,
                            const struct state *after)
{
    fprintf(stderr, "%s, killed before call %d, %s:\n%s%swas:\n%s%swas to be:\n%s%s",
            operation->name, number, killed_call(), found->live, found->config, before->live,
            before->config, after->live, after->config);
}

/* One kill; false if there is nothing left to be killed before. */
static bool kill_at(int number, const struct state *before, const struct state *after)
{
    struct state found;
    virConnectPtr conn;
    bool succeeded, was_killed = killed_before(number, act, NULL, &succeeded);

    conn = harness_open();
    left_check(conn);
    found = look(conn);
    if (!was_killed)
        CHECK(succeeded && same(&found, after));
    else if (!CHECK(is_allowed(&found, before, after)))
        tell_of_failure(number, &found, before, after);
    if (!same(&found, before)) {
        clear(conn);
        bring_about(conn);
    }
    forget(&found);
    virConnectClose(conn);
    kills += was_killed;
    return was_killed;
}

static void kill_everywhere(void)
{
    virConnectPtr conn = harness_open();
    struct state before, after;
    struct timespec begin, end;
    bool succeeded;
    int number = 1;

    clock_gettime(CLOCK_MONOTONIC, &begin);
    bring_about(conn);
    killed_before(0, act, NULL, &succeeded);
    must(succeeded, "do it without a kill");
    after = look(conn);
    clear(conn);
    bring_about(conn);
    before = look(conn);
    while (kill_at(number, &before, &after))
        number++;
    CHECK(number > 1);
    clear(conn);
    forget(&before);
    forget(&after);
    virConnectClose(conn);
    clock_gettime(CLOCK_MONOTONIC, &end);
    fprintf(stderr, "%s: %d calls, %ld ms\n", operation->name, number - 1,
            (end.tv_sec - begin.tv_sec) * 1000 + (end.tv_nsec - begin.tv_nsec) / 1000000);
}

/* Swap makes a difference to limits alone. */
static bool is_for_this_kernel(const struct operation *candidate)
{
    const char *swap = getenv("VIRMEMCTL_TEST_SWAP");
    bool limits = candidate->act == raise_live || candidate->act == lower_live ||
                  candidate->act == guarantee || candidate->act == set_both;

    if (candidate->version && candidate->version != harness_cgroup_version())
        return false;
    return limits || harness_cgroup_version() == 1 || !swap || strcmp(swap, "1") != 0;
}

static void ignore(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    if (!harness_attach())
        harness_skip("this library has no virMemctlDomainAttach");
    virSetErrorFunc(NULL, ignore);
    name = defined_name("each-a");
    other_name = defined_name("each-b");
    left_begin();
    for (size_t i = 0; i < COUNT_OF(operations); i++) {
        operation = &operations[i];
        if (is_for_this_kernel(operation))
            kill_everywhere();
    }
    note("%d kills", kills);
    return harness_end();
}
