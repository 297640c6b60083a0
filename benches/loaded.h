/* Libraries with the same functions, each loaded by itself.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef LOADED_H
#define LOADED_H

/* A library by its path, whose functions are no other library's. Ends the program where it cannot be loaded. */
void *load_library(const char *path);

/* A function of it. Ends the program where it has none of that name. */
void *symbol(void *library, const char *name);

#endif
