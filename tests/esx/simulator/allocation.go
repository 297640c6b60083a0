package main

import "github.com/vmware/govmomi/vim25/types"

// merged gives what a host would hold after a set, or why it refuses it: what a set leaves unset stays as it is.
// `normal` are the shares of that level, `most` is what the host has to give.
func merged(kind string, set *types.ResourceAllocationInfo, old types.ResourceAllocationInfo, normal int32, most int64) (*types.ResourceAllocationInfo, types.BaseMethodFault) {
	now := old
	if set.Reservation != nil {
		now.Reservation = set.Reservation
	}
	if set.Limit != nil {
		now.Limit = set.Limit
	}
	if set.Shares != nil {
		now.Shares = numbered(*set.Shares, normal)
	}
	if fault := invalid(kind, &now); fault != nil {
		return nil, fault
	}
	switch {
	case *now.Reservation > most && kind == "memory":
		return nil, &types.InsufficientMemoryResourcesFault{Unreserved: most << 20, Requested: *now.Reservation << 20}
	case *now.Reservation > most:
		return nil, &types.InsufficientCpuResourcesFault{Unreserved: most, Requested: *now.Reservation}
	}
	return &now, nil
}

// numbered gives the shares of a level as a number.
func numbered(shares types.SharesInfo, normal int32) *types.SharesInfo {
	switch shares.Level {
	case types.SharesLevelLow:
		shares.Shares = normal / 2
	case types.SharesLevelNormal:
		shares.Shares = normal
	case types.SharesLevelHigh:
		shares.Shares = normal * 2
	}
	return &shares
}

func invalid(kind string, now *types.ResourceAllocationInfo) types.BaseMethodFault {
	field := ""
	switch {
	case *now.Reservation < 0:
		field = "reservation"
	case *now.Limit < -1 || (*now.Limit >= 0 && *now.Limit < *now.Reservation):
		field = "limit"
	case now.Shares.Shares < 0:
		field = "shares"
	default:
		return nil
	}
	return &types.InvalidArgument{InvalidProperty: "configSpec." + kind + "Allocation." + field}
}
