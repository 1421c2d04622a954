import type { DomainInvariant } from './invariant.ts';

/** A private key, or a kubeadm bootstrap token. */
const secrets = [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/];

/** What others on the machine can read (its process list) never holds a secret. */
export const noSecretInArguments: DomainInvariant = {
  name: 'no-secret-in-arguments',
  effects: [{ world: 'host' }],
  judge: ({ input }) => {
    const command =
      typeof input === 'object' && input !== null && 'command' in input && Array.isArray(input.command)
        ? input.command
        : [];
    const found = command.some((argument) => secrets.some((secret) => secret.test(String(argument))));
    return found ? 'an argument holds a secret: give it on standard input' : undefined;
  },
};
