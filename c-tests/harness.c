#include "harness.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CHILDREN 64
#define MAX_FILES 64
#define TIME_LIMIT_SECONDS 300

/* What trace_plant leaves behind: freeing no domain at all. */
#define PLANTED_CODE VIR_ERR_INVALID_DOMAIN
#define PLANTED_DOMAIN VIR_FROM_DOM

static int failures;
static pid_t owner;
static volatile pid_t children[MAX_CHILDREN];
static char *files[MAX_FILES];
static char *folder;
static _Thread_local int callbacks;

static const char *env(const char *name, const char *fallback)
{
    const char *value = getenv(name);

    return value && *value ? value : fallback;
}

/* Only calls that a signal handler may make. */
static void kill_children(void)
{
    if (getpid() != owner)
        return;
    for (int i = 0; i < MAX_CHILDREN; i++) {
        pid_t pid = children[i];

        if (pid > 0) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            children[i] = 0;
        }
    }
}

static void on_signal(int number)
{
    kill_children();
    signal(number, SIG_DFL);
    raise(number);
}

static void at_exit(void)
{
    if (getpid() != owner)
        return;
    kill_children();
    for (int i = 0; i < MAX_FILES && files[i]; i++) {
        unlink(files[i]);
        free(files[i]);
        files[i] = NULL;
    }
    if (folder) {
        rmdir(folder);
        free(folder);
        folder = NULL;
    }
}

static void count_error(void *unused, virErrorPtr err)
{
    (void)unused;
    callbacks++;
    fprintf(stderr, "  error %d/%d: %s\n", err->code, err->domain,
            err->message ? err->message : "(no text)");
}

void harness_begin(void)
{
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGABRT, SIGSEGV, SIGBUS};

    owner = getpid();
    setvbuf(stdout, NULL, _IOLBF, 0);
    atexit(at_exit);
    for (size_t i = 0; i < COUNT_OF(deadly); i++)
        signal(deadly[i], on_signal);
    alarm(TIME_LIMIT_SECONDS);
    /* Before this call libvirt 9 has no place to keep a last error in. */
    if (virInitialize() < 0)
        harness_die("virInitialize failed");
    virSetErrorFunc(NULL, count_error);
}

int harness_end(void)
{
    virSetErrorFunc(NULL, NULL);
    virResetLastError();
    if (failures)
        fprintf(stderr, "%d check(s) failed\n", failures);
    else
        puts("passed");
    return failures ? 1 : 0;
}

void harness_skip(const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    fputs("SKIP: ", stdout);
    vprintf(reason, args);
    putchar('\n');
    va_end(args);
    exit(failures ? 1 : 77);
}

void harness_die(const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    fputs("cannot go on: ", stderr);
    vfprintf(stderr, reason, args);
    fprintf(stderr, " (last error %d/%d: %s)\n", virGetLastErrorCode(), virGetLastErrorDomain(),
            virGetLastErrorMessage());
    va_end(args);
    exit(1);
}

static const char *kind_name(enum harness_kind kind)
{
    static const char *const names[] = {"test", "made-up", "kernel"};

    return names[kind];
}

enum harness_kind harness_kind(void)
{
    const char *name = env("VIRMEMCTL_TEST_KIND", "test");

    for (int kind = KIND_TEST; kind <= KIND_KERNEL; kind++) {
        if (strcmp(name, kind_name(kind)) == 0)
            return kind;
    }
    harness_die("VIRMEMCTL_TEST_KIND=%s is no kind", name);
}

void harness_only(enum harness_kind kind)
{
    if (harness_kind() != kind)
        harness_skip("only for kind %s", kind_name(kind));
}

void harness_not(enum harness_kind kind)
{
    if (harness_kind() == kind)
        harness_skip("not for kind %s", kind_name(kind));
}

const char *harness_uri(void)
{
    return env("VIRMEMCTL_TEST_URI", "test:///default");
}

int harness_cgroup_version(void)
{
    const char *version = env("VIRMEMCTL_TEST_VERSION", "");

    if (strcmp(version, "1") != 0 && strcmp(version, "2") != 0)
        harness_die("VIRMEMCTL_TEST_VERSION must be 1 or 2");
    return version[0] - '0';
}

virConnectPtr harness_open(void)
{
    virConnectPtr conn = virConnectOpen(harness_uri());

    if (!conn)
        harness_die("no connection to %s", harness_uri());
    return conn;
}

virConnectPtr harness_open_read_only(void)
{
    virConnectPtr conn = virConnectOpenReadOnly(harness_uri());

    if (!conn)
        harness_die("no read-only connection to %s", harness_uri());
    return conn;
}

pid_t harness_child(void (*body)(void *), void *data)
{
    pid_t parent = getpid();
    int slot = 0;
    pid_t pid;

    while (slot < MAX_CHILDREN && children[slot])
        slot++;
    if (slot == MAX_CHILDREN)
        harness_die("too many children");
    fflush(NULL);
    pid = fork();
    if (pid < 0)
        harness_die("fork: %s", strerror(errno));
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        /* The parent may have died before the line above. */
        if (getppid() != parent)
            _exit(1);
        body(data);
        _exit(0);
    }
    children[slot] = pid;
    return pid;
}

void harness_child_waits(void *unused)
{
    (void)unused;
    for (;;)
        pause();
}

void harness_child_end(pid_t pid)
{
    for (int i = 0; i < MAX_CHILDREN; i++) {
        if (pid > 0 && children[i] == pid) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            children[i] = 0;
        }
    }
}

int harness_child_wait(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1000;
    }
    for (int i = 0; i < MAX_CHILDREN; i++) {
        if (children[i] == pid)
            children[i] = 0;
    }
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

harness_attach_fn harness_attach(void)
{
    harness_attach_fn attach = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "virMemctlDomainAttach");

    memcpy(&attach, &symbol, sizeof(attach));
    return attach;
}

static pid_t domain_child;

static virDomainPtr attached_domain(virConnectPtr conn)
{
    harness_attach_fn attach = harness_attach();
    virDomainPtr dom;
    char name[64];

    if (!attach)
        harness_skip("this library has no virMemctlDomainAttach");
    if (domain_child)
        harness_die("one domain at a time");
    domain_child = harness_child(harness_child_waits, NULL);
    snprintf(name, sizeof(name), "virmemctl-ctest-%d", (int)domain_child);
    dom = attach(conn, domain_child, name, 0);
    if (!dom)
        harness_die("cannot attach process %d", (int)domain_child);
    return dom;
}

virDomainPtr harness_domain(virConnectPtr conn)
{
    const char *name = "test";
    virDomainPtr dom;

    if (harness_kind() == KIND_KERNEL)
        return attached_domain(conn);
    if (harness_kind() == KIND_MADE_UP)
        name = env("VIRMEMCTL_TEST_DOMAIN", "");
    dom = virDomainLookupByName(conn, name);
    if (!dom)
        harness_die("no domain '%s'", name);
    return dom;
}

pid_t harness_domain_pid(virDomainPtr dom)
{
    (void)dom;
    return domain_child;
}

void harness_domain_done(virDomainPtr dom)
{
    virConnectPtr conn = virDomainGetConnect(dom);
    char *name = strdup(virDomainGetName(dom));

    if (harness_kind() != KIND_KERNEL) {
        CHECK_INT(virDomainFree(dom), 0);
        free(name);
        return;
    }
    virConnectRef(conn);
    harness_child_end(domain_child);
    domain_child = 0;
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    virConnectClose(conn);
    free(name);
}

const char *harness_file(const char *name, const char *text)
{
    char *path = NULL;
    FILE *out;
    int slot = 0;

    if (!folder) {
        if (asprintf(&folder, "%s/virmemctl-ctest-XXXXXX", env("TMPDIR", "/tmp")) < 0)
            abort();
        if (!mkdtemp(folder))
            harness_die("mkdtemp: %s", strerror(errno));
    }
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    while (slot < MAX_FILES && files[slot] && strcmp(files[slot], path) != 0)
        slot++;
    if (slot == MAX_FILES)
        harness_die("too many files");
    if (files[slot]) {
        free(path);
        path = files[slot];
    }
    files[slot] = path;
    out = fopen(path, "we");
    if (!out || fputs(text, out) == EOF || fclose(out) == EOF)
        harness_die("cannot write %s", name);
    return path;
}

static bool verdict(bool passed)
{
    if (!passed)
        __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
    return passed;
}

bool check_true(const char *file, int line, const char *text, bool value)
{
    if (!value)
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, text);
    return verdict(value);
}

bool check_int(const char *file, int line, const char *text, long long got, long long want)
{
    if (got != want)
        fprintf(stderr, "%s:%d: %s is %lld, should be %lld\n", file, line, text, got, want);
    return verdict(got == want);
}

bool check_ull(const char *file, int line, const char *text, unsigned long long got,
               unsigned long long want)
{
    if (got != want)
        fprintf(stderr, "%s:%d: %s is %llu, should be %llu\n", file, line, text, got, want);
    return verdict(got == want);
}

bool check_str(const char *file, int line, const char *text, const char *got, const char *want)
{
    bool same = got && want ? strcmp(got, want) == 0 : got == want;

    if (!same)
        fprintf(stderr, "%s:%d: %s is %s%s%s, should be %s%s%s\n", file, line, text,
                got ? "\"" : "", got ? got : "NULL", got ? "\"" : "", want ? "\"" : "",
                want ? want : "NULL", want ? "\"" : "");
    return verdict(same);
}

bool check_error(const char *file, int line, const char *text, int code)
{
    int got = virGetLastErrorCode();

    if (code < 0)
        fprintf(stderr, "%s:%d: %s succeeded\n", file, line, text);
    else if (got != code)
        fprintf(stderr, "%s:%d: %s failed with error %d, should be %d: %s\n", file, line, text,
                got, code, virGetLastErrorMessage());
    return verdict(code >= 0 && got == code);
}

void trace_plant(void)
{
    virDomainFree(NULL);
    callbacks = 0;
}

static void end_of_line(void)
{
    virErrorPtr err = virGetLastError();

    if (!err)
        printf("; error none");
    else if (!callbacks && err->code == PLANTED_CODE && err->domain == PLANTED_DOMAIN)
        printf("; error kept");
    else
        printf("; error %d/%d/%d", err->code, err->domain, (int)err->level);
    printf("; callbacks %d\n", callbacks);
}

int trace_int(const char *call, long long value)
{
    printf("%s = %lld", call, value);
    end_of_line();
    return (int)value;
}

void *trace_ptr(const char *call, const void *value)
{
    printf("%s = %s", call, value ? "a pointer" : "NULL");
    end_of_line();
    return (void *)(unsigned long)value;
}

const char *trace_str(const char *call, const char *value)
{
    printf("%s = %s%s%s", call, value ? "\"" : "", value ? value : "NULL", value ? "\"" : "");
    end_of_line();
    return value;
}

void trace_void(const char *call)
{
    printf("%s", call);
    end_of_line();
}

static const char *presence(const void *pointer)
{
    return pointer ? "set" : "NULL";
}

void trace_error(const char *call, virErrorPtr err)
{
    if (!err) {
        printf("%s: no error\n", call);
        return;
    }
    printf("%s: code %d domain %d level %d message %s str1 %s str2 %s str3 %s int1 %d int2 %d\n",
           call, err->code, err->domain, (int)err->level, presence(err->message),
           presence(err->str1), presence(err->str2), presence(err->str3), err->int1, err->int2);
}

void note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("-- ", stdout);
    vprintf(format, args);
    putchar('\n');
    va_end(args);
}

virTypedParameter param_of_type(const char *field, int type)
{
    virTypedParameter param;

    memset(&param, 0, sizeof(param));
    strncpy(param.field, field, sizeof(param.field) - 1);
    param.type = type;
    return param;
}

virTypedParameter param_ull(const char *field, unsigned long long value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_ULLONG);

    param.value.ul = value;
    return param;
}

static void trace_value(const virTypedParameter *param)
{
    switch (param->type) {
    case VIR_TYPED_PARAM_INT:
        printf("%d", param->value.i);
        break;
    case VIR_TYPED_PARAM_UINT:
        printf("%u", param->value.ui);
        break;
    case VIR_TYPED_PARAM_LLONG:
        printf("%lld", param->value.l);
        break;
    case VIR_TYPED_PARAM_ULLONG:
        printf("%llu", param->value.ul);
        break;
    case VIR_TYPED_PARAM_DOUBLE:
        printf("%a", param->value.d);
        break;
    case VIR_TYPED_PARAM_BOOLEAN:
        printf("%d", param->value.b);
        break;
    case VIR_TYPED_PARAM_STRING:
        printf("\"%s\"", param->value.s ? param->value.s : "(null)");
        break;
    default:
        printf("?");
    }
}

void trace_params(virTypedParameterPtr params, int nparams)
{
    for (int i = 0; i < nparams; i++) {
        printf("   [%d] %.80s type %d value ", i, params[i].field, params[i].type);
        trace_value(&params[i]);
        putchar('\n');
    }
}
