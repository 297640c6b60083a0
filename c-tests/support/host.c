#include "support/host.h"

#include <stdio.h>
#include <string.h>

/* The last number of a list such as 0-3,8; 0 where there is none. */
static int last_of(const char *path)
{
    char line[1024] = "";
    int number = 0;
    const char *at;
    FILE *file = fopen(path, "re");

    if (file) {
        if (!fgets(line, sizeof(line), file))
            line[0] = '\0';
        fclose(file);
    }
    for (at = line + strlen(line); at > line && at[-1] != '-' && at[-1] != ',';)
        at--;
    return sscanf(at, "%d", &number) == 1 ? number : 0;
}

int host_last_cpu(void)
{
    return last_of("/sys/devices/system/cpu/online");
}

int host_last_node(void)
{
    return last_of("/sys/devices/system/node/online");
}
