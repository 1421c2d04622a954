import type { MachineImage } from '#api/machine-image/index.ts';

/** Bytes of both archives of an image; zero before it is built. */
export function imageSize({ status }: MachineImage): number {
  return (status?.machine?.sizeBytes ?? 0) + (status?.endpoint?.sizeBytes ?? 0);
}
