/* Virtual CPUs and I/O threads in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<vcpu cpuset=''>2</vcpu>",
    "<vcpu cpuset='0'>2</vcpu>",
    "<vcpu cpuset='0-'>2</vcpu>",
    "<vcpu cpuset='3-1'>2</vcpu>",
    "<vcpu cpuset=' 0 , 2 - 3 '>2</vcpu>",
    "<vcpu cpuset='0,,2'>2</vcpu>",
    "<vcpu cpuset='0,2,'>2</vcpu>",
    "<vcpu cpuset='^0'>2</vcpu>",
    "<vcpu cpuset='0,^0'>2</vcpu>",
    "<vcpu cpuset='^0,0'>2</vcpu>",
    "<vcpu cpuset='0-3,^1-2'>2</vcpu>",
    "<vcpu cpuset='0x1'>2</vcpu>",
    "<vcpu cpuset='16383'>2</vcpu>",
    "<vcpu cpuset='16384'>2</vcpu>",
    "<vcpu cpuset='99999999999'>2</vcpu>",
    "<vcpu cpuset='-1'>2</vcpu>",
    "<vcpu cpuset='+1'>2</vcpu>",
    "<vcpu cpuset='0,5' placement='auto'>2</vcpu>",
    "<vcpu placement='auto'>2</vcpu>",
    "<vcpu placement='x'>2</vcpu>",
    "<vcpu placement='static' current='2'>2</vcpu>",
    "<vcpu current='0'>2</vcpu>",
    "<vcpu current='-1'>2</vcpu>",
    "<vcpu current='x'>2</vcpu>",
    "<vcpu current=''>2</vcpu>",
    "<vcpu> 2</vcpu>",
    "<vcpu>2 </vcpu>",
    "<vcpu>65535</vcpu>",
    "<vcpu>16384</vcpu>",
    "<vcpu>16385</vcpu>",
    "<vcpu>4294967296</vcpu>",
    "<vcpu>1</vcpu><vcpu>2</vcpu>",
    "<vcpu>2</vcpu><vcpus/>",
    "<vcpu>2</vcpu><vcpus><vcpu id='1' enabled='no'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='no'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='no'/><vcpu id='1' enabled='no'/></vcpus>",
    "<vcpu current='1'>2</vcpu><vcpus><vcpu id='0' enabled='yes'/>"
    "<vcpu id='1' enabled='yes'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='2' enabled='yes'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='x' enabled='yes'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu enabled='yes'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='maybe'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' hotpluggable='x'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='0'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='x'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='1'/>"
    "<vcpu id='1' enabled='yes' order='1'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='5'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='2'/>"
    "<vcpu id='1' enabled='yes' order='1'/></vcpus>",
    "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes'/><vcpu id='0' enabled='yes'/>"
    "</vcpus>",
    "<iothreads>0</iothreads>",
    "<iothreads>2</iothreads>",
    "<iothreads>x</iothreads>",
    "<iothreads>-1</iothreads>",
    "<iothreads/>",
    "<iothreads>1</iothreads><iothreadids><iothread id='4'/><iothread id='3'/>"
    "</iothreadids>",
    "<iothreadids><iothread id='4'/></iothreadids>",
    "<iothreadids><iothread id='0'/></iothreadids>",
    "<iothreadids><iothread id='x'/></iothreadids>",
    "<iothreadids><iothread/></iothreadids>",
    "<iothreadids><iothread id='4'/><iothread id='4'/></iothreadids>",
    "<iothreadids><iothread id='4' thread_pool_min='1' thread_pool_max='2'/>"
    "</iothreadids>",
    "<iothreadids><iothread id='4'><poll max='5'/></iothread></iothreadids>",
    "<iothreads>2</iothreads><defaultiothread thread_pool_min='8' thread_pool_max='16'/>",
    "<iothreads>3</iothreads><iothreadids><iothread id='1'/></iothreadids>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
