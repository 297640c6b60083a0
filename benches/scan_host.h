/* A host with many domains, made for a benchmark. */
#ifndef SCAN_HOST_H
#define SCAN_HOST_H

/* Makes a host with that many domains; the kinds are those of scan_domains.c. */
void make_host(const char *kind, int number);
void remove_host(void);
const char *host_uri(void);
int host_number(void);
/* Writes the name of a domain. */
void host_name(char *name, int index);
/* Reads one small file of each domain, as plainly as it can be done. */
void walk_files(void);

int has_groups(void);
/* Reads the limits and the usage of the first domains, as plainly as it can be done. */
void walk_limits(int count);

/* The CPU time of this process: what others do at the same time counts little. */
double now(void);
int open_files(void);
void expect(int holds, const char *what);

#endif
