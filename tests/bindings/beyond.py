#!/usr/bin/python3
"""Calls that no known client makes: either libvirt's result, or VIR_ERR_NO_SUPPORT."""
import libvirt

from shared import DEFAULT, begin, call, note, shape

CPU = "<cpu><arch>x86_64</arch><model>qemu64</model></cpu>"
DISK = "<disk type='file' device='disk'><source file='/x'/><target dev='vdz' bus='virtio'/></disk>"
ONE = (True,) + (False,) * 7

ON_CONNECTION = (
    ("getMemoryParameters",), ("setMemoryParameters", {"shm_pages_to_scan": 1}), ("getSEVInfo",),
    ("getStoragePoolCapabilities",), ("getFreePages", [4], 0, 1), ("allocPages", {4: 1}, 0, 1),
    ("suspendForDuration", 0, 60), ("compareCPU", CPU),
    ("compareHypervisorCPU", None, None, None, None, CPU),
    ("domainXMLFromNative", "qemu-argv", "x"), ("domainXMLToNative", "qemu-argv", "<domain/>"),
    ("saveImageGetXMLDesc", "/no/such/file"), ("restore", "/no/such/file"),
    ("setIdentity", {"user-name": "x"}), ("newStream",), ("changeBegin",), ("changeCommit",),
    ("changeRollback",), ("networkLookupByName", "default"), ("networkLookupByName", "nosuch"),
    ("networkDefineXML", "<network/>"), ("storagePoolLookupByName", "default-pool"),
    ("storagePoolDefineXML", "<pool/>"), ("storageVolLookupByKey", "x"),
    ("interfaceLookupByName", "eth1"), ("nodeDeviceLookupByName", "computer"),
    ("secretLookupByUUIDString", "11111111-1111-4111-8111-111111111111"),
    ("nwfilterLookupByName", "x"), ("listAllDevices",), ("listAllNWFilterBindings",))

ON_DOMAIN = (
    ("interfaceAddresses", 0), ("interfaceAddresses", 9), ("jobInfo",), ("securityLabelList",),
    ("hostname",), ("migrateGetMaxDowntime",), ("migrateGetMaxSpeed",), ("migrateSetMaxDowntime", 1),
    ("launchSecurityInfo",), ("perfEvents",), ("setPerfEvents", {"cmt": True}),
    ("setBlockThreshold", "vda", 1), ("setUserPassword", "a", "b"), ("agentSetResponseTimeout", 1),
    ("startDirtyRateCalc", 1), ("blockResize", "vda", 1), ("blockJobInfo", "vda", 0),
    ("setVcpu", "0", 1), ("guestVcpus",), ("setGuestVcpus", "0", 1), ("attachDevice", DISK),
    ("detachDevice", DISK), ("detachDeviceAlias", "ua-x"), ("addIOThread", 1), ("delIOThread", 9),
    ("pinIOThread", 1, ONE), ("setIOThreadParams", 1, {"poll_max_ns": 1}),
    ("coreDump", "/no/such/directory/core"), ("save", "/no/such/directory/save"),
    ("managedSave", 1 << 10), ("managedSaveRemove",), ("managedSaveGetXMLDesc",),
    ("pMSuspendForDuration", 0, 0), ("pMWakeup",), ("sendKey", 0, 0, [1], 1),
    ("sendProcessSignal", 1, 1), ("setTime", {"seconds": 1}), ("fSTrim", None, 0), ("fsFreeze",),
    ("fsThaw",), ("hasCurrentSnapshot",), ("snapshotNum",), ("snapshotListNames",),
    ("snapshotLookupByName", "x"), ("listAllSnapshots",), ("listAllCheckpoints",),
    ("openConsole", None, None), ("openGraphicsFD", 0), ("migrateStartPostCopy",),
    ("blockPull", "vda"), ("screenshot", None, 0), ("backupGetXMLDesc",),
    ("authorizedSSHKeysGet", "root"))


def lists(conn):
    for kind in ("Networks", "StoragePools", "Interfaces"):
        call(conn, "numOf" + kind)
        call(conn, "list" + kind)
        call(conn, "listAll" + kind)
        call(conn, "numOfDefined" + kind)
    for kind in ("Secrets", "NWFilters"):
        call(conn, "numOf" + kind)
        call(conn, "list" + kind)
        call(conn, "listAll" + kind)
    call(conn, "numOfDevices", None)
    call(conn, "listDevices", None, mask=sorted)


begin()
note("lists of objects of other kinds")
lists(libvirt.open(DEFAULT))
for method, *arguments in ON_CONNECTION:
    call(libvirt.open(DEFAULT), method, *arguments)
for method, *arguments in ON_DOMAIN:
    call(libvirt.open(DEFAULT).lookupByName("test"), method, *arguments)
call(libvirt.open(DEFAULT).lookupByName("test"), "getTime", mask=shape)
