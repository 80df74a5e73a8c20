package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// How long a program may take to end after SIGTERM before it is killed.
const killDelay = 10 * time.Second

// entryScript finds a start script of @pulumi/pulumi as Node would resolve it from the given folder.
func entryScript(directory, name string) (string, error) {
	for folder := directory; ; folder = filepath.Dir(folder) {
		script := filepath.Join(folder, "node_modules", "@pulumi", "pulumi", "cmd", name)
		if info, err := os.Stat(script); err == nil && info.IsDir() {
			return script, nil
		}
		if folder == filepath.Dir(folder) {
			return "", fmt.Errorf("@pulumi/pulumi is not installed in %s or above: run npm ci there", directory)
		}
	}
}

// nodeCommand prepares `node [runtime.options.nodeargs] SCRIPT ARGUMENTS`. It ends with the first of the two
// contexts: the call's own and the host's.
func (h *host) nodeCommand(
	call context.Context, info *pulumirpc.ProgramInfo, script string, arguments []string,
) (*exec.Cmd, func(), error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, nil, fmt.Errorf("node is not on PATH: %w", err)
	}
	ctx, cancel := context.WithCancel(call)
	detach := context.AfterFunc(h.closing, cancel)

	nodeArguments := strings.Fields(info.GetOptions().GetFields()["nodeargs"].GetStringValue())
	command := exec.CommandContext(ctx, node, append(append(nodeArguments, script), arguments...)...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = killDelay
	return command, func() { detach(); cancel() }, nil
}
