package main

import (
	"errors"
	"fmt"
	"os/exec"
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type pluginStream = grpc.ServerStreamingServer[pulumirpc.RunPluginResponse]

// RunPlugin starts a policy pack and passes on what it writes until it ends.
func (h *host) RunPlugin(request *pulumirpc.RunPluginRequest, stream pluginStream) error {
	if kind := request.GetKind(); kind != "analyzer" {
		return status.Errorf(codes.Unimplemented,
			"this language host stands in for the official one and runs policy packs only, not a %s plugin", kind)
	}
	directory := request.GetInfo().GetProgramDirectory()
	script, err := entryScript(directory, "run-policy-pack")
	if err != nil {
		return err
	}
	arguments := append(append([]string{}, request.GetArgs()...), directory)
	command, release, err := h.nodeCommand(stream.Context(), request.GetInfo(), script, arguments)
	if err != nil {
		return err
	}
	defer release()
	command.Dir = directory
	command.Env = request.GetEnv()

	// A gRPC stream takes one message at a time, and the two outputs are copied by two goroutines.
	sender := &sender{stream: stream}
	command.Stdout = writer(func(data []byte) error {
		return sender.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: data}})
	})
	command.Stderr = writer(func(data []byte) error {
		return sender.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: data}})
	})

	err = command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && stream.Context().Err() == nil {
		return fmt.Errorf("starting node: %w", err)
	}
	return sender.send(&pulumirpc.RunPluginResponse{
		Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(command.ProcessState.ExitCode())},
	})
}

type sender struct {
	mutex  sync.Mutex
	stream pluginStream
}

func (s *sender) send(response *pulumirpc.RunPluginResponse) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.stream.Send(response)
}

type writer func([]byte) error

func (w writer) Write(data []byte) (int, error) {
	if err := w(data); err != nil {
		return 0, err
	}
	return len(data), nil
}
