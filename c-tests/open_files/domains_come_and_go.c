/*
 * A domain that has ended, or was made anew under the same name, before a call began is seen by
 * the call, however often it was used before. Another process does it: in turns with this one,
 * then at the same time.
 */
#include "open_files/partner.h"
#include "support/memory.h"

#define NAME "virmemctl-renewed"

static unsigned int rounds;

static unsigned long long limit_of(unsigned int round)
{
    return MIB(10 + round % 50);
}

/* Makes the domain, with a limit of its own each time, or ends it. */
static bool make_or_end(virConnectPtr conn, unsigned int turn)
{
    static virDomainPtr dom;
    static pid_t pid;

    if (turn % 2) {
        harness_child_end(pid);
        virDomainFree(dom);
        return true;
    }
    pid = harness_child(harness_child_waits, NULL);
    dom = harness_need_attach()(conn, pid, NAME, 0);
    return dom && memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, limit_of(turn / 2), 0) == 0;
}

/* The last turn is all of it again, without a stop. */
static bool act(virConnectPtr conn, unsigned int turn)
{
    if (turn < 2 * rounds)
        return make_or_end(conn, turn);
    for (turn = 0; turn < 2 * rounds; turn++) {
        if (!make_or_end(conn, turn))
            return false;
    }
    return true;
}

static void check_has_ended(virDomainPtr dom)
{
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), VIR_ERR_NO_DOMAIN);
}

static void in_turns(virConnectPtr conn, struct partner *partner)
{
    virDomainPtr before = NULL;

    for (unsigned int round = 0; round < rounds && harness_failures() == 0; round++) {
        virDomainPtr dom;

        partner_acts(partner);
        if (before) {
            check_has_ended(before);
            virDomainFree(before);
        }
        dom = virDomainLookupByName(conn, NAME);
        if (!CHECK(dom != NULL))
            return;
        for (int i = 0; i < 4; i++)
            CHECK_ULL(memory_limits(dom, 0).hard, limit_of(round));
        partner_acts(partner);
        check_has_ended(dom);
        CHECK_NULL(virDomainLookupByName(conn, NAME), VIR_ERR_NO_DOMAIN);
        before = dom;
    }
    virDomainFree(before);
}

/* The hard limit; 0 for one that has ended. */
static unsigned long long hard_limit(virDomainPtr dom)
{
    virTypedParameter params[MOST_PARAMS];
    int count = COUNT_OF(params);

    if (virDomainGetMemoryParameters(dom, params, &count, 0) < 0) {
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_DOMAIN);
        return 0;
    }
    return params[0].value.ul;
}

/* What a handle shows is one domain's: no limit at first, then its own. */
static bool watch_to_its_end(virDomainPtr dom)
{
    unsigned long long own = UNLIMITED, now;

    while ((now = hard_limit(dom)) != 0) {
        if (own != UNLIMITED)
            CHECK_ULL(now, own);
        own = now;
    }
    return own != UNLIMITED;
}

static void at_the_same_time(virConnectPtr conn, struct partner *partner)
{
    unsigned int seen = 0, used = 0;

    partner_begins(partner);
    while (!partner_has_acted(partner) && harness_failures() == 0) {
        virDomainPtr dom = virDomainLookupByName(conn, NAME);

        if (!dom) {
            CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_DOMAIN);
            continue;
        }
        seen++;
        used += watch_to_its_end(dom);
        virDomainFree(dom);
    }
    note("%u of %u domains were seen, %u with a limit", seen, rounds, used);
    CHECK(seen > 0);
}

int main(void)
{
    struct partner partner;
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    partner_ignores_errors();
    rounds = partner_changes();
    partner = partner_start(act);
    conn = harness_open();
    in_turns(conn, &partner);
    if (harness_failures() == 0)
        at_the_same_time(conn, &partner);
    partner_end(&partner);
    virConnectClose(conn);
    return harness_end();
}
