/* The inotify instances that the kernel gives to a user. */
#ifndef INOTIFY_H
#define INOTIFY_H

#define INOTIFY_MOST 4096

/* Takes all that are left, INOTIFY_MOST at most; how many. */
int inotify_use_up(void);

/* Gives them back. */
void inotify_release(void);

#endif
