/* Included by every file of the tests. */
#ifndef HARNESS_BASE_H
#define HARNESS_BASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
