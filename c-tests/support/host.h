/* The CPUs and memory nodes of this host. */
#ifndef HOST_H
#define HOST_H

/* Room for a map of CPUs, in bytes. */
#define HOST_CPUMAP 16

/* The highest number of one that is online. */
int host_last_cpu(void);
int host_last_node(void);

#endif
