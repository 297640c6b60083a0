/* For LD_PRELOAD with linux.uml: lets user-mode-linux run where the processor has AMX.
 *
 * The kernel takes a process's extended state from a tracer only as a whole (arch/x86/kernel/fpu/regset.c:
 * EFAULT for any other size). The buffer of user-mode-linux ends after the state of PKRU; with the tiles of
 * AMX the whole is larger, and user-mode-linux kills its init at once. What lies beyond its buffer is left
 * in its initial state here: a process has tiles only after it has asked for them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#define LARGEST 65536
/* The header of the state, and in it which parts are not in their initial state (Intel SDM 1, 13.4.2). */
#define PARTS_AT 512
#define TILES (UINT64_C(3) << 17)

typedef long ptrace_call(enum __ptrace_request request, ...);

/* Static: the stacks of user-mode-linux are small. It calls from one thread. */
static _Alignas(64) char whole[LARGEST];
static size_t whole_size;

static long get(ptrace_call *call, int pid, struct iovec *given)
{
    struct iovec all = {whole, sizeof(whole)};
    long done = call(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &all);

    if (done < 0)
        return done;
    whole_size = all.iov_len;
    if (given->iov_len > all.iov_len)
        given->iov_len = all.iov_len;
    memcpy(given->iov_base, whole, given->iov_len);
    return done;
}

static long set(ptrace_call *call, int pid, struct iovec *given)
{
    uint64_t parts;

    if (given->iov_len >= whole_size || given->iov_len < PARTS_AT + sizeof(parts))
        return call(PTRACE_SETREGSET, pid, NT_X86_XSTATE, given);
    memset(whole, 0, whole_size);
    memcpy(whole, given->iov_base, given->iov_len);
    memcpy(&parts, whole + PARTS_AT, sizeof(parts));
    parts &= ~TILES;
    memcpy(whole + PARTS_AT, &parts, sizeof(parts));
    return call(PTRACE_SETREGSET, pid, NT_X86_XSTATE, &(struct iovec){whole, whole_size});
}

long ptrace(enum __ptrace_request request, ...)
{
    static ptrace_call *call;
    va_list list;
    int pid;
    void *address, *data;

    va_start(list, request);
    pid = va_arg(list, int);
    address = va_arg(list, void *);
    data = va_arg(list, void *);
    va_end(list);
    if (!call)
        call = (ptrace_call *)dlsym(RTLD_NEXT, "ptrace");
    if (address == (void *)NT_X86_XSTATE && request == PTRACE_GETREGSET)
        return get(call, pid, data);
    if (address == (void *)NT_X86_XSTATE && request == PTRACE_SETREGSET)
        return set(call, pid, data);
    return call(request, pid, address, data);
}
