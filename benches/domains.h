/* Domains to measure on, their groups, and the bare system calls on these.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef DOMAINS_H
#define DOMAINS_H

#include <libvirt/libvirt.h>
#include <sys/types.h>

enum { PARAMETERS = 3, TEXT = 64 };

/* The control files of the three parameters on cgroup v1, in the order of the API. */
extern const char *const FILES[PARAMETERS];

/* A process that waits, attached as a domain. */
struct attached {
    virDomainPtr domain;
    pid_t process;
    /* Its memory group: the path below the hierarchy's root, and the open directory. */
    char group[256];
    int dir;
    int files[PARAMETERS];
};

virConnectPtr open_connection(const char *uri);

/* A process that waits, and ends with this one. */
pid_t waiting_process(void);

/* A new process in a group that is called as libvirt calls that of a guest of this name. */
void make_guest(const char *name);

/* Attaches a new process under a name. */
struct attached attach(virConnectPtr connection, const char *name);
void end(struct attached *domain);

/* The path of a process's group in the hierarchy of a controller, below its root. */
void find_group(pid_t process, const char *controller, char *group, size_t room);

/* Gets, and sets, all three parameters; the numbers are two states that differ in each of them. */
void get_parameters(virDomainPtr domain);
void set_parameters(virDomainPtr domain, int state);

/* The path of a memory group, from that of its directory. */
const char *below_hierarchy(const char *path);

/* All domains of a connection; *count is their number. */
virDomainPtr *list(virConnectPtr connection, int *count);
void free_list(virDomainPtr *domains, int count);

/* The same by bare system calls on open files, and on files that are opened each time. `state` gives the
 * texts that are written. */
void read_files(const int files[PARAMETERS]);
void write_files(const int files[PARAMETERS], int state);
void open_and_read_files(int dir, const char *group);

/* The two states, in bytes. */
extern const unsigned long long STATES[2][PARAMETERS];

#endif
