import { spawn } from 'node:child_process';
import type { PrivateContainerd } from './private-containerd.ts';

/** Imports every image of a layout, unpacked. */
export async function importLayout(containerd: PrivateContainerd, layout: string): Promise<void> {
  const tar = spawn('tar', ['--create', '--directory', layout, '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  // Layers are needed unpacked only; without this every layer would lie in the store twice.
  const flags = ['--local', '--discard-unpacked-layers', '--label', 'io.cri-containerd.image=managed'];
  await containerd.ctr(['images', 'import', ...flags, '-'], tar.stdout);
}
