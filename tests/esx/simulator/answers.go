package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strconv"
)

var array = regexp.MustCompile(`(?s)(:type="ArrayOf(\w+)">)(.*?)(</val>)`)

// elementTypes says the type of each element of an array, as hosts do; libvirt's driver insists on it.
func elementTypes(body []byte) []byte {
	return array.ReplaceAllFunc(body, func(m []byte) []byte {
		g := array.FindSubmatch(m)
		name := string(g[2])
		element := regexp.MustCompile(`<` + name + `( type="[^"]*")?>`)
		typed := []byte(`<` + name + ` XMLSchema-instance:type="` + name + `"$1>`)
		return bytes.Join([][]byte{g[1], element.ReplaceAll(g[3], typed), g[4]}, nil)
	})
}

// forwarded passes requests on to the simulator, and answers back.
func forwarded(host string) http.Handler {
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: host})
	proxy.ModifyResponse = func(answer *http.Response) error {
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return err
		}
		body = elementTypes(body)
		answer.Body = io.NopCloser(bytes.NewReader(body))
		answer.ContentLength = int64(len(body))
		answer.Header.Set("Content-Length", strconv.Itoa(len(body)))
		return nil
	}
	return proxy
}

// bodyOf reads a request, which can be read again then.
func bodyOf(request *http.Request) []byte {
	body, _ := io.ReadAll(request.Body)
	request.Body = io.NopCloser(bytes.NewReader(body))
	return body
}
