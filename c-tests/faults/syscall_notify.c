#include "faults/syscall_notify.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_CALLS 60

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW_HALF 4
#else
#define LOW_HALF 0
#endif

int notify_begin(unsigned int open_flags, const int *numbers, size_t count)
{
    const unsigned char calls = (unsigned char)count;
    struct sock_filter filter[MOST_CALLS + 6] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2]) + LOW_HALF),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, open_flags, (unsigned char)(calls + 1), calls),
    };
    struct sock_filter *next = filter + 4;
    struct sock_fprog program = {.filter = filter};

    if (count > MOST_CALLS)
        return -1;
    for (unsigned char i = 0; i < calls; i++)
        *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                               (unsigned int)numbers[i],
                                               (unsigned char)(calls - i), 0);
    *next++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *next++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    program.len = (unsigned short)(next - filter);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return -1;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                        &program);
}

bool notify_receive(int listener, struct seccomp_notif *call)
{
    memset(call, 0, sizeof(*call));
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, call) == 0;
}

void notify_reply(int listener, uint64_t id, int error)
{
    struct seccomp_notif_resp reply = {.id = id, .error = -error};

    if (!error)
        reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
}
