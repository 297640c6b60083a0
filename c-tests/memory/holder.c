#include "memory/holder.h"

#include "support/cgroup.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

#define MOST_MIB 512u
#define PAGE 4096u
#define TMPFS 0x01021994
/* In a word: so many MiB of the file. */
#define OF_FILE (1u << 31)
#define NO_FILE 0u

struct pipes {
    int words[2];
    int answers[2];
};

/* A file with holes next to this program, which is on a disk where a temporary directory may not be;
 * -1 where it is not either. It has no name any more when the holder has ended. */
static int open_file(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 32);
    struct statfs info;
    int file;

    if (length < 0)
        return -1;
    snprintf(path + length, 32, ".pages-%d", (int)getpid());
    file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 && (ftruncate(file, (off_t)MOST_MIB << 20) < 0 || fstatfs(file, &info) < 0 ||
                      info.f_type == TMPFS)) {
        close(file);
        file = -1;
    }
    unlink(path);
    return file;
}

static bool read_file(unsigned int mib)
{
    static char page[PAGE];
    static int file = -1;

    if (file < 0)
        file = open_file();
    for (off_t at = 0; at < (off_t)mib << 20; at += PAGE) {
        if (file < 0 || pread(file, page, PAGE, at) != PAGE)
            return false;
    }
    return true;
}

/* Touches as many MiB as each word says, and answers, until the words end. */
static void hold(void *data)
{
    const struct pipes *pipes = data;
    unsigned int mib;
    char *memory = mmap(NULL, (size_t)MOST_MIB << 20, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (memory == MAP_FAILED)
        _exit(3);
    close(pipes->words[1]);
    close(pipes->answers[0]);
    while (read(pipes->words[0], &mib, sizeof(mib)) == (ssize_t)sizeof(mib)) {
        if (mib & OF_FILE) {
            if (!read_file(mib & ~OF_FILE))
                mib = NO_FILE;
        } else {
            for (size_t at = 0; at < (size_t)mib << 20; at += PAGE)
                memory[at] = (char)(at >> 12 | 1);
        }
        if (write(pipes->answers[1], &mib, sizeof(mib)) != (ssize_t)sizeof(mib))
            _exit(4);
    }
    _exit(0);
}

struct holder holder_start(virConnectPtr conn)
{
    harness_attach_fn attach = harness_need_attach();
    struct holder holder;
    struct pipes pipes;
    char name[64];

    if (pipe2(pipes.words, O_CLOEXEC) < 0 || pipe2(pipes.answers, O_CLOEXEC) < 0)
        harness_die("pipe");
    /* A word to one that was killed is an error, not a signal. */
    signal(SIGPIPE, SIG_IGN);
    holder.pid = harness_child(hold, &pipes);
    /* Once it is closed here too, its end is the end of the answers. */
    close(pipes.words[0]);
    close(pipes.answers[1]);
    holder.words = pipes.words[1];
    holder.answers = pipes.answers[0];
    snprintf(name, sizeof(name), "virmemctl-ctest-holder-%d", (int)holder.pid);
    holder.dom = attach(conn, holder.pid, name, 0);
    if (!holder.dom)
        harness_die("cannot attach: %s", virGetLastErrorMessage());
    holder.dir = cgroup_of(holder.pid);
    return holder;
}

bool holder_touch(struct holder *holder, unsigned int mib)
{
    unsigned int answer;

    return write(holder->words, &mib, sizeof(mib)) == (ssize_t)sizeof(mib) &&
           read(holder->answers, &answer, sizeof(answer)) == (ssize_t)sizeof(answer) &&
           answer == mib;
}

bool holder_read_file(struct holder *holder, unsigned int mib)
{
    return holder_touch(holder, mib | OF_FILE);
}

int holder_end(struct holder *holder)
{
    int end;

    close(holder->words);
    end = harness_child_wait(holder->pid);
    close(holder->answers);
    free(holder->dir);
    CHECK_INT(virDomainFree(holder->dom), 0);
    return end;
}
