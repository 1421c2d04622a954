import { isRecord } from '#base/is-record.ts';
import { type AddressFamily, addressFamily } from '#domain/network/address-family.ts';
import type { HostSystem } from './host-system.ts';
import { PhaseFailure } from './phase-failure.ts';

function globalAddresses(entry: unknown): readonly string[] {
  const listed = isRecord(entry) ? entry['addr_info'] : undefined;
  if (!Array.isArray(listed)) return [];
  return listed
    .filter(isRecord)
    .filter((address) => address['scope'] === 'global' && address['temporary'] !== true)
    .flatMap(({ local }) => (typeof local === 'string' ? [local] : []));
}

/**
 * The machine's own address of each family, in the given order: those of its first interface that has any. Asked of the
 * machine, because whoever wrote its task knew it before it had addresses. Throws when one is missing.
 */
export async function nodeAddresses(
  system: Pick<HostSystem, 'execute'>,
  families: readonly AddressFamily[],
): Promise<readonly string[]> {
  const { exitCode, lines } = await system.execute(['ip', '-json', 'address', 'show', 'up']);
  if (exitCode !== 0) throw new PhaseFailure(`The machine's addresses cannot be read: ${lines.join(' ')}`);
  const interfaces: unknown = JSON.parse(lines.join('\n'));
  const found = Array.isArray(interfaces) ? interfaces.map(globalAddresses) : [];
  const own = found.find((addresses) => addresses.length > 0) ?? [];
  return families.map((family) => {
    const address = own.find((candidate) => addressFamily(candidate) === family);
    if (address !== undefined) return address;
    throw new PhaseFailure(
      `This machine has no ${family} address, and the cluster's pods are to have some: give its network both families. It has ${own.join(', ') || 'none'}.`,
    );
  });
}
