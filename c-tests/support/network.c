#include "support/network.h"

#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Of the kind for local experiments, so that nothing answers. */
#define EXPERIMENT 0x88b5

void network_module(const char *name)
{
    struct utsname kernel;
    char path[300];
    int fd;

    uname(&kernel);
    snprintf(path, sizeof(path), "/usr/lib/uml/modules/%s/kernel/drivers/net/%s.ko", kernel.release, name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        (void)syscall(SYS_finit_module, fd, "", 0);
        close(fd);
    }
}

/* A request of rtnetlink, and room for its attributes. */
struct request {
    struct nlmsghdr head;
    struct ifinfomsg info;
    char room[400];
};

static struct rtattr *add(struct request *request, unsigned short type, const void *data, size_t size)
{
    struct rtattr *attribute = (struct rtattr *)((char *)request + NLMSG_ALIGN(request->head.nlmsg_len));

    attribute->rta_type = type;
    attribute->rta_len = (unsigned short)RTA_LENGTH(size);
    if (size > 0)
        memcpy(RTA_DATA(attribute), data, size);
    request->head.nlmsg_len = NLMSG_ALIGN(request->head.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
    return attribute;
}

/* Ends an attribute that holds others. */
static void end(struct request *request, struct rtattr *attribute)
{
    attribute->rta_len = (unsigned short)((char *)request + request->head.nlmsg_len - (char *)attribute);
}

/* Sends it; the error that the kernel answers. */
static int ask(struct request *request)
{
    struct {
        struct nlmsghdr head;
        struct nlmsgerr error;
        char room[600];
    } answer;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    bool done;

    if (fd < 0)
        return -1;
    memset(&answer, 0, sizeof(answer));
    done = send(fd, request, request->head.nlmsg_len, 0) > 0 && recv(fd, &answer, sizeof(answer), 0) > 0 &&
           answer.head.nlmsg_type == NLMSG_ERROR;
    close(fd);
    return done ? answer.error.error : -1;
}

static struct request link_request(unsigned short type, unsigned short flags)
{
    struct request request;

    memset(&request, 0, sizeof(request));
    request.head.nlmsg_len = NLMSG_LENGTH(sizeof(request.info));
    request.head.nlmsg_type = type;
    request.head.nlmsg_flags = (unsigned short)(NLM_F_REQUEST | NLM_F_ACK | flags);
    return request;
}

bool network_veth(const char *name, const char *peer, pid_t pid)
{
    struct request request = link_request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    struct rtattr *info, *data, *other;
    const struct ifinfomsg none = {0};
    uint32_t of = (uint32_t)pid;

    network_module("veth");
    add(&request, IFLA_IFNAME, name, strlen(name) + 1);
    info = add(&request, IFLA_LINKINFO, NULL, 0);
    add(&request, IFLA_INFO_KIND, "veth", 4);
    data = add(&request, IFLA_INFO_DATA, NULL, 0);
    other = add(&request, VETH_INFO_PEER, &none, sizeof(none));
    add(&request, IFLA_IFNAME, peer, strlen(peer) + 1);
    add(&request, IFLA_NET_NS_PID, &of, sizeof(of));
    end(&request, other);
    end(&request, data);
    end(&request, info);
    return ask(&request) == 0;
}

void network_remove(const char *name)
{
    struct request request = link_request(RTM_DELLINK, 0);

    request.info.ifi_index = (int)if_nametoindex(name);
    if (request.info.ifi_index > 0)
        ask(&request);
}

int network_tap(const char *name)
{
    struct ifreq device = {.ifr_flags = IFF_TAP | IFF_NO_PI};
    int fd;

    network_module("tun");
    fd = open("/dev/net/tun", O_RDWR);
    snprintf(device.ifr_name, sizeof(device.ifr_name), "%s", name);
    if (fd >= 0 && ioctl(fd, TUNSETIFF, &device) < 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

bool network_up(const char *name)
{
    struct ifreq device = {.ifr_flags = 0};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool done;

    snprintf(device.ifr_name, sizeof(device.ifr_name), "%s", name);
    done = ioctl(fd, SIOCGIFFLAGS, &device) == 0;
    device.ifr_flags |= IFF_UP;
    done = done && ioctl(fd, SIOCSIFFLAGS, &device) == 0;
    close(fd);
    return done;
}

void network_send(const char *name, int frames, int bytes)
{
    unsigned char frame[1500] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, EXPERIMENT >> 8, EXPERIMENT & 0xff};
    struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(name)};
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

    while (frames-- > 0 && sendto(fd, frame, (size_t)bytes, 0, (struct sockaddr *)&to, sizeof(to)) == bytes)
        continue;
    close(fd);
}

struct network_counters network_counters(const char *process, const char *name)
{
    struct network_counters found = {0, 0, 0, 0};
    char path[64], line[600];
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%s/net/dev", process);
    file = fopen(path, "re");
    while (file && fgets(line, sizeof(line), file)) {
        char *start = line + strspn(line, " "), *colon = strchr(line, ':');

        if (!colon || (size_t)(colon - start) != strlen(name) || strncmp(start, name, strlen(name)) != 0)
            continue;
        sscanf(colon + 1, "%llu %llu %*u %*u %*u %*u %*u %*u %llu %llu", &found.rx_bytes, &found.rx_packets,
               &found.tx_bytes, &found.tx_packets);
    }
    if (file)
        fclose(file);
    return found;
}
