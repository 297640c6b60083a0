/* Domains of the test driver in every state, and the lifecycle calls. */
#ifndef LIFE_H
#define LIFE_H

#include "harness/harness.h"

/* One call on a domain, with its arguments. */
struct life_action {
    const char *name;
    int (*run)(virDomainPtr dom);
};

/* The lifecycle calls; the last entry has no name. */
extern const struct life_action life_actions[];

/* A host with one domain called "one", whose document contains `inside`. */
virConnectPtr life_host(const char *inside);

/* Runs an action and traces it under its name. */
int life_run(const struct life_action *action, virDomainPtr dom);

/* Prints the state of the domain in one line. */
void life_report(virConnectPtr conn, virDomainPtr dom);

/* Traces a string from the library, or whether there is one, and returns it. */
#define TRACE_TEXT(call) life_text(#call, (trace_plant(), (call)), true)
#define TRACE_SOME(call) life_text(#call, (trace_plant(), (call)), false)
char *life_text(const char *call, char *text, bool show);

/* The lines of the domain's XML that begin, after blanks, with one of the prefixes. */
void life_xml(virDomainPtr dom, unsigned int flags, const char *const *prefixes);

/* Records events of every kind from now on. */
void life_record(virConnectPtr conn);

/* Prints the events since the last time, in their order. */
void life_events(void);

/* Ends the recording. */
void life_record_end(virConnectPtr conn);

#endif
