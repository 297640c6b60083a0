/* Domains of the test driver in every state, and the calls that move them on. */
#ifndef LIFE_H
#define LIFE_H

#include "harness/harness.h"

/* One call on a domain, with its arguments. */
struct life_action {
    const char *name;
    int (*run)(virDomainPtr dom);
};

/* The calls that change a domain's life; the last entry has no name. */
extern const struct life_action life_actions[];

/* A host with one domain called "one", with this inside. */
virConnectPtr life_host(const char *inside);

/* The run of an action, traced under its name. */
int life_run(const struct life_action *action, virDomainPtr dom);

/* What the library says of the domain, in one line. */
void life_report(virConnectPtr conn, virDomainPtr dom);

/* A text from the library, traced and given on; or whether there is one. */
#define TRACE_TEXT(call) life_text(#call, (trace_plant(), (call)), true)
#define TRACE_SOME(call) life_text(#call, (trace_plant(), (call)), false)
char *life_text(const char *call, char *text, bool show);

/* The lines of the domain's XML that begin, after blanks, with one of the prefixes. */
void life_xml(virDomainPtr dom, unsigned int flags, const char *const *prefixes);

/* Events of every kind this domain work knows, recorded from here on. */
void life_record(virConnectPtr conn);

/* Prints the events since the last time, in their order. */
void life_events(void);

/* Ends the recording. */
void life_record_end(virConnectPtr conn);

#endif
