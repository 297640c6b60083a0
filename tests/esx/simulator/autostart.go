package main

import (
	"sort"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// addAutostart has each host start the first of its machines by itself, which the simulator knows nothing of.
func addAutostart() {
	for _, entity := range simulator.Map.All("HostSystem") {
		system := entity.(*simulator.HostSystem)
		manager := &mo.HostAutoStartManager{Self: types.ManagedObjectReference{
			Type: "HostAutoStartManager", Value: "autostart-" + system.Self.Value,
		}}
		enabled := true
		manager.Config.Defaults = &types.AutoStartDefaults{Enabled: &enabled}
		machines := append([]types.ManagedObjectReference{}, system.Vm...)
		sort.Slice(machines, func(i, j int) bool { return nameOf(machines[i]) < nameOf(machines[j]) })
		for i, machine := range machines {
			action := "none"
			if i == 0 {
				action = "powerOn"
			}
			manager.Config.PowerInfo = append(manager.Config.PowerInfo, types.AutoStartPowerInfo{
				Key: machine, StartAction: action, StopAction: "none",
				WaitForHeartbeat: types.AutoStartWaitHeartbeatSettingSystemDefault,
			})
		}
		simulator.Map.Put(manager)
		system.ConfigManager.AutoStartManager = &manager.Self
	}
}

func nameOf(machine types.ManagedObjectReference) string {
	return simulator.Map.Get(machine).(*simulator.VirtualMachine).Name
}
