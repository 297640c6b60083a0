package main

import (
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// order is a fault that the next calls of a name fail with: at once, or as the error of their task.
type order struct {
	fault  string
	isTask bool
}

var (
	called = regexp.MustCompile(`(?s)<(?:\w+:)?Body[^>]*>\s*<(\w+)`)
	target = regexp.MustCompile(`<_this[^>]* type="(\w+)"[^>]*>([^<]+)<`)
	orders = map[string]order{}
	guard  sync.Mutex
)

// setFailing: `/fail?call=NAME&fault=TYPE` has the calls of that name fail, with `&task=1` their tasks;
// `/fail` alone ends it.
func setFailing(to http.ResponseWriter, request *http.Request) {
	guard.Lock()
	defer guard.Unlock()
	wanted := request.URL.Query()
	if !wanted.Has("call") {
		orders = map[string]order{}
		return
	}
	if _, known := types.TypeFunc()(wanted.Get("fault")); !known {
		http.Error(to, "no such fault", http.StatusNotFound)
		return
	}
	orders[wanted.Get("call")] = order{wanted.Get("fault"), wanted.Get("task") == "1"}
}

// failing fails the calls that are to.
func failing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(to http.ResponseWriter, request *http.Request) {
		body := bodyOf(request)
		guard.Lock()
		var wanted order
		found := called.FindSubmatch(body)
		if found != nil {
			wanted = orders[string(found[1])]
		}
		guard.Unlock()
		switch {
		case wanted.fault == "":
			next.ServeHTTP(to, request)
		case wanted.isTask:
			answerTask(to, string(found[1]), body, wanted.fault)
		default:
			answerFault(to, wanted.fault)
		}
	})
}

const envelope = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>`

func answer(to http.ResponseWriter, status int, inner string) {
	to.Header().Set("Content-Type", "text/xml; charset=utf-8")
	to.WriteHeader(status)
	_, _ = fmt.Fprintf(to, envelope, inner)
}

// answerFault answers as a host does, whose prefix is xsi.
func answerFault(to http.ResponseWriter, fault string) {
	answer(to, http.StatusInternalServerError, fmt.Sprintf(`<soapenv:Fault><faultcode>ServerFaultCode</faultcode>`+
		`<faultstring>told by the test</faultstring><detail><%[1]sFault xmlns="urn:vim25" xsi:type="%[1]s"/></detail>`+
		`</soapenv:Fault>`, fault))
}

// answerTask answers with a task that has failed; nothing is changed.
func answerTask(to http.ResponseWriter, call string, body []byte, fault string) {
	found := target.FindSubmatch(body)
	if found == nil {
		answerFault(to, fault)
		return
	}
	entity := types.ManagedObjectReference{Type: string(found[1]), Value: string(found[2])}
	kind, _ := types.TypeFunc()(fault)
	error, _ := reflect.New(kind).Interface().(types.BaseMethodFault)
	task := simulator.CreateTask(entity, "told", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		return nil, error
	})
	ref := task.Run()
	answer(to, http.StatusOK, fmt.Sprintf(`<%[1]sResponse xmlns="urn:vim25"><returnval type="Task">%[2]s</returnval>`+
		`</%[1]sResponse>`, call, ref.Value))
}
