/** Environment variables that commands read, with what they mean. docs/reference/commands.md and `--help` tell the same. */
export const settings = {
  SLIPWAY_HOME:
    'the state directory: store, logs, keys (default: $XDG_STATE_HOME/slipway, else ~/.local/state/slipway)',
  SLIPWAY_CONTEXT: 'the context that commands talk to where --context is not given',
  KUBECONFIG:
    'your kubeconfigs: where --context is looked for; the first is the one that --merge writes to (default: ~/.kube/config)',
  SLIPWAY_LOG: "debug makes the manager's log say more; it is read when the manager starts",
} as const;

export type Setting = keyof typeof settings;
