/* <features>, <clock> and <cpu> in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<features/>",
    "<features><acpi/></features>",
    "<features><x/></features>",
    "<features><x/><acpi/><pae/></features>",
    "<features><pae/><acpi/><apic/></features>",
    "<features><apic eoi='x'/></features>",
    "<features><hap/><viridian/><privnet/><pvspinlock/></features>",
    "<features><hap state='off'/><pvspinlock state='off'/></features>",
    "<features><hap state='x'/></features>",
    "<features><hyperv><relaxed state='on'/><vapic state='on'/>"
    "<spinlocks state='on' retries='8191'/><vpindex state='on'/><runtime state='on'/>"
    "<synic state='on'/><stimer state='on'><direct state='on'/></stimer>"
    "<reset state='on'/><vendor_id state='on' value='KVM Hv'/><frequencies state='on'/>"
    "<reenlightenment state='on'/><tlbflush state='on'/><ipi state='on'/>"
    "<evmcs state='on'/><avic state='on'/></hyperv></features>",
    "<features><hyperv mode='passthrough'/></features>",
    "<features><hyperv><relaxed/></hyperv></features>",
    "<features><hyperv><relaxed state='x'/></hyperv></features>",
    "<features><kvm><poll-control state='on'/><hint-dedicated state='on'/>"
    "<hidden state='on'/><pv-ipi state='off'/><dirty-ring state='on' size='4096'/></kvm>"
    "</features>",
    "<features><kvm><hidden/></kvm></features>",
    "<features><xen><e820_host state='on'/><passthrough state='on' mode='share_pt'/>"
    "</xen></features>",
    "<features><pmu/><vmport/><smm/><gic/><ioapic/><vmcoreinfo/></features>",
    "<features><pmu state='on'/><vmport state='on'/><smm state='on'><tseg unit='MiB'>48"
    "</tseg></smm><gic version='3'/><ioapic driver='kvm'/><vmcoreinfo state='on'/>"
    "<htm state='on'/><nested-hv state='on'/><hpt resizing='enabled'>"
    "<maxpagesize unit='MiB'>1</maxpagesize></hpt><msrs unknown='ignore'/>"
    "<capabilities policy='default'><mknod state='on'/></capabilities>"
    "<ccf-assist state='on'/><cfpc value='fixed'/><sbbc value='broken'/>"
    "<ibs value='workaround'/><tcg><tb-cache unit='MiB'>5</tb-cache></tcg>"
    "<async-teardown enabled='yes'/></features>",
    "<features><pmu state='x'/></features>",
    "<features><acpi/></features><features><pae/></features>",
    "<clock/>",
    "<clock offset='utc'/>",
    "<clock offset='utc' adjustment='reset'/>",
    "<clock offset='utc' adjustment='5'/>",
    "<clock offset='x'/>",
    "<clock offset='localtime' adjustment='5'/>",
    "<clock offset='timezone' timezone='Europe/Berlin'/>",
    "<clock offset='timezone'/>",
    "<clock offset='variable' adjustment='123' basis='utc'/>",
    "<clock offset='variable' adjustment='x'/>",
    "<clock offset='variable'/>",
    "<clock offset='variable' basis='localtime'/>",
    "<clock offset='absolute' start='5'/>",
    "<clock offset='utc'><timer name='rtc' tickpolicy='catchup' track='guest'/>"
    "<timer name='pit' tickpolicy='delay'/><timer name='hpet' present='no'/>"
    "<timer name='kvmclock' present='yes'/>"
    "<timer name='tsc' frequency='123' mode='native'/>"
    "<timer name='hypervclock' present='yes'/><timer name='platform'/></clock>",
    "<clock offset='utc'><timer/></clock>",
    "<clock offset='utc'><timer name='x'/></clock>",
    "<clock offset='utc'><timer name='rtc' tickpolicy='x'/></clock>",
    "<clock offset='utc'><timer name='rtc' present='x'/></clock>",
    "<clock offset='utc'><timer name='rtc' track='x'/></clock>",
    "<clock offset='utc'><timer name='rtc'/><timer name='rtc'/></clock>",
    "<cpu/>",
    "<cpu mode='x'/>",
    "<cpu mode='host-model'/>",
    "<cpu mode='host-passthrough'/>",
    "<cpu mode='maximum'/>",
    "<cpu mode='custom'/>",
    "<cpu mode='custom'><model>qemu64</model></cpu>",
    "<cpu><model>qemu64</model></cpu>",
    "<cpu match='exact'><model>qemu64</model></cpu>",
    "<cpu match='exact'><model fallback='forbid'>core2duo</model><vendor>Intel</vendor>"
    "<topology sockets='1' cores='2' threads='1'/>"
    "<feature policy='disable' name='lahf_lm'/></cpu>",
    "<cpu match='x'><model>qemu64</model></cpu>",
    "<cpu mode='custom' match='exact' check='partial'><model fallback='x'>qemu64</model>"
    "</cpu>",
    "<cpu mode='host-model'><model fallback='allow' vendor_id='GenuineIntel'/></cpu>",
    "<cpu mode='host-model' check='x'/>",
    "<cpu mode='host-model'><feature name='x'/></cpu>",
    "<cpu mode='host-model'><feature policy='force'/></cpu>",
    "<cpu mode='host-model'><feature name='x' policy='y'/></cpu>",
    "<cpu mode='host-model'><feature name='x'/><feature name='x'/></cpu>",
    "<vcpu>4</vcpu><cpu><topology sockets='2' cores='2' threads='1'/></cpu>",
    "<vcpu>4</vcpu><cpu><topology sockets='1' cores='2' threads='1'/></cpu>",
    "<cpu><topology sockets='0' cores='2' threads='1'/></cpu>",
    "<cpu><topology sockets='1' cores='2'/></cpu>",
    "<cpu><topology sockets='1' dies='2' cores='2' threads='2'/></cpu>",
    "<cpu><cache level='3' mode='emulate'/></cpu>",
    "<cpu mode='host-passthrough'><cache mode='passthrough'/>"
    "<maxphysaddr mode='passthrough'/></cpu>",
    "<cpu><numa/></cpu>",
    "<cpu><numa><cell/></numa></cpu>",
    "<cpu><numa><cell cpus='0' memory='x'/></numa></cpu>",
    "<cpu><numa><cell memory='1024'/></numa></cpu>",
    "<vcpu>4</vcpu><cpu><numa>"
    "<cell cpus='0-1' memory='1' unit='GiB' memAccess='shared' discard='yes'/>"
    "<cell cpus='2-3' memory='1' unit='GiB'/></numa></cpu>",
    "<vcpu>4</vcpu><cpu><numa><cell id='1' cpus='0-1' memory='1024'/>"
    "<cell id='0' cpus='2-3' memory='1024'/></numa></cpu>",
    "<vcpu>4</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='1024'/>"
    "<cell id='0' cpus='2-3' memory='1024'/></numa></cpu>",
    "<vcpu>4</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='1024'/>"
    "<cell id='2' cpus='2-3' memory='1024'/></numa></cpu>",
    "<vcpu>4</vcpu><cpu><numa><cell id='0' cpus='0-1' memory='1024'/>"
    "<cell id='1' cpus='1-3' memory='1024'/></numa></cpu>",
    "<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0-7' memory='1024'/></numa></cpu>",
    "<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0' memory='1024'><distances>"
    "<sibling id='0' value='10'/></distances></cell></numa></cpu>",
    "<memory>2048</memory><cpu><numa><cell id='0' cpus='0' memory='1024'/></numa></cpu>",
    "<vcpu>2</vcpu><currentMemory>500</currentMemory><cpu><numa>"
    "<cell id='0' cpus='0' memory='1024'/></numa></cpu>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
