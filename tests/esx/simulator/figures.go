package main

import (
	"sort"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// capacity is what a host has to give: MB and MHz.
type capacity struct{ memory, cpu int64 }

// addFigures gives machines some memory in use and the shares of their level, and hosts what clients ask of them.
func addFigures() (host capacity) {
	for _, entity := range simulator.Map.All("HostSystem") {
		system := entity.(*simulator.HostSystem)
		system.Capability = &types.HostCapability{MaxSupportedVcpus: 16}
		host.memory = system.Hardware.MemorySize >> 20
		host.cpu = system.Hardware.CpuInfo.Hz / 1000000 * int64(system.Hardware.CpuInfo.NumCpuCores)
	}
	machines := simulator.Map.All("VirtualMachine")
	// They come in any order.
	sort.Slice(machines, func(i, j int) bool {
		return machines[i].Entity().Name < machines[j].Entity().Name
	})
	for i, entity := range machines {
		machine := entity.(*simulator.VirtualMachine)
		useSome(&machine.Summary.QuickStats, int32(i))
		hardware := machine.Config.Hardware
		machine.Config.MemoryAllocation = normalShares(*machine.Config.MemoryAllocation, 10*hardware.MemoryMB)
		machine.Config.CpuAllocation = normalShares(*machine.Config.CpuAllocation, 1000*hardware.NumCPU)
	}
	return host
}

// useSome: machines differ by their number.
func useSome(stats *types.VirtualMachineQuickStats, n int32) {
	stats.OverallCpuUsage = 100 + n
	stats.HostMemoryUsage = 20 + n
	stats.GuestMemoryUsage = 10 + n
	stats.BalloonedMemory = 4 + n
	stats.SwappedMemory = 2 + n
	stats.ConsumedOverheadMemory = 1 + n
}

// normalShares: the level alone stands in the model; a host says what it comes to.
func normalShares(a types.ResourceAllocationInfo, shares int32) *types.ResourceAllocationInfo {
	a.Shares = &types.SharesInfo{Level: types.SharesLevelNormal, Shares: shares}
	return &a
}
