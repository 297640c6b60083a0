/* Calls whose arguments have a common shape need no function of their own. */
#ifndef WALK_SHAPES_H
#define WALK_SHAPES_H

#include "walk.h"

#define DOMAIN_CALL(function)                     \
    void walk_##function(void)                    \
    {                                             \
        virDomainPtr dom = any_domain();          \
                                                  \
        call(#function, "%s", show(dom));         \
        got_int(function(dom));                   \
    }

#define DOMAIN_FLAGS_CALL(function, known)                  \
    void walk_##function(void)                              \
    {                                                       \
        virDomainPtr dom = any_domain();                    \
        unsigned int flags = any_flags(known);              \
                                                            \
        call(#function, "%s, %#x", show(dom), flags);       \
        got_int(function(dom, flags));                      \
    }

#define CONNECTION_CALL(function)                          \
    void walk_##function(void)                             \
    {                                                      \
        virConnectPtr conn = any_connection();             \
                                                           \
        call(#function, "%s", show_connection(conn));      \
        got_int(function(conn));                           \
    }

#endif
