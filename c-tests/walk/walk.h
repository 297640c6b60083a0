/*
 * A seeded random walk over the library's calls; README.md says how to use it. Each step makes one
 * call with random arguments and prints one line, which must be the same under every library.
 */
#ifndef WALK_H
#define WALK_H

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* random.c: every step starts from the seed and its own number, so that steps do not depend on the
 * results of those before them. */
void random_start(uint64_t seed, uint64_t step);
uint64_t random_bits(void);
unsigned int below(unsigned int limit);
bool chance(unsigned int percent);
#define ANY(table) ((table)[below(COUNT_OF(table))])

/* line.c: what a step prints. */
#define FORMAT(nth) __attribute__((format(printf, nth, nth + 1)))
void line_start(unsigned long step);
void line_end(void);
FORMAT(2) void call(const char *function, const char *arguments, ...);
FORMAT(1) void out(const char *format, ...);
long long got_int(long long value);
unsigned long long got_unsigned(unsigned long long value);
void *got_pointer(const void *value);
void got_text(const char *value);
void got_allocated_text(char *value);
void got_xml(char *value);
void got_nothing(void);
const char *quoted(const char *text);
const char *hex(const unsigned char *bytes, int count);
void count_error(void *unused, virErrorPtr error);
void count_connection_error(void *unused, virErrorPtr error);
extern bool print_xml;

/* pool.c: connections and handles at hand. */
#define CONNECTIONS 4
#define DOMAINS 12
/* Whether the default host is a daemon's: its client and server do not bear everything. */
bool pool_is_remote(void);
/* Where a URI is opened: the default host of a daemon is that of VIRMEMCTL_TEST_URI. */
const char *pool_uri(const char *uri);
void pool_reset(void);
void pool_open_first(bool domains_too);
virConnectPtr any_connection(void);
unsigned int any_connection_slot(void);
virConnectPtr connection_in(unsigned int slot);
void take_connection(unsigned int slot);
void put_connection(unsigned int slot, virConnectPtr conn);
virDomainPtr any_domain(void);
const char *show(virDomainPtr dom);
const char *show_connection(virConnectPtr conn);
void keep(virDomainPtr dom);

/* arguments.c: what calls are given. */
unsigned int any_flags(unsigned int known);
const char *any_name(void);
const char *any_utf8_name(void);
const char *any_uuid(void);
const char *uuid_of(const char *name);
const char *show_uuid(const char *uuid);
const char *any_disk(void);
const char *any_interface(void);
int any_count(int usual);
unsigned long long any_size(void);

/* parameters.c: typed parameters. */
struct field {
    const char *name;
    int type;
};
struct parameters {
    virTypedParameterPtr list;
    int count;
};
struct parameters any_parameters(const struct field *fields, size_t count);
void parameters_free(struct parameters parameters);
const char *show_parameters(const virTypedParameter *list, int count);
void out_parameters(const virTypedParameter *list, int count);

/* xml.c: domain documents. */
char *any_domain_xml(void);
extern bool valid_only;

/* events.c */
void events_forget(virConnectPtr conn);
void events_run(void);

/* timers.c */
void timers_show(void);

#endif
