/* A program's own event loop that works, on poll: it counts how often it wakes up. */
#ifndef POLL_LOOP_H
#define POLL_LOOP_H

/* Registers it. Without file descriptors, it refuses to watch them. */
void poll_loop_register(void);
void poll_loop_register_without_files(void);

/* Runs for that long; how often it woke up because something was ready or due. */
int poll_loop_run(int milliseconds);

/* One iteration, of at most that time; whether something was ready or due. */
int poll_loop_turn(int milliseconds);

/* How many file descriptors and timeouts it has. */
int poll_loop_files(void);
int poll_loop_timeouts(void);

#endif
