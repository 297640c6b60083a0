/* A process with the threads of a QEMU, and groups for it as libvirt makes them. */
#ifndef QEMU_PROCESS_H
#define QEMU_PROCESS_H

#include "harness/harness.h"

#define QEMU_UUID "d3adb33f-0000-4000-8000-0000000000c1"

struct qemu {
    char *name;
    pid_t pid;
    char *group; /* Its path; NULL where it has no groups of its own. */
};

/* To be called first by main, with its arguments: the program is executed anew as that process. */
void qemu_begin(int argc, char **argv);

/* The process alone. */
struct qemu qemu_start(const char *subject);

/* With threads besides that start others, each of which ends at once. */
struct qemu qemu_start_restless(const char *subject);

/* As libvirt's: in a group of its own, with groups for its virtual CPUs, its I/O thread and its
   emulator in the hierarchies of cpu and, where it is mounted, cpuset. */
struct qemu qemu_start_grouped(const char *subject);

/* Ends the process, and removes its groups. */
void qemu_end(struct qemu *guest);

/* The thread of that name: "CPU 0/TCG", "CPU 1/TCG", "IO iothread1", "IO mon_iothread". */
pid_t qemu_thread(const struct qemu *guest, const char *name);

/* The directory of its group in a controller's hierarchy, or of a group of threads there; to be freed. */
char *qemu_dir(const struct qemu *guest, const char *controller, const char *threads);

/* Whether there is a hierarchy with CPUs. */
bool qemu_has_cpuset(void);

#endif
