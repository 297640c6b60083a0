/* What systemd itself says of units, by its own tools. */
#ifndef SYSTEMD_H
#define SYSTEMD_H

#include "harness/harness.h"

#define MACHINE_SLICE "/sys/fs/cgroup/machine.slice"

/* Skips the program where no systemd runs the host. */
void systemd_only(void);

/* Runs a command of the shell's; dies where it fails. */
void systemd_run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What a command writes, without the newline at its end; to be freed. */
char *systemd_ask(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One property of a unit; to be freed. */
char *systemd_property(const char *unit, const char *property);

/* machine-NAME.scope, as systemd-escape writes it; to be freed. */
char *systemd_scope(const char *name);

/* The group of a unit in machine.slice; to be freed. */
char *systemd_group(const char *unit);

/* Starts a unit in machine.slice that sleeps; options are systemd-run's. Comes back when it runs. */
void systemd_sleeper(const char *unit, const char *options);

/* Waits until systemd knows no such unit any more. */
bool systemd_is_gone(const char *unit);

#endif
