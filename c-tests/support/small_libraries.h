/* The functions of libvirt-qemu and libvirt-lxc, which this library's header does not declare. */
#ifndef SMALL_LIBRARIES_H
#define SMALL_LIBRARIES_H

#include <libvirt/libvirt.h>

typedef void (*qemu_event_fn)(virConnectPtr, virDomainPtr, const char *, long long, unsigned int,
                              const char *, void *);

/* Both begin with a text; libvirt's are as long. */
struct security_model {
    char model[257];
    char doi[257];
};

struct security_label {
    char label[4097];
    int enforcing;
};

int virDomainQemuMonitorCommand(virDomainPtr, const char *, char **, unsigned int);
int virDomainQemuMonitorCommandWithFiles(virDomainPtr, const char *, unsigned int, int *,
                                         unsigned int *, int **, char **, unsigned int);
virDomainPtr virDomainQemuAttach(virConnectPtr, unsigned int, unsigned int);
char *virDomainQemuAgentCommand(virDomainPtr, const char *, int, unsigned int);
int virConnectDomainQemuMonitorEventRegister(virConnectPtr, virDomainPtr, const char *,
                                             qemu_event_fn, void *, void (*)(void *),
                                             unsigned int);
int virConnectDomainQemuMonitorEventDeregister(virConnectPtr, int);

int virDomainLxcOpenNamespace(virDomainPtr, int **, unsigned int);
int virDomainLxcEnterNamespace(virDomainPtr, unsigned int, int *, unsigned int *, int **,
                               unsigned int);
int virDomainLxcEnterSecurityLabel(struct security_model *, struct security_label *,
                                   struct security_label *, unsigned int);
int virDomainLxcEnterCGroup(virDomainPtr, unsigned int);

#endif
