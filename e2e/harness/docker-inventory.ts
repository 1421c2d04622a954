import { docker } from './docker.ts';

/** Names of everything at the engine that bears one installation's label. */
export interface DockerInventory {
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  readonly images: readonly string[];
}

const listing = {
  containers: ['ps', '--all', '--format', '{{.Names}} {{.Label "slipway.dev/resource"}}'],
  volumes: ['volume', 'ls', '--format', '{{.Name}}'],
  networks: ['network', 'ls', '--format', '{{.Name}}'],
  images: ['images', '--format', '{{.Repository}}:{{.Tag}}'],
} as const;

/** The client of one engine: `docker` for the usual one. */
type Client = (parameters: readonly string[]) => Promise<string>;

async function list(what: keyof typeof listing, installation: string, client: Client): Promise<readonly string[]> {
  const printed = await client([...listing[what], '--filter', `label=slipway.dev/installation=${installation}`]);
  const lines = printed.split('\n').filter(Boolean);
  // A look at the engine's host is a container for a moment, whenever somebody looks.
  const lasting = lines.filter((line) => !line.endsWith(' look'));
  return lasting.map((line) => line.split(' ')[0] ?? '').toSorted();
}

async function read(installation: string, client: Client = docker): Promise<DockerInventory> {
  const [containers, volumes, networks, images] = await Promise.all([
    list('containers', installation, client),
    list('volumes', installation, client),
    list('networks', installation, client),
    list('images', installation, client),
  ]);
  return { containers, volumes, networks, images };
}

async function remove(installation: string): Promise<void> {
  const { networks, images } = await read(installation);
  const all = await docker(['ps', '--all', '--quiet', '--filter', `label=slipway.dev/installation=${installation}`]);
  const containers = all.split('\n').filter(Boolean);
  if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers]);
  const volumes = await list('volumes', installation, docker);
  if (volumes.length > 0) await docker(['volume', 'rm', '--force', ...volumes]);
  if (networks.length > 0) await docker(['network', 'rm', ...networks]);
  if (images.length > 0) await docker(['rmi', '--force', ...images]);
}

export const dockerInventory = { read, remove } as const;
