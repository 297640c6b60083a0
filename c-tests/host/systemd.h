/* systemd's own view of units, by its tools. */
#ifndef SYSTEMD_H
#define SYSTEMD_H

#include "harness/harness.h"

#define MACHINE_SLICE "/sys/fs/cgroup/machine.slice"

/* Skips the program where systemd is not init. */
void systemd_only(void);

/* Runs a shell command; the program fails if it does. */
void systemd_run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What a command writes, without the newline at its end; to be freed. */
char *systemd_ask(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One property of a unit; to be freed. */
char *systemd_property(const char *unit, const char *property);

/* machine-NAME.scope, as systemd-escape writes it; to be freed. */
char *systemd_scope(const char *name);

/* The group of a unit in machine.slice; to be freed. */
char *systemd_group(const char *unit);

/* Starts a unit in machine.slice that sleeps; options are systemd-run's. Returns when it runs. */
void systemd_sleeper(const char *unit, const char *options);

/* Waits until systemd has unloaded the unit. */
bool systemd_is_gone(const char *unit);

#endif
