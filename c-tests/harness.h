/* What every test program of this folder shares; README.md says how to use it. */
#ifndef HARNESS_H
#define HARNESS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum harness_kind { KIND_TEST, KIND_MADE_UP, KIND_KERNEL };

/* Start and end of a program. */
void harness_begin(void);
int harness_end(void);
_Noreturn void harness_skip(const char *reason, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void harness_die(const char *reason, ...) __attribute__((format(printf, 1, 2)));
void harness_only(enum harness_kind kind);
void harness_not(enum harness_kind kind);

/* The backend under test. */
enum harness_kind harness_kind(void);
const char *harness_uri(void);
int harness_cgroup_version(void);
virConnectPtr harness_open(void);
virConnectPtr harness_open_read_only(void);
virDomainPtr harness_domain(virConnectPtr conn);
pid_t harness_domain_pid(virDomainPtr dom);
void harness_domain_done(virDomainPtr dom);

/* Children that die with the program, however it ends. */
pid_t harness_child(void (*body)(void *), void *data);
void harness_child_waits(void *unused);
void harness_child_end(pid_t pid);

/* Waits for one to end by itself: its exit status, or minus the signal that ended it. */
int harness_child_wait(pid_t pid);

/* The library's own way to make a running process a domain; NULL where the library has none. */
typedef virDomainPtr (*harness_attach_fn)(virConnectPtr, int, const char *, unsigned int);
harness_attach_fn harness_attach(void);

/* The same for a program that cannot do without: it is skipped there. */
harness_attach_fn harness_need_attach(void);

/* A file that is deleted at the end; the path stays valid until then. */
const char *harness_file(const char *name, const char *text);

/* Checks: print what differs, remember it, go on. */
bool check_true(const char *file, int line, const char *text, bool value);
bool check_int(const char *file, int line, const char *text, long long got, long long want);
bool check_ull(const char *file, int line, const char *text, unsigned long long got,
               unsigned long long want);
bool check_str(const char *file, int line, const char *text, const char *got, const char *want);
bool check_error(const char *file, int line, const char *text, int code);

#define CHECK(cond) check_true(__FILE__, __LINE__, #cond, (cond))
#define CHECK_INT(got, want) check_int(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_ULL(got, want) check_ull(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_STR(got, want) check_str(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_FAILS(call, code) \
    check_error(__FILE__, __LINE__, #call, ((call) < 0 ? (code) : -1))
#define CHECK_NULL(call, code) \
    check_error(__FILE__, __LINE__, #call, ((call) == NULL ? (code) : -1))

/*
 * Traces: one line on stdout about one call, the same under every library.
 * Before the call an error is planted, so that the line also tells whether
 * the call cleared it ("none"), left it alone ("kept") or set its own.
 */
void trace_plant(void);
int trace_int(const char *call, long long value);
void *trace_ptr(const char *call, const void *value);
const char *trace_str(const char *call, const char *value);
void trace_void(const char *call);
void trace_error(const char *call, virErrorPtr err);
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define TRACE_INT(call) (trace_plant(), trace_int(#call, (call)))
#define TRACE_PTR(call) (trace_plant(), trace_ptr(#call, (call)))
#define TRACE_STR(call) (trace_plant(), trace_str(#call, (call)))
#define TRACE_VOID(call) (trace_plant(), (void)(call), trace_void(#call))
#define TRACE_ERROR(pointer) trace_error(#pointer, (pointer))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Typed parameters by hand, for what the virTypedParamsAdd* calls would refuse. */
virTypedParameter param_ull(const char *field, unsigned long long value);
virTypedParameter param_of_type(const char *field, int type);
void trace_params(virTypedParameterPtr params, int nparams);

#endif
