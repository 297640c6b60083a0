/* What programs that define domains share. */
#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include <libvirt/libvirt.h>

#include <stdbool.h>
#include <stddef.h>

/* Texts from malloc. */
char *join(const char *first, const char *second, const char *third);
char *repeated(const char *part, size_t times);

/* A definition of that name, which must be text of XML already. */
char *definition(const char *name);

/* Traces what defining it gives, and undefines what it defined. */
void define_and_forget(virConnectPtr conn, const char *what, const char *text);

/* The memory that this process holds; 0 under valgrind, which keeps what is freed. */
long resident_kib(void);

/* The seconds since some moment. */
double seconds(void);

/* Whether this is libvirmemctl. */
bool is_ours(void);

/* `full`, or a hundredth of it where every step is slow: VIRMEMCTL_TEST_ROUNDS=small, as valgrind has. */
int rounds(int full);

#endif
