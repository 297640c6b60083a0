#include "support/program.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOGS "/var/log/virmemctl"

static char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));

static char *text(const char *format, ...)
{
    char *made = NULL;
    va_list list;

    va_start(list, format);
    if (vasprintf(&made, format, list) < 0)
        harness_die("no memory");
    va_end(list);
    return made;
}

char *program_name(const char *subject)
{
    return text("virmemctl-ctest-%s-%d", subject, (int)getpid());
}

char *program_xml_of(const char *name, const char *path, const char *os, const char *more)
{
    return text("<domain type='cgroup'><name>%s</name><memory unit='MiB'>64</memory>"
                "<os><type>exe</type>%s%s%s%s</os>%s</domain>",
                name, path ? "<init>" : "", path ? path : "", path ? "</init>" : "", os, more);
}

char *program_xml(const char *name, const char *script, const char *os, const char *more)
{
    char *all = text("<initarg>-c</initarg><initarg>%s</initarg>%s", script, os);
    char *xml = program_xml_of(name, "/bin/sh", all, more);

    free(all);
    return xml;
}

struct program program_plan(const char *subject, const char *script, const char *os,
                            const char *more)
{
    struct program program = {.name = program_name(subject)};

    program.xml = program_xml(program.name, script, os, more);
    return program;
}

struct program program_start(virConnectPtr conn, const char *subject, const char *script,
                             unsigned int flags)
{
    struct program program = program_plan(subject, script, "", "");

    program.dom = virDomainCreateXML(conn, program.xml, flags);
    if (!program.dom)
        harness_die("%s was not started", program.name);
    return program;
}

struct program program_define(virConnectPtr conn, const char *subject, const char *script)
{
    struct program program = program_plan(subject, script, "", "");

    program.dom = virDomainDefineXML(conn, program.xml);
    if (!program.dom)
        harness_die("%s was not defined", program.name);
    return program;
}

void program_start_planned(virConnectPtr conn, struct program *program)
{
    program->dom = virDomainCreateXML(conn, program->xml, 0);
    if (!program->dom)
        harness_die("%s was not started", program->name);
    free(program_output(program->name, 1));
}

void program_end(struct program *program)
{
    CHECK(program_is_gone(program->name));
    if (program->dom)
        virDomainFree(program->dom);
    program_forget(program->name);
    free(program->xml);
    free(program->name);
}

static void pause_briefly(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 5 * 1000 * 1000}, NULL);
}

bool program_wait(bool (*is_so)(void *), void *data)
{
    for (int i = 0; i < 6000; i++) {
        if (is_so(data))
            return true;
        pause_briefly();
    }
    return false;
}

struct output {
    const char *name;
    int lines;
    char *content;
};

char *program_log(const char *name)
{
    size_t size = 0;
    char *path = text(LOGS "/%s.log", name), *content = NULL;
    FILE *file = fopen(path, "r");

    if (!file || getdelim(&content, &size, '\0', file) < 0) {
        free(content);
        content = NULL;
    }
    if (file)
        fclose(file);
    free(path);
    return content;
}

/* Removes the library's lines; the number of the others. */
static int keep_own_lines(char *log)
{
    char *to = log;
    int lines = 0;

    for (char *from = log, *next; *from; from = next) {
        char *end = strchr(from, '\n'), *mark = strstr(from, "Z virmemctl: process ");

        next = end ? end + 1 : from + strlen(from);
        if (mark && mark < next)
            continue;
        lines += end != NULL;
        memmove(to, from, (size_t)(next - from));
        to += next - from;
    }
    *to = '\0';
    return lines;
}

static bool has_output(void *data)
{
    struct output *output = data;

    free(output->content);
    output->content = program_log(output->name);
    return output->content && keep_own_lines(output->content) >= output->lines;
}

char *program_output(const char *name, int lines)
{
    struct output output = {name, lines, NULL};

    if (!program_wait(has_output, &output))
        harness_die("%s wrote '%s', not %d lines", name, output.content ? output.content : "", lines);
    return output.content;
}

void program_forget(const char *name)
{
    char *path = text(LOGS "/%s.log", name);

    unlink(path);
    rmdir(LOGS);
    free(path);
}

int program_state(virDomainPtr dom, int *reason)
{
    int state = -1;

    if (virDomainGetState(dom, &state, reason, 0) < 0)
        return -1;
    return state;
}

struct wanted {
    virDomainPtr dom;
    int state;
};

static bool has_state(void *data)
{
    struct wanted *wanted = data;

    return program_state(wanted->dom, NULL) == wanted->state;
}

bool program_wait_state(virDomainPtr dom, int state)
{
    return program_wait(has_state, &(struct wanted){dom, state});
}

bool program_is_gone(const char *name)
{
    static const char *const places[] = {
        "/run/virmemctl/%s.xml",
        "/etc/virmemctl/domains/%s.xml",
        "/sys/fs/cgroup/machine/virmemctl-%s",
        "/sys/fs/cgroup/memory/machine/virmemctl-%s",
        "/sys/fs/cgroup/freezer/virmemctl-%s",
    };
    bool gone = true;

    for (size_t i = 0; i < COUNT_OF(places); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        char *path = text(places[i], name);
#pragma GCC diagnostic pop

        if (access(path, F_OK) == 0) {
            fprintf(stderr, "  left: %s\n", path);
            gone = false;
        }
        free(path);
    }
    return gone;
}
