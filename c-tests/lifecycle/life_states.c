/* Every lifecycle call on a domain in each state. */
#include "lifecycle/life.h"

#include <stdio.h>

/* What a host description says of its domain. */
static const struct {
    const char *title;
    const char *inside;
} starts[] = {
    {"no state", "<test:runstate>0</test:runstate>"},
    {"running", "<test:runstate>1</test:runstate>"},
    {"blocked", "<test:runstate>2</test:runstate>"},
    {"paused", "<test:runstate>3</test:runstate>"},
    {"shutting down", "<test:runstate>4</test:runstate>"},
    {"shut off", "<test:runstate>5</test:runstate>"},
    {"crashed", "<test:runstate>6</test:runstate>"},
    {"suspended by power management", "<test:runstate>7</test:runstate>"},
    {"running and transient", "<test:transient/>"},
    {"paused and transient", "<test:transient/><test:runstate>3</test:runstate>"},
    {"crashed and transient", "<test:transient/><test:runstate>6</test:runstate>"},
    {"shut off and saved", "<test:hasmanagedsave/><test:runstate>5</test:runstate>"},
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        for (const struct life_action *action = life_actions; action->name; action++) {
            virConnectPtr conn;
            virDomainPtr dom;

            note("%s: %s", starts[i].title, action->name);
            conn = life_host(starts[i].inside);
            dom = virDomainLookupByName(conn, "one");
            if (!CHECK(dom != NULL))
                continue;
            life_report(conn, dom);
            life_run(action, dom);
            life_report(conn, dom);
            CHECK_INT(virDomainFree(dom), 0);
            CHECK_INT(virConnectClose(conn), 0);
        }
    }
    return harness_end();
}
