import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '#api/builtin/secret.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';

/** Certificates, addresses and the public half of a token are no secrets. */
const publicFields = /\.crt$|\.pub$|^server$|^id$/;

/** Values of every Secret of the store, decoded. */
async function stored(client: KubeClient): Promise<readonly string[]> {
  const { items } = await client.objects.list(Secret);
  return items.flatMap(({ data = {} }) =>
    Object.entries(data).flatMap(([field, encoded]) =>
      publicFields.test(field) ? [] : [Buffer.from(encoded, 'base64').toString('utf8')],
    ),
  );
}

/** Every private key in a text, as it stands and as base64 has it in kubeconfigs and kept credentials. */
function keysIn(text: string): readonly string[] {
  const encoded = [...text.matchAll(/"client-key-data":\s*"([^"]+)"/g)].map(([, value = '']) =>
    Buffer.from(value, 'base64').toString('utf8'),
  );
  const plain = text.replaceAll('\\n', '\n').match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*-----/g);
  return [...encoded, ...(plain ?? [])];
}

/** Keys that the manager and this command keep in files. */
async function inFiles({ paths }: CommandContext): Promise<readonly string[]> {
  const credentials = join(paths.state, 'credentials');
  const kept = await readdir(credentials).catch(() => []);
  const files = [paths.authority.key, paths.kubeconfig, ...kept.map((name) => join(credentials, name))];
  const texts = await Promise.all(files.map((file) => readFileIfPresent(file)));
  return texts.flatMap((text) => (text === undefined ? [] : keysIn(text)));
}

/** Every secret there is here, so that none of them is told; undefined client: only those in files. */
export async function knownSecrets(
  context: CommandContext,
  client: KubeClient | undefined,
): Promise<readonly string[]> {
  const lists = await Promise.all([client === undefined ? [] : stored(client), inFiles(context)]);
  return [...new Set(lists.flat())];
}
