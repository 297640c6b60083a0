/* Stand-ins for virtual machine monitors: this program, started again with the command line of one, which serves at
   the socket that the command line names and behaves as it is told. They speak what the documentation says: QEMU's of
   QMP, Firecracker's and cloud-hypervisor's of their APIs. */
#ifndef VMM_H
#define VMM_H
#include "harness/harness.h"

/* A guest: sizes in bytes, the period of its statistics in seconds. */
struct vmm_guest {
    unsigned long long memory, actual, period;
};

#define VMM_ARGUMENTS 12

/* The image of the disk that a stand-in for QEMU tells of: virtio-disk0. It has another, ide0-cd0, without a medium. */
#define VMM_IMAGE "/tmp/virmemctl-ctest-no-image"

/* A kind of monitor. */
struct vmm {
    const char *name;
    /* Writes the command line, in memory of its own. */
    void (*command)(char *arguments[VMM_ARGUMENTS], const char *name, const char *path, int mib);
    /* Speaks with a client, as long as that is there. */
    void (*converse)(int client, const char *behaviour, struct vmm_guest *guest);
    /* What it says as `floods`: first this, then that over and over. */
    const char *begin, *flood;
    /* The period of statistics that a guest has from the beginning. */
    unsigned int period;
    /* What it does first, if anything. */
    void (*prepare)(const char *behaviour);
};

extern const struct vmm vmm_qemu, vmm_firecracker, vmm_cloud_hypervisor;
extern const struct vmm *const vmm_all[3];

/* One of `mib` MiB whose command line names `path`, and which serves there as `behaviour` says:
     good       a guest with a balloon, which tells statistics once it is asked for them
     none       no balloon
     error      each command fails
     silent     connections are taken, nothing is said
     closes     connections are closed at once
     leaves     closes at the first command
     hangs      answers nothing
     floods     10 MB without an end
     huge       an answer of 10 MB, or 10 MB of events before it
     garbage    another protocol
     elsewhere  serves nobody
   QEMU alone:
     nameless   as good, and its threads have no names
     nameless-silent  the same of silent
     boasts     its guest has more memory than there is
   Firecracker and cloud-hypervisor alone:
     plain      statistics are off, or not known
     chunked    a body without its length */
pid_t vmm_start(const struct vmm *vmm, const char *name, const char *path, const char *behaviour, int mib);

/* A process that serves as `good` without such a command line, as this user. */
pid_t vmm_serve_as(const struct vmm *vmm, const char *path, uid_t uid);

/* For the kinds: says all of a text, or 10 MB of it; the number behind a word in a text, 0 without it; printf into
   memory of its own. */
bool vmm_say(int client, const char *text);
void vmm_say_lots(int client, const char *text);
unsigned long long vmm_number_in(const char *text, const char *word);
char *vmm_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
