#include "support/inotify.h"

#include <sys/inotify.h>
#include <unistd.h>

static int instances[INOTIFY_MOST];
static int count;

int inotify_use_up(void)
{
    while (count < INOTIFY_MOST && (instances[count] = inotify_init1(IN_CLOEXEC)) >= 0)
        count++;
    return count;
}

void inotify_release(void)
{
    while (count > 0)
        close(instances[--count]);
}
