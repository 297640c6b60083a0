/* Shared by programs that define domains. */
#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include <libvirt/libvirt.h>

#include <stdbool.h>
#include <stddef.h>

/* Texts from malloc. */
char *join(const char *first, const char *second, const char *third);
char *repeated(const char *part, size_t times);

/* A definition of that name, which must already be escaped for XML. */
char *definition(const char *name);

/* Traces the result of defining it, and undefines the domain. */
void define_and_forget(virConnectPtr conn, const char *what, const char *text);

/* The memory use of this process; 0 under valgrind, which keeps freed memory. */
long resident_kib(void);

/* Monotonic time in seconds. */
double seconds(void);

/* Whether this is libvirmemctl. */
bool is_ours(void);

/* `full`, or a hundredth of it with VIRMEMCTL_TEST_ROUNDS=small, as under valgrind. */
int rounds(int full);

#endif
