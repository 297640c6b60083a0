/* Libraries with the same functions, each loaded by itself.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "loaded.h"
#include "measure.h"

#include <dlfcn.h>

void *load_library(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);

    if (!library)
        give_up("%s", dlerror());
    return library;
}

void *symbol(void *library, const char *name)
{
    void *found = dlsym(library, name);

    if (!found)
        give_up("%s", dlerror());
    return found;
}
