/*
 * Writers that are killed at a random moment. Whatever they were about, the next look at the host
 * finds each definition as it was or as it was to be, whole; each group of ours with a domain; each
 * process that was attached with its child, inside or outside; and no unfinished file.
 *
 * VIRMEMCTL_TEST_SEED repeats a run, VIRMEMCTL_TEST_ROUNDS makes it longer or shorter.
 */
#include "cgroup.h"
#include "defined.h"
#include "program.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DOMAINS 3
#define PROCESSES 2
#define FILLER 4000
/* A slow machine makes fewer rounds. */
#define SECONDS 50

/* What is known of a definition; number 0 is none. The number tells one from every other. */
struct definition {
    int number;
    int name;
    int limit;
};

/* What the writer did and is about to do, in memory that outlives it. */
static struct {
    int ready;
    struct definition now[DOMAINS];
    int about;
    struct definition next;
    int last_number;
    pid_t process[PROCESSES];
    pid_t child[PROCESSES];
    long calls;
} *shared;

static unsigned int state;
static int rounds = 300;
static unsigned int later_us;
static const char *names[DOMAINS][2];
static const char *run_names[PROCESSES];
static char marker[64];

static unsigned int random_below(unsigned int most)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % most;
}

static char *document(int domain, const struct definition *wanted)
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
    text = defined_document(names[domain][wanted->name], domain + 1, inside);
    free(inside);
    return text;
}

/* The writer. */

static void begin(int domain, struct definition next)
{
    shared->next = next;
    shared->about = domain;
}

static void done(bool succeeded)
{
    if (succeeded)
        shared->now[shared->about] = shared->next;
    shared->about = -1;
    shared->calls++;
}

static void define(virConnectPtr conn, int domain)
{
    struct definition next = shared->now[domain];
    virDomainPtr dom;
    char *text;

    next.limit = next.number ? next.limit : 40960;
    next.number = ++shared->last_number;
    text = document(domain, &next);
    begin(domain, next);
    dom = virDomainDefineXML(conn, text);
    done(dom != NULL);
    if (dom)
        virDomainFree(dom);
    free(text);
}

static void change(virDomainPtr dom, int domain)
{
    struct definition next = shared->now[domain];
    virTypedParameter params[2];

    switch (random_below(5)) {
    case 0:
        begin(domain, (struct definition){0, 0, 0});
        done(virDomainUndefine(dom) == 0);
        break;
    case 1:
        next.name = !next.name;
        begin(domain, next);
        done(virDomainRename(dom, names[domain][next.name], 0) == 0);
        break;
    case 2:
        next.limit = 40960 + 4 * (int)random_below(1000);
        params[0] = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, (unsigned long long)next.limit);
        params[1] = param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, (unsigned long long)next.limit);
        begin(domain, next);
        done(virDomainSetMemoryParameters(dom, params, 2, VIR_DOMAIN_AFFECT_CONFIG) == 0);
        break;
    case 3:
        virDomainSetAutostart(dom, (int)random_below(2));
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
    virDomainPtr dom = virDomainLookupByName(conn, run_names[process]);
    virTypedParameter limit = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, 65536);

    if (!dom)
        dom = harness_attach()(conn, shared->process[process], run_names[process], 0);
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

static void writer(void *unused)
{
    virConnectPtr conn;

    (void)unused;
    virSetErrorFunc(NULL, ignore);
    conn = harness_open();
    shared->ready = 1;
    for (;;) {
        int domain = (int)random_below(DOMAINS);
        virDomainPtr dom = NULL;

        if (random_below(4) == 0) {
            attach(conn, (int)random_below(PROCESSES));
            continue;
        }
        if (shared->now[domain].number)
            dom = virDomainLookupByName(conn, names[domain][shared->now[domain].name]);
        if (!dom || random_below(4) == 0)
            define(conn, domain);
        else
            change(dom, domain);
        if (dom)
            virDomainFree(dom);
    }
}

/* The look at what it left. */

static int number_in(const char *xml, const char *before)
{
    const char *found = strstr(xml, before);

    return found ? atoi(found + strlen(before)) : -1;
}

/* What the host has of a domain: a definition that is torn has the number -1. */
static struct definition held(virConnectPtr conn, int domain)
{
    struct definition found = {0, 0, 0};
    int names_found = 0;

    for (int name = 0; name < 2; name++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[domain][name]);
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
        bool is_old = same(&found, &shared->now[domain]);
        bool is_new = shared->about == domain && same(&found, &shared->next);

        if (!CHECK(is_old || is_new))
            fprintf(stderr, "  domain %d: found %d/%d/%d, was %d/%d/%d, about %d: %d/%d/%d\n",
                    domain, found.number, found.name, found.limit, shared->now[domain].number,
                    shared->now[domain].name, shared->now[domain].limit, shared->about,
                    shared->next.number, shared->next.name, shared->next.limit);
        shared->now[domain] = found;
    }
    shared->about = -1;
}

/* A failed run may have left domains of its own. */
static bool is_of_this_run(const char *name)
{
    const char *number = strrchr(name, '-');

    return strstr(name, "virmemctl-ctest-kill") && strcmp(number, strrchr(names[0][0], '-')) == 0;
}

static bool is_ours(const char *name)
{
    for (int i = 0; i < PROCESSES; i++) {
        if (strcmp(name, run_names[i]) == 0)
            return true;
    }
    for (int i = 0; i < DOMAINS; i++) {
        if (strcmp(name, names[i][0]) == 0 || strcmp(name, names[i][1]) == 0)
            return true;
    }
    return false;
}

static void check_list(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, 0);

    CHECK(count >= 0);
    for (int i = 0; i < count; i++) {
        if (is_of_this_run(virDomainGetName(all[i])))
            CHECK(is_ours(virDomainGetName(all[i])));
        virDomainFree(all[i]);
    }
    free(all);
}

/* How many entries of a directory begin and end so, and are not those of running domains. */
static int strange(virConnectPtr conn, const char *path, const char *begin, const char *end)
{
    size_t length = strlen(begin);
    int found = 0;
    DIR *dir = opendir(path);
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        const char *name = entry->d_name;
        virDomainPtr dom;

        if (strncmp(name, begin, length) != 0 || strlen(name) < strlen(end) ||
            strcmp(name + strlen(name) - strlen(end), end) != 0 || (!*end && !is_of_this_run(name)))
            continue;
        dom = *end ? NULL : virDomainLookupByName(conn, name + strlen("virmemctl-"));
        if (!dom || virDomainIsActive(dom) != 1) {
            fprintf(stderr, "  %s/%s\n", path, name);
            found++;
        }
        if (dom)
            virDomainFree(dom);
    }
    if (dir)
        closedir(dir);
    return found;
}

/* Both are in the domain's group, or both are outside, and there is no such domain. */
static void check_attached(virConnectPtr conn, int process)
{
    virDomainPtr dom = virDomainLookupByName(conn, run_names[process]);
    char *group = cgroup_of(shared->process[process]);
    char *of_child = cgroup_of(shared->child[process]);
    bool inside = strstr(group, run_names[process]) != NULL;

    if (!CHECK_STR(of_child, group) || !CHECK_INT(dom != NULL, inside))
        fprintf(stderr, "  process %d is in %s\n", (int)shared->process[process], group);
    if (dom)
        virDomainFree(dom);
    free(group);
    free(of_child);
}

/* Each process that a create started is in the group of a domain that runs. */
static void check_created(virConnectPtr conn)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        char path[300];
        char line[256] = "";
        char *group;
        FILE *in;
        bool found = false;

        snprintf(path, sizeof(path), "/proc/%s/cmdline", entry->d_name);
        in = atoi(entry->d_name) > 0 ? fopen(path, "re") : NULL;
        if (!in)
            continue;
        for (size_t i = 0, n = fread(line, 1, sizeof(line) - 1, in); i < n; i++)
            line[i] = line[i] ? line[i] : ' ';
        fclose(in);
        if (!strstr(line, marker) || strncmp(line, "/bin/sleep", 10) != 0)
            continue;
        group = cgroup_of(atoi(entry->d_name));
        for (int i = 0; i < DOMAINS * 2; i++) {
            virDomainPtr dom = virDomainLookupByName(conn, names[i / 2][i % 2]);

            found |= dom && virDomainIsActive(dom) == 1 && strstr(group, names[i / 2][i % 2]);
            if (dom)
                virDomainFree(dom);
        }
        CHECK(found);
        free(group);
    }
    if (dir)
        closedir(dir);
}

static void check_groups_and_files(virConnectPtr conn, const char *machine)
{
    char *path = defined_file("");
    int left = 1;

    *strrchr(path, '/') = '\0';
    /* A process that ends may be in its group, or hold the lock, for a moment more. */
    for (int try = 0; left && try < 50; try++) {
        if (try)
            usleep(10000);
        virConnectNumOfDomains(conn);
        left = strange(conn, machine, "virmemctl-", "") ||
               strange(conn, "/run/virmemctl", ".", ".tmp") ||
               strange(conn, "/run/virmemctl/private", ".", ".tmp") ||
               strange(conn, path, ".", ".tmp");
    }
    CHECK_INT(left, 0);
    free(path);
}

/* A process with a child, which are told of in shared memory. */
static void parent_and_child(void *data)
{
    int process = *(int *)data;
    pid_t parent = getpid(), child = fork();

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (child == 0 && getppid() != parent)
        _exit(0); /* It ended before that. */
    if (child != 0)
        shared->child[process] = child;
    harness_child_waits(NULL);
}

static void start_processes(void)
{
    for (int i = 0; i < PROCESSES; i++) {
        if (shared->process[i])
            harness_child_end(shared->process[i]);
        shared->child[i] = 0;
        shared->process[i] = harness_child(parent_and_child, &i);
        while (*(volatile pid_t *)&shared->child[i] == 0)
            usleep(100);
    }
}

static void a_round(const char *machine)
{
    virConnectPtr conn;
    pid_t pid;

    start_processes();
    shared->ready = 0;
    random_below(2);
    pid = harness_child(writer, NULL);
    while (!*(volatile int *)&shared->ready)
        usleep(50);
    /* Some die over their first call, some over a later one. */
    usleep(random_below(random_below(2) ? 5000 : later_us));
    harness_child_end(pid);
    conn = harness_open();
    check_list(conn);
    check_groups_and_files(conn, machine);
    check_definitions(conn);
    check_created(conn);
    for (int i = 0; i < PROCESSES; i++)
        check_attached(conn, i);
    virConnectClose(conn);
}

static void clean_up(void)
{
    virConnectPtr conn = harness_open();

    for (int i = 0; i < PROCESSES; i++)
        harness_child_end(shared->process[i]);
    for (int i = 0; i < DOMAINS * 2; i++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[i / 2][i % 2]);

        if (!dom)
            continue;
        if (virDomainIsActive(dom) == 1)
            virDomainDestroy(dom);
        virDomainUndefine(dom);
        virDomainFree(dom);
    }
    usleep(20000);
    virConnectNumOfDomains(conn);
    for (int i = 0; i < DOMAINS * 2; i++)
        program_forget(names[i / 2][i % 2]);
    virConnectClose(conn);
}

static void name_all(void)
{
    static const char *const words[] = {"kill-a", "kill-b", "kill-c", "kill-d", "kill-e", "kill-f"};
    static const char *const run[] = {"kill-run-a", "kill-run-b"};

    for (int i = 0; i < DOMAINS * 2; i++)
        names[i / 2][i % 2] = defined_name(words[i]);
    for (int i = 0; i < PROCESSES; i++)
        run_names[i] = defined_name(run[i]);
    snprintf(marker, sizeof(marker), "%d.%d", 600, (int)getpid());
}

/* The time of a few calls on this machine. */
static void measure(void)
{
    virConnectPtr conn = harness_open();
    struct timespec start, end;

    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < 4; i++) {
        char *text = document(0, &(struct definition){1, 0, 40960});
        virDomainPtr dom = virDomainDefineXML(conn, text);

        CHECK(dom != NULL);
        CHECK_INT(virDomainUndefine(dom), 0);
        virDomainFree(dom);
        free(text);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    later_us = 10000U + (unsigned int)((end.tv_sec - start.tv_sec) * 1000000 +
                                       (end.tv_nsec - start.tv_nsec) / 1000);
    virConnectClose(conn);
}

static int from_environment(const char *name, int otherwise)
{
    const char *text = getenv(name);

    return text && *text ? atoi(text) : otherwise;
}

int main(void)
{
    char *machine;
    int done_rounds = 0;
    time_t start;

    harness_begin();
    harness_only(KIND_KERNEL);
    if (!harness_attach())
        harness_skip("this library has no virMemctlDomainAttach");
    shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        harness_die("mmap: %s", strerror(errno));
    shared->about = -1;
    state = (unsigned int)from_environment("VIRMEMCTL_TEST_SEED", (int)time(NULL)) | 1U;
    rounds = from_environment("VIRMEMCTL_TEST_ROUNDS", rounds);
    fprintf(stderr, "VIRMEMCTL_TEST_SEED=%u\n", state);
    virSetErrorFunc(NULL, ignore);
    name_all();
    measure();
    machine = cgroup_at("/machine");
    start = time(NULL);
    while (done_rounds < rounds && time(NULL) - start < SECONDS) {
        a_round(machine);
        done_rounds++;
    }
    fprintf(stderr, "%d rounds, %ld changes of definitions\n", done_rounds, shared->calls);
    clean_up();
    free(machine);
    munmap(shared, sizeof(*shared));
    return harness_end();
}
