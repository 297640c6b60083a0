/* <libvirt/libvirt-lxc.h> of libvirmemctl: the functions of the drop-in's libvirt-lxc.so.0, which a program that
 * calls them is linked with (-l:libvirt-lxc.so.0). src/capi/extensions/lxc.rs documents them.
 * SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef VIRMEMCTL_LIBVIRT_LXC_H
#define VIRMEMCTL_LIBVIRT_LXC_H
#include "../virmemctl.h"

#ifdef __cplusplus
extern "C" {
#endif

int virDomainLxcOpenNamespace(virDomainPtr domain, int **fdlist, unsigned int flags);
int virDomainLxcEnterNamespace(virDomainPtr domain, unsigned int nfdlist, int *fdlist, unsigned int *noldfdlist,
                               int **oldfdlist, unsigned int flags);
int virDomainLxcEnterSecurityLabel(virSecurityModelPtr model, virSecurityLabelPtr label,
                                   virSecurityLabelPtr oldlabel, unsigned int flags);
int virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags);

#ifdef __cplusplus
}
#endif
#endif
