/* <libvirt/libvirt-common.h> of libvirmemctl: everything is in one header.
 * SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef VIRMEMCTL_LIBVIRT_LIBVIRT_COMMON_H
#define VIRMEMCTL_LIBVIRT_LIBVIRT_COMMON_H
#include "../virmemctl.h"
#endif
