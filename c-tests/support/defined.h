/* Defined domains of the host: their documents, files, events. */
#ifndef DEFINED_H
#define DEFINED_H

#include "harness/harness.h"

/* A name that is unique to this program; it stays valid. */
const char *defined_name(const char *what);

/* Whether it is one of this program's names, or a file name that begins with one. */
bool defined_is_own(const char *name);

/* A document for this name; uuid 0 leaves it out. `inside` goes into it. The program is
 * /bin/sleep, with an argument that no other program's has. */
char *defined_document(const char *name, int uuid, const char *inside);
const char *defined_argument(void);

/* Defines such a domain. */
virDomainPtr defined_domain(virConnectPtr conn, const char *name, int uuid, const char *inside);

/* Whether the domain's document contains a text. */
bool defined_shows(virDomainPtr dom, unsigned int flags, const char *text);

/* The file of the definition of that name; to be freed. */
char *defined_file(const char *name);

/* The events of one connection, as "defined-added undefined-renamed metadata-0", in their order.
 * The text is valid until the next call, which tells of what came since. */
void defined_listen(virConnectPtr conn);
const char *defined_events(void);
void defined_listen_end(virConnectPtr conn);

#endif
