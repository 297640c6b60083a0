/* A program's own event loop: prints each call, and runs what is due. */
#ifndef OWN_LOOP_H
#define OWN_LOOP_H

#include <stdbool.h>

/* Registers it. */
void own_loop_register(void);

/* What follows: addTimeout fails; what was removed is freed at once, else by the next turn. */
extern bool own_loop_fails;
extern bool own_loop_frees_at_once;

/* Calls back for all timeouts that are not off, in their order, and frees what was removed. */
void own_loop_turn(void);

#endif
