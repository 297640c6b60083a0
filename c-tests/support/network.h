/* Network devices that a test makes, on a real kernel. */
#ifndef NETWORK_H
#define NETWORK_H
#include "harness/harness.h"

/* Loads a kernel module of user-mode-linux's, where it is one. */
void network_module(const char *name);

/* Makes a pair of veth devices, the second in the network namespace of that process; false where the kernel has none
   or does not allow it. The pair ends with the namespace, or by network_remove. */
bool network_veth(const char *name, const char *peer, pid_t pid);
void network_remove(const char *name);

/* Makes a tap device, which ends with this file; -1 where there are none. */
int network_tap(const char *name);

/* Brings a device up; false where there is none. */
bool network_up(const char *name);

/* Sends frames of so many bytes. */
void network_send(const char *name, int frames, int bytes);

/* What net/dev of a process's namespace says of a device: bytes and packets received, and sent. */
struct network_counters {
    unsigned long long rx_bytes, rx_packets, tx_bytes, tx_packets;
};
struct network_counters network_counters(const char *process, const char *name);

#endif
