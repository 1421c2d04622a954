// A machine and an endpoint small enough for tests of the docker driver: one static program under several names.
package main

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// The signal that systemd takes as an order to power off: SIGRTMIN+3.
const powerOff = syscall.Signal(37)

func main() {
	switch filepath.Base(os.Args[0]) {
	case "entrypoint":
		note()
		rest()
	case "haproxy":
		// A real one has a master and a worker.
		worker := &os.ProcAttr{Files: []*os.File{nil, nil, nil}}
		if _, err := os.StartProcess("/bin/rest", []string{"rest"}, worker); err != nil {
			panic(err)
		}
		signal.Ignore(syscall.SIGUSR2)
		rest()
	case "rest":
		rest()
	case "copy":
		if _, err := io.Copy(os.Stdout, os.Stdin); err != nil {
			panic(err)
		}
	case "complain":
		fmt.Println("to output")
		fmt.Fprintln(os.Stderr, "to errors")
		os.Exit(3)
	case "count":
		fmt.Print("1\n2\n3\n")
		rest()
	}
}

// note keeps what the first boot found as its configuration.
func note() {
	if _, err := os.Stat("/seen-at-boot"); err == nil {
		return
	}
	found, err := os.ReadFile("/etc/slipway/tasks/bootstrap.json")
	if err != nil {
		found = []byte("nothing: " + err.Error())
	}
	if err := os.WriteFile("/seen-at-boot", found, 0o600); err != nil {
		panic(err)
	}
}

func rest() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, powerOff, syscall.SIGTERM)
	<-stop
}
