/* A stand-in for QEMU: a process with a QEMU's command line, and a QMP monitor that behaves as it is told. */
#ifndef QMP_SERVER_H
#define QMP_SERVER_H
#include "harness/harness.h"

/* A QEMU of `mib` MiB whose command line names `path`, and which serves there as `behaviour` says:
     good       a guest with a balloon; after a period was set it tells statistics
     none       no balloon
     error      each command fails
     silent     connections are taken, nothing is said
     closes     connections are closed at once
     leaves     greets, and closes at the first command
     hangs      greets, and answers nothing
     floods     10 MB without an end of an object
     events     greets, then 10 MB of events instead of an answer
     garbage    another protocol
     elsewhere  serves nobody */
pid_t qmp_server(const char *name, const char *path, const char *behaviour, int mib);

/* A process that serves as `good` without a QEMU's command line, as this user. */
pid_t qmp_server_of(const char *path, uid_t uid);

#endif
