/* What a domain's program is started with, and what is refused. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static virConnectPtr conn;

/* Runs a script to its end: what it wrote; to be freed. */
static char *run(const char *subject, const char *script, const char *os, const char *more, int lines)
{
    struct program it = program_plan(subject, script, os, more);
    char *output;

    it.dom = virDomainCreateXML(conn, it.xml, 0);
    if (!it.dom)
        harness_die("%s was not started", it.name);
    CHECK(program_wait_state(it.dom, -1));
    output = program_output(it.name, lines);
    program_end(&it);
    return output;
}

static bool has_line(const char *text, const char *line)
{
    size_t len = strlen(line);

    for (const char *at = text; (at = strstr(at, line)); at++) {
        if ((at == text || at[-1] == '\n') && at[len] == '\n')
            return true;
    }
    fprintf(stderr, "  no line '%s' in:\n%s", line, text);
    return false;
}

static int lines_of(const char *text)
{
    int lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* A file of ours without CLOEXEC, a closed standard file, another umask and directory: none is
 * inherited. */
static void files_and_environment(void)
{
    int leak = open("/dev/zero", O_RDONLY);
    mode_t mask = umask(0);
    char *seen = run("environment", "env; echo -- $(umask) $(pwd); readlink /proc/$$/fd/*; echo end >&amp;2",
                     "<initenv name='A'>b c</initenv><initenv name='HOME'>/usr</initenv>"
                     "<initdir>/usr/lib</initdir>",
                     "", 11);

    umask(mask);
    close(leak);
    CHECK(has_line(seen, "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    CHECK(has_line(seen, "HOME=/usr"));
    CHECK(has_line(seen, "A=b c"));
    CHECK(has_line(seen, "PWD=/usr/lib"));
    CHECK(strstr(seen, "VIRMEMCTL_NAME=virmemctl-ctest-environment-") != NULL);
    CHECK(strstr(seen, "VIRMEMCTL_UUID=") != NULL);
    CHECK(has_line(seen, "-- 0022 /usr/lib"));
    CHECK(has_line(seen, "/dev/null"));
    CHECK(has_line(seen, "end"));
    /* Six variables with the shell's PWD, the line of --, three files, the end. */
    CHECK_INT(lines_of(seen), 11);
    free(seen);
}

static void rights(void)
{
    char *seen = run("rights", "id -u; id -g; id -G",
                     "<inituser>+12345</inituser><initgroup>+23456</initgroup>", "", 3);

    CHECK_STR(seen, "12345\n23456\n23456\n");
    free(seen);
    seen = run("named", "id -un; echo $HOME", "<inituser>nobody</inituser>", "", 2);
    CHECK(strncmp(seen, "nobody\n/", 8) == 0);
    free(seen);
}

/* The program itself sees its group and its limit, as the first thing. */
static void limits_are_there(void)
{
    const char *script = harness_cgroup_version() == 1
                             ? "cat /proc/self/cgroup; d=/sys/fs/cgroup/memory/machine/virmemctl-$VIRMEMCTL_NAME; "
                               "cat $d/memory.limit_in_bytes $d/memory.soft_limit_in_bytes; grep -c . $d/cgroup.procs"
                             : "cat /proc/self/cgroup; d=/sys/fs/cgroup/machine/virmemctl-$VIRMEMCTL_NAME; "
                               "cat $d/memory.max $d/memory.high; grep -c . $d/cgroup.procs";
    char *seen = run("limits", script, "",
                     "<memtune><hard_limit unit='MiB'>64</hard_limit>"
                     "<soft_limit unit='MiB'>32</soft_limit></memtune>",
                     4);

    CHECK(strstr(seen, "/machine/virmemctl-virmemctl-ctest-limits-") != NULL);
    CHECK(has_line(seen, "67108864"));
    CHECK(has_line(seen, "33554432"));
    free(seen);
}

static void live_document(void)
{
    struct program it = program_plan("document", "sleep 100", "<initenv name='A'>b</initenv>",
                                     "<memtune><hard_limit unit='MiB'>64</hard_limit></memtune>");
    char *shown, id[64];

    it.dom = virDomainCreateXML(conn, it.xml, 0);
    shown = virDomainGetXMLDesc(it.dom, 0);
    CHECK(shown != NULL);
    snprintf(id, sizeof(id), "<domain type='cgroup' id='%u'", virDomainGetID(it.dom));
    CHECK(strstr(shown, id) != NULL);
    CHECK(strstr(shown, "<init>/bin/sh</init>") != NULL);
    CHECK(strstr(shown, "<initenv name='A'>b</initenv>") != NULL);
    CHECK(strstr(shown, "<hard_limit unit='KiB'>65536</hard_limit>") != NULL);
    CHECK_ULL(memory_limits(it.dom, 0).hard, MIB(64));
    CHECK_INT(memory_set_one(it.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(96), 0), 0);
    CHECK_ULL(memory_limits(it.dom, 0).hard, MIB(96));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(shown);
}

/* A program that cannot be started leaves nothing behind; the error has the errno. */
static void refused_saying(const char *path, const char *os, const char *more, int code, int number,
                           const char *words)
{
    char *name = program_name("refused"), *log;
    char *xml = program_xml_of(name, path, os, more);
    virErrorPtr err;

    CHECK_NULL(virDomainCreateXML(conn, xml, 0), code);
    err = virGetLastError();
    if (number)
        CHECK_INT(err ? err->int1 : 0, number);
    if (words)
        CHECK(err && strstr(err->message, words) != NULL);
    CHECK(program_is_gone(name));
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    if (asprintf(&log, "/var/log/virmemctl/%s.log", name) < 0)
        harness_die("no memory");
    CHECK(access(log, F_OK) != 0);
    program_forget(name);
    free(log);
    free(xml);
    free(name);
}

static void refused(const char *path, const char *os, const char *more, int code, int number)
{
    refused_saying(path, os, more, code, number, number ? path : NULL);
}

static void what_does_not_begin(void)
{
    const char *words = harness_file("virmemctl-words", "words\n");

    refused("/no/such/program", "", "", VIR_ERR_SYSTEM_ERROR, 2);
    refused(words, "", "", VIR_ERR_SYSTEM_ERROR, 13);
    CHECK_INT(chmod(words, 0755), 0);
    refused(words, "", "", VIR_ERR_SYSTEM_ERROR, 8);
    refused("/bin/true", "<initdir>/no/such</initdir>", "", VIR_ERR_SYSTEM_ERROR, 2);
    refused("/bin/true", "<initdir>there</initdir>", "", VIR_ERR_XML_ERROR, 0);
    refused("/bin/true", "<inituser>virmemctl-nobody</inituser>", "", VIR_ERR_CONFIG_UNSUPPORTED, 0);
    refused("/bin/true", "<initgroup>virmemctl-nobody</initgroup>", "", VIR_ERR_CONFIG_UNSUPPORTED, 0);
    refused("/bin/true", "<initenv name='a=b'>c</initenv>", "", VIR_ERR_XML_ERROR, 0);
    refused("bin/true", "", "", VIR_ERR_XML_ERROR, 0);
    refused(NULL, "", "", VIR_ERR_XML_ERROR, 0);
    refused("/bin/true", "",
            "<memtune><hard_limit unit='MiB'>64</hard_limit>"
            "<swap_hard_limit unit='MiB'>32</swap_hard_limit></memtune>",
            VIR_ERR_INVALID_ARG, 0);
    refused("/bin/true", "",
            "<memtune><min_guarantee unit='TiB'>100</min_guarantee></memtune>",
            VIR_ERR_OPERATION_FAILED, 0);
}

/* No process lives in one page: the kernel kills it before it can say anything. With swap beside the
 * page some do. */
static void a_limit_that_kills(void)
{
    const char *limits = harness_has_swap() ? "<memtune><hard_limit unit='KiB'>4</hard_limit>"
                                              "<swap_hard_limit unit='KiB'>4</swap_hard_limit></memtune>"
                                            : "<memtune><hard_limit unit='KiB'>4</hard_limit></memtune>";

    refused_saying("/bin/true", "", limits, VIR_ERR_OPERATION_FAILED, 0,
                   "/bin/true was killed before it started within hard_limit, 4 KiB");
}

static void wrong_documents_and_flags(void)
{
    char *name = program_name("wrong");
    char *xml = program_xml(name, "true", "", "");
    char *kind = strstr(xml, "'cgroup'"), *kept = strdup(xml);

    CHECK_NULL(virDomainCreateXML(conn, xml, VIR_DOMAIN_START_AUTODESTROY),
               VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_NULL(virDomainCreateXML(conn, xml, VIR_DOMAIN_START_FORCE_BOOT), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainCreateXML(conn, "<domain", 0), VIR_ERR_XML_DETAIL);
    memcpy(kind, "'lxc'   ", 8);
    CHECK_NULL(virDomainCreateXML(conn, xml, 0), VIR_ERR_CONFIG_UNSUPPORTED);
    memcpy(strstr(kept, "exe"), "hvm", 3);
    CHECK_NULL(virDomainCreateXML(conn, kept, 0), VIR_ERR_CONFIG_UNSUPPORTED);
    CHECK(program_is_gone(name));
    free(kept);
    free(xml);
    free(name);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    files_and_environment();
    rights();
    limits_are_there();
    live_document();
    what_does_not_begin();
    a_limit_that_kills();
    wrong_documents_and_flags();
    virConnectClose(conn);
    return harness_end();
}
