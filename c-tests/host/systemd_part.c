/* With systemd: the library's part for it, a file beside the library, is loaded by the first call that needs
 * it; one that is missing, of another version or of another user is refused, and nothing is left. */
#include "host/systemd.h"
#include "support/cgroup.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART "libvirmemctl_systemd.so"
#define NAME "virmemctl-ctest-part"
#define USER_ID 1000

/* Where the copies of the library and its part are; root's alone. */
#define DIR "/run/virmemctl-ctest-part"

static bool is_mapped(const char *path)
{
    FILE *in = fopen("/proc/self/maps", "re");
    char line[4096];
    bool found = false;

    if (!in)
        harness_die("no /proc/self/maps: %s", strerror(errno));
    while (fgets(line, sizeof(line), in))
        found = found || strstr(line, path);
    fclose(in);
    return found;
}

/* The program as a child of itself, on the copies: says what an attach gives. */
static int attempt(void)
{
    harness_attach_fn attach = harness_need_attach();
    virConnectPtr conn = harness_open();
    pid_t pid = harness_child(harness_child_waits, NULL);
    virNodeInfo node;
    virDomainPtr dom;

    CHECK(is_mapped(DIR "/libvirmemctl.so.0"));
    /* A scan may have to complete what an earlier program left to systemd; this has not. */
    CHECK_INT(virNodeGetInfo(conn, &node), 0);
    CHECK(!is_mapped(PART));
    dom = attach(conn, pid, NAME, 0);
    if (dom)
        fprintf(stderr, "attached %d\n", is_mapped(DIR "/" PART) || is_mapped(DIR "/virmemctl/" PART));
    else
        fprintf(stderr, "refused %d: %s\n", virGetLastError()->code, virGetLastErrorMessage());
    harness_child_end(pid);
    CHECK_NULL(virDomainLookupByName(conn, NAME), VIR_ERR_NO_DOMAIN);
    if (dom)
        virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}

/* Runs it, from a directory and with an environment that name another part. */
static void attempt_says(const char *what, const char *want)
{
    char self[4096] = "";
    char *said;

    if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
        harness_die("no /proc/self/exe: %s", strerror(errno));
    said = systemd_ask("cd " DIR "/other && LD_LIBRARY_PATH=" DIR ":" DIR "/other '%s' attempt 2>&1", self);
    if (!CHECK(strstr(said, want) != NULL))
        fprintf(stderr, "%s: %s\n", what, said);
    CHECK(access("/run/virmemctl/" NAME ".xml", F_OK) != 0);
    CHECK(!cgroup_exists(MACHINE_SLICE "/machine-virmemctl\\x2dctest\\x2dpart.scope"));
    free(said);
}

static void copies_at_hand(void)
{
    Dl_info library;

    if (!dladdr((void *)virInitialize, &library))
        harness_die("the library's file is not known");
    systemd_run("rm -rf " DIR "; mkdir -m 755 -p " DIR "/other");
    systemd_run("cp -L '%s' " DIR "/libvirmemctl.so.0", library.dli_fname);
    systemd_run("cd \"$(dirname '%s')\" && cp " PART " " DIR " && cp " PART " " DIR "/other", library.dli_fname);
}

int main(int argc, char **argv)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    systemd_only();
    if (argc > 1 && strcmp(argv[1], "attempt") == 0)
        return attempt();
    copies_at_hand();
    attempt_says("as built", "attached 1");
    systemd_run("mv " DIR "/" PART " " DIR "/away");
    attempt_says("missing", DIR "/" PART ": No such file or directory");
    systemd_run("mkdir -m 755 " DIR "/virmemctl; mv " DIR "/away " DIR "/virmemctl/" PART);
    attempt_says("as installed", "attached 1");
    systemd_run("mv " DIR "/virmemctl/" PART " " DIR "/away; rmdir " DIR "/virmemctl");
    systemd_run("cp " DIR "/libvirmemctl.so.0 " DIR "/" PART);
    attempt_says("another library", DIR "/" PART ": has no virmemctl_systemd_v2");
    systemd_run("mv " DIR "/away " DIR "/" PART);
    CHECK_INT(chown(DIR "/" PART, USER_ID, USER_ID), 0);
    attempt_says("another user's", DIR "/" PART ": belongs to user 1000, expected 0");
    CHECK_INT(chown(DIR "/" PART, 0, 0), 0);
    CHECK_INT(chmod(DIR, 0775), 0);
    attempt_says("in a directory of others", DIR "/" PART ": its directory has mode 775");
    CHECK_INT(chmod(DIR, 0755), 0);
    attempt_says("as built, again", "attached 1");
    systemd_run("rm -r " DIR);
    return harness_end();
}
