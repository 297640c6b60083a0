#include "harness/files.h"

#include "harness/environment.h"
#include "harness/exit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <string.h>
#include <unistd.h>

#define MAX_FILES 64

static char *files[MAX_FILES];
static char *folder;

void harness_files_remove(void)
{
    for (int i = 0; i < MAX_FILES && files[i]; i++) {
        unlink(files[i]);
        free(files[i]);
        files[i] = NULL;
    }
    if (folder) {
        rmdir(folder);
        free(folder);
        folder = NULL;
    }
}

const char *harness_file(const char *name, const char *text)
{
    char *path = NULL;
    FILE *out;
    int slot = 0;

    if (!folder) {
        if (asprintf(&folder, "%s/virmemctl-ctest-XXXXXX", harness_env("TMPDIR", "/tmp")) < 0)
            abort();
        if (!mkdtemp(folder))
            harness_die("mkdtemp: %s", strerror(errno));
        /* A daemon of another user's may read them. */
        if (chmod(folder, 0755))
            harness_die("chmod: %s", strerror(errno));
    }
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    while (slot < MAX_FILES && files[slot] && strcmp(files[slot], path) != 0)
        slot++;
    if (slot == MAX_FILES)
        harness_die("too many files");
    if (files[slot]) {
        free(path);
        path = files[slot];
    }
    files[slot] = path;
    out = fopen(path, "we");
    if (!out || fputs(text, out) == EOF || fclose(out) == EOF)
        harness_die("cannot write %s", name);
    return path;
}
