import type { EffectPort } from './effect-port.ts';
import type { HostPort } from './pass.ts';
import type { ProviderConnections } from './provider-connections.ts';

/** Commands that change a machine, through its provider's host access; each is an effect. */
export function createHostPort(options: {
  readonly providers: ProviderConnections;
  readonly effects: EffectPort;
  readonly allow: () => void;
}): HostPort {
  return {
    async exec({ provider, machine, target, command, reason }) {
      options.allow();
      const { connected, calls } = options.providers.get(provider);
      const access = connected.driver.hostAccess;
      if (access === undefined) {
        throw new Error(`provider ${provider} cannot reach into its machines: it has no host access`);
      }
      const input = { command: command.command, input: command.input };
      return await calls.run(() =>
        options.effects.perform({ target: { world: 'host', verb: 'exec', ...target }, input, reason }, () =>
          access.exec(machine, command),
        ),
      );
    },
  };
}
