// A vSphere endpoint on loopback for the tests of the ESX driver: govmomi's simulator behind a server that makes
// its answers those of a host. `-h` lists the options. Prints `serving URL` when it is ready; ends with SIGTERM.
//
// SPDX-License-Identifier: MIT OR Apache-2.0
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/vmware/govmomi/simulator"
)

var (
	listen   = flag.String("l", "127.0.0.1:0", "address")
	center   = flag.Bool("vpx", false, "a vCenter, not a host")
	machines = flag.Int("vm", 2, "machines of each pool")
	plain    = flag.Bool("plain", false, "HTTP, not HTTPS")
	cert     = flag.String("cert", "", "certificate, PEM; else one of the simulator's own, for 127.0.0.1 and example.com")
	key      = flag.String("key", "", "its key")
	idle     = flag.Duration("idle", 0, "sessions end after this time without a call")
	trace    = flag.Bool("trace", false, "requests and answers on standard error")
)

// simulated starts the simulator itself.
func simulated() (*simulator.Model, *simulator.Server) {
	simulator.Trace = *trace
	simulator.SessionIdleTimeout = *idle
	model := simulator.ESX()
	if *center {
		model = simulator.VPX()
	}
	model.Machine = *machines
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	model.Service.Listen = &url.URL{Host: "127.0.0.1:0", User: url.UserPassword("root", "secret")}
	return model, model.Service.NewServer()
}

// served starts the server that clients see.
func served(handler http.Handler) *httptest.Server {
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewUnstartedServer(handler)
	server.Listener = listener
	if *cert != "" {
		pair, err := tls.LoadX509KeyPair(*cert, *key)
		if err != nil {
			log.Fatal(err)
		}
		server.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	}
	if *plain {
		server.Start()
	} else {
		server.StartTLS()
	}
	return server
}

func main() {
	flag.Parse()
	model, inner := simulated()
	host := addFigures()
	addAutostart()
	handler := reconfigurations(forwarded(inner.URL.Host), host)
	mux := http.NewServeMux()
	mux.HandleFunc("/fail", setFailing)
	mux.Handle("/", failing(reboots(handler)))
	fmt.Println("serving", served(mux).URL+"/sdk")
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGINT, syscall.SIGTERM)
	<-end
	// Not the servers: they would wait for the calls that wait for something.
	model.Remove()
}
