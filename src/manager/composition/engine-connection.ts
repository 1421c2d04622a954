import { Secret } from '#api/builtin/secret.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Provider } from '#api/provider/index.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { secretText } from '#controllers/reading/secret-text.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { EngineConnection, EngineTls } from '#providers/docker/connect-engine.ts';

type SecretReference = NonNullable<Provider['spec']['secretRef']>;

const keys = { authority: 'ca.crt', certificate: 'tls.crt', key: 'tls.key' } as const;

/** How the engine of a docker Provider is reached; its Secret is read when the first call needs it, and again later. */
export function engineConnection({ metadata, spec }: Provider, objects: ObjectApi): EngineConnection {
  const { host, socket } = spec.docker;
  if (host === undefined) return { socketPath: socket };
  const { hostname, port } = new URL(host);
  const address = { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
  const { secretRef } = spec;
  if (secretRef === undefined) return address;
  return { ...address, tls: async () => await readTls(objects, secretRef, metadata.name) };
}

async function readTls(objects: ObjectApi, reference: SecretReference, provider: string): Promise<EngineTls> {
  const name = `${reference.namespace}/${reference.name}`;
  const secret = await objects.get(Secret, reference).catch((error: unknown) => {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  });
  const command = `kubectl -n ${reference.namespace} create secret generic ${reference.name} ${Object.values(keys)
    .map((key) => `--from-file=${key}=FILE`)
    .join(' ')}`;
  if (secret === undefined)
    throw new ProviderError(
      'Unauthorized',
      `There is no Secret ${name}, which Provider ${provider} names for its engine: create it with ${command}.`,
    );
  const read = (key: string): string => {
    const text = secretText(secret, key);
    if (text?.includes('-----BEGIN ')) return text;
    throw new ProviderError(
      'Unauthorized',
      `Secret ${name}, which Provider ${provider} names for its engine, has no PEM text ${key}: create it anew with ${command}.`,
    );
  };
  return { authority: read(keys.authority), certificate: read(keys.certificate), key: read(keys.key) };
}
