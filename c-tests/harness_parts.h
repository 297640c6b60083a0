/* What the parts of the harness want of each other. */
#ifndef HARNESS_PARTS_H
#define HARNESS_PARTS_H

/* An environment variable that is set and not empty, or else `fallback`. */
const char *harness_env(const char *name, const char *fallback);

/* Ends all children. Makes only calls that a signal handler may make. */
void harness_children_end(void);
void harness_files_remove(void);

/* How many checks have failed. */
int harness_failures(void);

/* Counts a call of the error handler in this thread. */
void harness_error_told(void);

#endif
