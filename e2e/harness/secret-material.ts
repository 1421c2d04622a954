import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '#api/builtin/secret.ts';
import type { Installation } from './installation.ts';
import { machineContainers } from './machine-container.ts';

/** Certificates, addresses and the public half of a token are no secrets. */
const publicFields = /\.crt$|\.pub$|^server$|^id$/;
/** What is shorter is found by chance. */
const shortest = 12;

export interface SecretMaterial {
  /** Where it is kept, for a failure: never the value. */
  readonly name: string;
  /** Texts that give it away: as it is, its longest line, in base64. */
  readonly texts: readonly string[];
}

function textsOf(encoded: string): readonly string[] {
  const value = Buffer.from(encoded, 'base64').toString('utf8');
  const lines = value.split('\n').filter((line) => !line.startsWith('-----'));
  // Within the base64 of a longer text a value looks different: a piece of a key's own lines shows it nevertheless.
  const longest = lines.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return [longest, encoded].filter((text) => text.length >= shortest);
}

/** Private keys in a text: as they are, and as kubeconfigs have them. */
function keysIn(name: string, text: string): readonly SecretMaterial[] {
  const plain =
    text.replaceAll('\\n', '\n').match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*-----/g) ?? [];
  const encoded = [...text.matchAll(/client-key-data"?: *"?([A-Za-z0-9+/=]+)/g)].map(([, value = '']) => value);
  return [...plain.map((key) => Buffer.from(key).toString('base64')), ...encoded].map((key) => ({
    name,
    texts: textsOf(key),
  }));
}

async function inStore(installation: Installation): Promise<readonly SecretMaterial[]> {
  const body = await (await installation.client()).read('/api/v1/secrets');
  return (body as { readonly items: readonly Secret[] }).items.flatMap(({ metadata, data = {} }) =>
    Object.entries(data)
      .filter(([field]) => !publicFields.test(field))
      .map(([field, encoded]) => ({ name: `${metadata.name} ${field}`, texts: textsOf(String(encoded)) })),
  );
}

/** What the manager and the commands keep below the state directory. */
async function inStateDirectory({ home }: Installation): Promise<readonly SecretMaterial[]> {
  const kept = await readdir(join(home, 'credentials')).catch(() => []);
  const files = ['server/ca.key', 'server/admin.kubeconfig', ...kept.map((name) => `credentials/${name}`)];
  const found = await Promise.all(files.map(async (file) => keysIn(file, await readFile(join(home, file), 'utf8'))));
  return found.flat();
}

/** Keys of kubelets, control plane and kubeconfigs that machines keep. */
async function onMachines(installation: Installation): Promise<readonly SecretMaterial[]> {
  const found = await Promise.all(
    (await machineContainers.list(installation.uid())).map(async (container) => {
      const places = '/etc/kubernetes /var/lib/kubelet/pki';
      const files = `find ${places} -type f \\( -name '*.key' -o -name '*.pem' -o -name '*.conf' \\) -exec cat {} + 2>/dev/null || true`;
      return keysIn(`keys of ${container.machine}`, await machineContainers.execute(container, ['sh', '-c', files]));
    }),
  );
  return found.flat();
}

/** All that was made and is secret: in the store, in the manager's files, on machines. */
export async function secretMaterial(installation: Installation): Promise<readonly SecretMaterial[]> {
  const found = await Promise.all([inStore(installation), inStateDirectory(installation), onMachines(installation)]);
  return found.flat();
}
