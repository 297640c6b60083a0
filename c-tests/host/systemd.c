#include "host/systemd.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRIES 100
#define PAUSE_MICROSECONDS 50000

void systemd_only(void)
{
    if (access("/run/systemd/system", F_OK) != 0)
        harness_skip("only for kind kernel with systemd");
}

static char *run(const char *command)
{
    char *output = calloc(1, 4096);
    size_t length;
    FILE *in = popen(command, "re");

    if (!in || !output)
        harness_die("cannot run %s", command);
    length = fread(output, 1, 4095, in);
    output[length] = '\0';
    if (pclose(in) != 0)
        harness_die("%s failed: %s", command, output);
    if (length && output[length - 1] == '\n')
        output[length - 1] = '\0';
    return output;
}

static char *formatted(const char *format, va_list args)
{
    char *text = NULL;

    if (vasprintf(&text, format, args) < 0)
        abort();
    return text;
}

void systemd_run(const char *format, ...)
{
    va_list args;
    char *command;

    va_start(args, format);
    command = formatted(format, args);
    va_end(args);
    free(run(command));
    free(command);
}

char *systemd_ask(const char *format, ...)
{
    va_list args;
    char *command;
    char *answer;

    va_start(args, format);
    command = formatted(format, args);
    va_end(args);
    answer = run(command);
    free(command);
    return answer;
}

char *systemd_property(const char *unit, const char *property)
{
    return systemd_ask("systemctl show -P %s -- '%s'", property, unit);
}

char *systemd_scope(const char *name)
{
    char *escaped = systemd_ask("systemd-escape -- '%s'", name);
    char *unit = NULL;

    if (asprintf(&unit, "machine-%s.scope", escaped) < 0)
        abort();
    free(escaped);
    return unit;
}

char *systemd_group(const char *unit)
{
    char *group = NULL;

    if (asprintf(&group, MACHINE_SLICE "/%s", unit) < 0)
        abort();
    return group;
}

static bool becomes(const char *unit, const char *property, const char *value)
{
    bool is_so = false;

    for (int i = 0; i < TRIES && !is_so; i++) {
        char *now = systemd_property(unit, property);

        is_so = strcmp(now, value) == 0;
        free(now);
        if (!is_so)
            usleep(PAUSE_MICROSECONDS);
    }
    return is_so;
}

void systemd_sleeper(const char *unit, const char *options)
{
    systemd_run("systemd-run -q %s --slice=machine.slice --unit='%s' -p Delegate=yes sleep 1000 "
                ">/dev/null 2>&1 &", options, unit);
    if (!becomes(unit, "ActiveState", "active"))
        harness_die("%s does not start", unit);
}

bool systemd_is_gone(const char *unit)
{
    return becomes(unit, "LoadState", "not-found");
}
