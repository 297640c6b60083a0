#include "lifecycle/life.h"

#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ACTION(title, call) \
    static int title(virDomainPtr dom) { return call; }

ACTION(create, virDomainCreate(dom))
ACTION(create_0, virDomainCreateWithFlags(dom, 0))
ACTION(create_paused, virDomainCreateWithFlags(dom, VIR_DOMAIN_START_PAUSED))
ACTION(create_autodestroy, virDomainCreateWithFlags(dom, VIR_DOMAIN_START_AUTODESTROY))
ACTION(create_bypass, virDomainCreateWithFlags(dom, VIR_DOMAIN_START_BYPASS_CACHE))
ACTION(create_force, virDomainCreateWithFlags(dom, VIR_DOMAIN_START_FORCE_BOOT))
ACTION(create_validate, virDomainCreateWithFlags(dom, VIR_DOMAIN_START_VALIDATE))
ACTION(create_nvram, virDomainCreateWithFlags(dom, VIR_DOMAIN_START_RESET_NVRAM))
ACTION(create_unknown, virDomainCreateWithFlags(dom, 1u << 20))
ACTION(suspend, virDomainSuspend(dom))
ACTION(resume, virDomainResume(dom))
ACTION(shut_down, virDomainShutdown(dom))
ACTION(shut_down_0, virDomainShutdownFlags(dom, 0))
ACTION(shut_down_1, virDomainShutdownFlags(dom, VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN))
ACTION(shut_down_2, virDomainShutdownFlags(dom, VIR_DOMAIN_SHUTDOWN_GUEST_AGENT))
ACTION(shut_down_unknown, virDomainShutdownFlags(dom, 1u << 20))
ACTION(reboot_0, virDomainReboot(dom, 0))
ACTION(reboot_1, virDomainReboot(dom, VIR_DOMAIN_REBOOT_ACPI_POWER_BTN))
ACTION(reboot_2, virDomainReboot(dom, VIR_DOMAIN_REBOOT_GUEST_AGENT))
ACTION(reboot_4, virDomainReboot(dom, VIR_DOMAIN_REBOOT_INITCTL))
ACTION(reboot_8, virDomainReboot(dom, VIR_DOMAIN_REBOOT_SIGNAL))
ACTION(reboot_16, virDomainReboot(dom, VIR_DOMAIN_REBOOT_PARAVIRT))
ACTION(reboot_unknown, virDomainReboot(dom, 1u << 20))
ACTION(reset_0, virDomainReset(dom, 0))
ACTION(reset_unknown, virDomainReset(dom, 1u << 20))
ACTION(destroy, virDomainDestroy(dom))
ACTION(destroy_0, virDomainDestroyFlags(dom, 0))
ACTION(destroy_graceful, virDomainDestroyFlags(dom, VIR_DOMAIN_DESTROY_GRACEFUL))
ACTION(destroy_logs, virDomainDestroyFlags(dom, VIR_DOMAIN_DESTROY_REMOVE_LOGS))
ACTION(destroy_unknown, virDomainDestroyFlags(dom, 1u << 20))
ACTION(undefine, virDomainUndefine(dom))
ACTION(undefine_0, virDomainUndefineFlags(dom, 0))
ACTION(undefine_saved, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_MANAGED_SAVE))
ACTION(undefine_snapshots, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA))
ACTION(undefine_nvram, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_NVRAM))
ACTION(undefine_keep, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_KEEP_NVRAM))
ACTION(undefine_both, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_NVRAM |
                                                  VIR_DOMAIN_UNDEFINE_KEEP_NVRAM))
ACTION(undefine_checkpoints, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA))
ACTION(undefine_tpm, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_TPM))
ACTION(undefine_both_tpm, virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_TPM |
                                                      VIR_DOMAIN_UNDEFINE_KEEP_TPM))
ACTION(undefine_unknown, virDomainUndefineFlags(dom, 1u << 20))
ACTION(save, virDomainManagedSave(dom, 0))
ACTION(save_bypass, virDomainManagedSave(dom, VIR_DOMAIN_SAVE_BYPASS_CACHE))
ACTION(save_running, virDomainManagedSave(dom, VIR_DOMAIN_SAVE_RUNNING))
ACTION(save_paused, virDomainManagedSave(dom, VIR_DOMAIN_SAVE_PAUSED))
ACTION(save_both, virDomainManagedSave(dom, VIR_DOMAIN_SAVE_RUNNING | VIR_DOMAIN_SAVE_PAUSED))
ACTION(save_unknown, virDomainManagedSave(dom, 1u << 20))
ACTION(forget, virDomainManagedSaveRemove(dom, 0))
ACTION(forget_unknown, virDomainManagedSaveRemove(dom, 1))
ACTION(has_saved, virDomainHasManagedSaveImage(dom, 0))
ACTION(has_saved_unknown, virDomainHasManagedSaveImage(dom, 1))
ACTION(autostart_on, virDomainSetAutostart(dom, 1))
ACTION(autostart_off, virDomainSetAutostart(dom, 0))
ACTION(rename_0, virDomainRename(dom, "two", 0))
ACTION(rename_unknown, virDomainRename(dom, "two", 1))
ACTION(inject, virDomainInjectNMI(dom, 0))
ACTION(inject_unknown, virDomainInjectNMI(dom, 1))
ACTION(action_poweroff, virDomainSetLifecycleAction(dom, VIR_DOMAIN_LIFECYCLE_POWEROFF,
                                                    VIR_DOMAIN_LIFECYCLE_ACTION_RESTART, 0))
ACTION(updated, virDomainIsUpdated(dom))
ACTION(job_abort, virDomainAbortJob(dom))

const struct life_action life_actions[] = {
    {"create", create},
    {"create 0", create_0},
    {"create paused", create_paused},
    {"create autodestroy", create_autodestroy},
    {"create bypass-cache", create_bypass},
    {"create force-boot", create_force},
    {"create validate", create_validate},
    {"create reset-nvram", create_nvram},
    {"create unknown flag", create_unknown},
    {"suspend", suspend},
    {"resume", resume},
    {"shutdown", shut_down},
    {"shutdown 0", shut_down_0},
    {"shutdown acpi", shut_down_1},
    {"shutdown agent", shut_down_2},
    {"shutdown unknown flag", shut_down_unknown},
    {"reboot 0", reboot_0},
    {"reboot acpi", reboot_1},
    {"reboot agent", reboot_2},
    {"reboot initctl", reboot_4},
    {"reboot signal", reboot_8},
    {"reboot paravirt", reboot_16},
    {"reboot unknown flag", reboot_unknown},
    {"reset", reset_0},
    {"reset unknown flag", reset_unknown},
    {"destroy", destroy},
    {"destroy 0", destroy_0},
    {"destroy graceful", destroy_graceful},
    {"destroy remove-logs", destroy_logs},
    {"destroy unknown flag", destroy_unknown},
    {"undefine", undefine},
    {"undefine 0", undefine_0},
    {"undefine managed-save", undefine_saved},
    {"undefine snapshots", undefine_snapshots},
    {"undefine nvram", undefine_nvram},
    {"undefine keep-nvram", undefine_keep},
    {"undefine nvram and keep-nvram", undefine_both},
    {"undefine checkpoints", undefine_checkpoints},
    {"undefine tpm", undefine_tpm},
    {"undefine tpm and keep-tpm", undefine_both_tpm},
    {"undefine unknown flag", undefine_unknown},
    {"managed save", save},
    {"managed save bypass-cache", save_bypass},
    {"managed save running", save_running},
    {"managed save paused", save_paused},
    {"managed save running and paused", save_both},
    {"managed save unknown flag", save_unknown},
    {"managed save remove", forget},
    {"managed save remove unknown flag", forget_unknown},
    {"has managed save", has_saved},
    {"has managed save unknown flag", has_saved_unknown},
    {"autostart on", autostart_on},
    {"autostart off", autostart_off},
    {"rename", rename_0},
    {"rename unknown flag", rename_unknown},
    {"inject NMI", inject},
    {"inject NMI unknown flag", inject_unknown},
    {"lifecycle action", action_poweroff},
    {"is updated", updated},
    {"abort job", job_abort},
    {NULL, NULL},
};

virConnectPtr life_host(const char *inside)
{
    virConnectPtr conn = test_host_with(inside);

    if (!conn)
        harness_die("no host");
    return conn;
}

int life_run(const struct life_action *action, virDomainPtr dom)
{
    trace_plant();
    return trace_int(action->name, action->run(dom));
}

/* Its number by the host's own list, or -1. */
static int number_of(virConnectPtr conn, const char *name)
{
    virDomainPtr dom = virDomainLookupByName(conn, name);
    int id = dom ? (int)virDomainGetID(dom) : -2;

    virDomainFree(dom);
    return id;
}

void life_report(virConnectPtr conn, virDomainPtr dom)
{
    int state = -1;
    int reason = -1;
    int autostart = -1;
    int found = virDomainGetState(dom, &state, &reason, 0);

    virDomainGetAutostart(dom, &autostart);
    note("   %s: found %d state %d/%d id here %d there %d active %d persistent %d autostart %d "
         "saved %d of %d and %d", virDomainGetName(dom), found, state, reason,
         (int)virDomainGetID(dom), number_of(conn, virDomainGetName(dom)), virDomainIsActive(dom),
         virDomainIsPersistent(dom), autostart, virDomainHasManagedSaveImage(dom, 0),
         virConnectNumOfDomains(conn), virConnectNumOfDefinedDomains(conn));
}

char *life_text(const char *call, char *text, bool show)
{
    if (show)
        trace_str(call, text);
    else
        trace_ptr(call, text);
    return text;
}

static bool begins(const char *line, const char *const *prefixes)
{
    line += strspn(line, " ");
    for (; *prefixes; prefixes++) {
        if (strncmp(line, *prefixes, strlen(*prefixes)) == 0)
            return true;
    }
    return false;
}

void life_xml(virDomainPtr dom, unsigned int flags, const char *const *prefixes)
{
    char *xml;
    char *rest = NULL;

    note("   XML with flags %u", flags);
    xml = life_text("virDomainGetXMLDesc", (trace_plant(), virDomainGetXMLDesc(dom, flags)), false);
    if (!xml)
        return;
    for (char *line = strtok_r(xml, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (begins(line, prefixes))
            printf("   %s\n", line);
    }
    free(xml);
}
