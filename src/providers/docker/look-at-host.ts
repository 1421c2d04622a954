import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { demultiplex } from './demultiplex.ts';
import type { HostRecord } from './host-record.ts';
import { labelNames } from './label-names.ts';
import { lookedRecord } from './looked-record.ts';
import { removeContainer } from './remove-container.ts';
import { removeLooks } from './remove-looks.ts';

/** Every busybox has these; what one cannot read is left out. */
const script = `
part() { echo "== $1"; }
for file in net/route net/ipv6_route 1/status swaps sys/fs/inotify/max_user_instances sys/net/ipv6/conf/default/disable_ipv6; do
  part "/proc/$file"; busybox cat "/proc/$file" 2>/dev/null
done
part resolvers; busybox cat /etc/resolv.conf
part answering
busybox sed -n 's/^ *nameserver *//p' /etc/resolv.conf | while read -r address rest; do
  (busybox timeout 2 busybox nslookup -type=ns . "$address" 2>/dev/null | busybox grep -q '^Server:' && echo "$address") &
done | busybox cat
part configuration; busybox ls /proc/config.gz 2>/dev/null
part inotify
for process in /proc/[0-9]*; do
  busybox grep -q '^Uid:.0' "$process/status" 2>/dev/null && busybox ls -l "$process/fd" 2>/dev/null
done | busybox grep -c anon_inode:inotify
`;

/**
 * Looks at the engine's host from a container that shares its network and sees its processes; it lives for a moment and
 * is taken away then. Undefined while no image is there to make it from.
 */
export async function lookAtHost(engine: Dockerode, installation: string): Promise<HostRecord | undefined> {
  const image = await anImage(engine, installation);
  if (image === undefined) return undefined;
  await removeLooks(engine, installation);
  const output = await run(engine, {
    Image: image,
    Entrypoint: ['busybox', 'sh', '-c', script],
    Labels: { [labelNames.installation]: installation, [labelNames.resource]: 'look' },
    HostConfig: {
      NetworkMode: 'host',
      PidMode: 'host',
      // To see what other processes have open.
      CapAdd: ['SYS_PTRACE'],
      SecurityOpt: ['apparmor=unconfined'],
      ReadonlyRootfs: true,
      LogConfig: { Type: 'json-file', Config: {} },
    },
  });
  return lookedRecord(output);
}

/** The endpoint's image: it has a shell and is small. */
async function anImage(engine: Dockerode, installation: string): Promise<string | undefined> {
  const label = [`${labelNames.installation}=${installation}`, `${labelNames.purpose}=endpoint`];
  const images = await askEngine('Listing images', () =>
    engine.listImages({ filters: JSON.stringify({ label, dangling: ['false'] }) }),
  );
  return images[0]?.Id;
}

async function run(engine: Dockerode, options: Dockerode.ContainerCreateOptions): Promise<string> {
  const what = "Looking at the engine's host";
  const container = await askEngine(what, () => engine.createContainer(options));
  try {
    await askEngine(what, () => container.start());
    await askEngine(what, async () => await container.wait());
    const logs = await askEngine(what, async () => await container.logs({ stdout: true, stderr: false }));
    const output: Uint8Array[] = [];
    for await (const { bytes } of demultiplex(Readable.from([logs]))) output.push(bytes);
    return await text(Readable.from(output));
  } finally {
    await removeContainer(engine, container.id);
  }
}
