package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

var (
	reconfigured = regexp.MustCompile(`(?s)<ReconfigVM_Task.*?type="VirtualMachine"[^>]*>([^<]+)<`)
	taskOf       = regexp.MustCompile(`type="Task"[^>]*>([^<]+)<`)
	one          sync.Mutex
)

// held is what a reconfiguration may change, as it was before.
type held struct {
	memory, cpu types.ResourceAllocationInfo
	size        int32
}

func heldBy(machine *simulator.VirtualMachine) held {
	config := machine.Config
	return held{*config.MemoryAllocation, *config.CpuAllocation, config.Hardware.MemoryMB}
}

func (was held) restore(machine *simulator.VirtualMachine) {
	machine.Config.MemoryAllocation, machine.Config.CpuAllocation = &was.memory, &was.cpu
	machine.Config.Hardware.MemoryMB = was.size
	machine.Summary.Config.MemorySizeMB = was.size
}

// settle makes of what the simulator took over what a host would hold; else it says why a host refuses.
func (was held) settle(machine *simulator.VirtualMachine, host capacity) types.BaseMethodFault {
	config := machine.Config
	memory, fault := merged("memory", config.MemoryAllocation, was.memory, 10*config.Hardware.MemoryMB, host.memory)
	if fault != nil {
		return fault
	}
	cpu, fault := merged("cpu", config.CpuAllocation, was.cpu, 1000*config.Hardware.NumCPU, host.cpu)
	if fault != nil {
		return fault
	}
	if config.Hardware.MemoryMB%4 != 0 {
		return &types.InvalidArgument{InvalidProperty: "configSpec.memoryMB"}
	}
	if config.Hardware.MemoryMB != was.size && machine.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn {
		return &types.MemoryHotPlugNotSupported{}
	}
	machine.Config.MemoryAllocation, machine.Config.CpuAllocation = memory, cpu
	return nil
}

// refuse lets a task fail that has succeeded in the simulator.
func refuse(answer []byte, fault types.BaseMethodFault) {
	found := taskOf.FindSubmatch(answer)
	if found == nil {
		return
	}
	task := types.ManagedObjectReference{Type: "Task", Value: string(found[1])}
	if object := simulator.Map.Get(task); object != nil {
		simulator.Map.Update(object, []types.PropertyChange{
			{Name: "info.state", Val: types.TaskInfoStateError},
			{Name: "info.error", Val: types.LocalizedMethodFault{Fault: fault, LocalizedMessage: "refused"}},
		})
	}
}

// reconfigurations keeps what ReconfigVM_Task leaves unset, and refuses what a host does, as the task's error:
// then nothing is changed.
func reconfigurations(next http.Handler, host capacity) http.Handler {
	return http.HandlerFunc(func(to http.ResponseWriter, request *http.Request) {
		machine := reconfiguredBy(bodyOf(request))
		if machine == nil {
			next.ServeHTTP(to, request)
			return
		}
		one.Lock()
		defer one.Unlock()
		was := heldBy(machine)
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, request)
		if fault := was.settle(machine, host); fault != nil {
			was.restore(machine)
			refuse(answer.Body.Bytes(), fault)
		}
		for name, values := range answer.Header() {
			to.Header()[name] = values
		}
		to.WriteHeader(answer.Code)
		_, _ = to.Write(answer.Body.Bytes())
	})
}

func reconfiguredBy(body []byte) *simulator.VirtualMachine {
	found := reconfigured.FindSubmatch(body)
	if found == nil {
		return nil
	}
	ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: string(found[1])}
	machine, _ := simulator.Map.Get(ref).(*simulator.VirtualMachine)
	return machine
}
