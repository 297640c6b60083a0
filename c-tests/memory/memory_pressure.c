/*
 * The effect of min_guarantee: two domains read a file into memory, one of them with
 * min_guarantee; then another process allocates nearly all memory of this machine.
 */
#include "memory/guarantee.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SET_MIB 64
#define CHUNK_MIB 4
#define MOST_HOST_MIB 1024

static virConnectPtr conn;

/* A process that does one piece of work for each word that it gets. */
struct worker {
    int words[2];
    int answers[2];
    int file;
    bool (*work)(struct worker *);
};

static void work_on(void *data)
{
    struct worker *worker = data;
    char word;

    while (read(worker->words[0], &word, 1) == 1 && worker->work(worker)) {
        if (write(worker->answers[1], &word, 1) != 1)
            break;
    }
}

static void worker_begin(struct worker *worker, bool (*work)(struct worker *), int file)
{
    worker->work = work;
    worker->file = file;
    if (pipe2(worker->words, O_CLOEXEC) < 0 || pipe2(worker->answers, O_CLOEXEC) < 0)
        harness_die("pipe");
}

/* Has it work once; false when it has ended. */
static bool worker_go(struct worker *worker)
{
    char word = 'w';

    return write(worker->words[1], &word, 1) == 1 && read(worker->answers[0], &word, 1) == 1;
}

static void worker_end(struct worker *worker)
{
    for (int i = 0; i < 2; i++) {
        close(worker->words[i]);
        close(worker->answers[i]);
    }
    if (worker->file >= 0)
        close(worker->file);
}

static char chunk[CHUNK_MIB << 20];

/* Reads its whole file: the cache of it is the domain's working set. */
static bool read_all(struct worker *worker)
{
    ssize_t got;

    if (lseek(worker->file, 0, SEEK_SET) != 0)
        return false;
    do
        got = read(worker->file, chunk, sizeof(chunk));
    while (got > 0);
    return got == 0;
}

/* Takes memory that cannot be reclaimed. */
static bool take(struct worker *worker)
{
    if (worker->file < 0)
        worker->file = memfd_create("taken", MFD_CLOEXEC);
    memset(chunk, 1, sizeof(chunk));
    return write(worker->file, chunk, sizeof(chunk)) == (ssize_t)sizeof(chunk);
}

/* A file of holes beside this program: not in a tmpfs, whose files are no cache. */
static int file_of_zeros(const char *name)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 64);
    int file;

    if (length < 0)
        harness_die("readlink");
    snprintf(path + length, 64, ".%s-%d", name, (int)getpid());
    file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 || unlink(path) < 0 || ftruncate(file, (off_t)SET_MIB << 20) < 0)
        harness_die("cannot make %s", path);
    return file;
}

static unsigned long long in_use(struct guest *guest)
{
    return cgroup_kib(guest->dir, "memory.current") / 1024;
}

/* The presser's own group, without swap, and first to be killed. */
static char *pressing_group(const char *above)
{
    char *top = group_above(above), *dir = NULL;

    if (asprintf(&dir, "%s/virmemctl-ctest-press", top) < 0)
        abort();
    free(top);
    if (mkdir(dir, 0755) < 0)
        harness_die("cannot make %s", dir);
    if (cgroup_has(dir, "memory.swap.max"))
        cgroup_put(dir, "memory.swap.max", "0");
    return dir;
}

static pid_t press_begin(const char *dir, struct worker *presser)
{
    char text[32], proc[64];
    pid_t pid;

    worker_begin(presser, take, -1);
    pid = harness_child(work_on, presser);
    snprintf(text, sizeof(text), "%d", (int)pid);
    cgroup_put(dir, "cgroup.procs", text);
    snprintf(proc, sizeof(proc), "/proc/%d", (int)pid);
    cgroup_put(proc, "oom_score_adj", "1000");
    return pid;
}

/* Takes memory until the domain without a guarantee has lost most of its set. */
static void press(const char *dir, struct guest *without)
{
    struct worker presser;
    pid_t pid = press_begin(dir, &presser);
    int taken = 0;

    while (in_use(without) > SET_MIB / 4 && taken < MOST_HOST_MIB && worker_go(&presser))
        taken += CHUNK_MIB;
    fprintf(stderr, "  %d MiB taken\n", taken);
    harness_child_end(pid);
    worker_end(&presser);
}

struct pair {
    struct guest with, without;
    struct worker workers[2];
};

static void fill(struct pair *pair, const char *when)
{
    CHECK(worker_go(&pair->workers[0]) && worker_go(&pair->workers[1]));
    fprintf(stderr, "%s: with %llu MiB, without %llu MiB\n", when, in_use(&pair->with),
            in_use(&pair->without));
    CHECK(in_use(&pair->with) >= SET_MIB);
    CHECK(in_use(&pair->without) >= SET_MIB);
}

static void pressed(struct pair *pair, const char *press_dir, bool is_kept)
{
    press(press_dir, &pair->without);
    fprintf(stderr, "  after: with %llu MiB, without %llu MiB\n", in_use(&pair->with),
            in_use(&pair->without));
    CHECK(in_use(&pair->without) <= SET_MIB / 2);
    if (is_kept)
        CHECK(in_use(&pair->with) >= SET_MIB);
    else
        CHECK(in_use(&pair->with) <= SET_MIB * 3 / 4);
}

int main(void)
{
    struct pair pair;
    virNodeInfo info;
    char *above, *press_dir;

    harness_begin();
    guarantee_only();
    conn = harness_open();
    CHECK_INT(virNodeGetInfo(conn, &info), 0);
    if (info.memory > MIB(MOST_HOST_MIB))
        harness_skip("takes all memory of a machine with more than %d MiB", MOST_HOST_MIB);
    worker_begin(&pair.workers[0], read_all, file_of_zeros("with"));
    worker_begin(&pair.workers[1], read_all, file_of_zeros("without"));
    pair.with = guest_begin(conn, "with", work_on, &pair.workers[0]);
    pair.without = guest_begin(conn, "without", work_on, &pair.workers[1]);
    above = group_above(pair.with.dir);
    press_dir = pressing_group(above);

    CHECK_INT(guest_guarantee(&pair.with, MIB(SET_MIB + 2)), 0);
    fill(&pair, "guaranteed");
    pressed(&pair, press_dir, true);

    /* The same without what the group above was given for it. */
    cgroup_put(above, "memory.min", "0");
    fill(&pair, "guaranteed in name only");
    pressed(&pair, press_dir, false);

    rmdir(press_dir);
    guest_end(conn, &pair.with);
    guest_end(conn, &pair.without);
    worker_end(&pair.workers[0]);
    worker_end(&pair.workers[1]);
    free(above);
    free(press_dir);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
