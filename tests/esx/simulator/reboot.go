package main

import (
	"net/http"
	"regexp"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

var rebooted = regexp.MustCompile(`(?s)<RebootGuest\W.*?type="VirtualMachine"[^>]*>([^<]+)<`)

// reboots answers RebootGuest, which the simulator does not know: a machine that is on stays on.
func reboots(next http.Handler) http.Handler {
	return http.HandlerFunc(func(to http.ResponseWriter, request *http.Request) {
		found := rebooted.FindSubmatch(bodyOf(request))
		if found == nil {
			next.ServeHTTP(to, request)
			return
		}
		ref := types.ManagedObjectReference{Type: "VirtualMachine", Value: string(found[1])}
		machine, _ := simulator.Map.Get(ref).(*simulator.VirtualMachine)
		switch {
		case machine == nil:
			answerFault(to, "ManagedObjectNotFound")
		case machine.Runtime.PowerState != types.VirtualMachinePowerStatePoweredOn:
			answerFault(to, "InvalidPowerState")
		default:
			answer(to, http.StatusOK, `<RebootGuestResponse xmlns="urn:vim25"/>`)
		}
	})
}
