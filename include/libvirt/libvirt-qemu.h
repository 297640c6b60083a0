/* <libvirt/libvirt-qemu.h> of libvirmemctl: the functions of the drop-in's libvirt-qemu.so.0, which a program
 * that calls them is linked with (-l:libvirt-qemu.so.0). src/capi/extensions/qemu.rs documents them.
 * SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef VIRMEMCTL_LIBVIRT_QEMU_H
#define VIRMEMCTL_LIBVIRT_QEMU_H
#include "../virmemctl.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of virDomainQemuMonitorCommand: the command is QMP, or one for people. */
typedef enum {
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT = 0,
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP = 1,
} virDomainQemuMonitorCommandFlags;

/* The timeout of virDomainQemuAgentCommand in seconds: no end, the agent's usual one, none. */
typedef enum {
    VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN = -2,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK = -2,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT = -1,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT = 0,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN = 60,
} virDomainQemuAgentCommandTimeoutValues;

/* Flags of virConnectDomainQemuMonitorEventRegister: the event is a regular expression; case does not count. */
typedef enum {
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX = 1,
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE = 2,
} virConnectDomainQemuMonitorEventRegisterFlags;

/* Called with an event of a guest's monitor, when it happened, and its details in JSON. */
typedef void (*virConnectDomainQemuMonitorEventCallback)(virConnectPtr conn, virDomainPtr dom, const char *event,
                                                         long long seconds, unsigned int micros,
                                                         const char *details, void *opaque);

int virDomainQemuMonitorCommand(virDomainPtr domain, const char *cmd, char **result, unsigned int flags);
int virDomainQemuMonitorCommandWithFiles(virDomainPtr domain, const char *cmd, unsigned int ninfiles, int *infiles,
                                         unsigned int *noutfiles, int **outfiles, char **result,
                                         unsigned int flags);
virDomainPtr virDomainQemuAttach(virConnectPtr conn, unsigned int pid_value, unsigned int flags);
char *virDomainQemuAgentCommand(virDomainPtr domain, const char *cmd, int timeout, unsigned int flags);
int virConnectDomainQemuMonitorEventRegister(virConnectPtr conn, virDomainPtr dom, const char *event,
                                             virConnectDomainQemuMonitorEventCallback cb, void *opaque,
                                             virFreeCallback freecb, unsigned int flags);
int virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID);

#ifdef __cplusplus
}
#endif
#endif
