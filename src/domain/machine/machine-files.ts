import { hostPaths } from '../host/host-paths.ts';
import type { MachineInputs } from './machine-inputs.ts';
import { registryFiles } from './registry-files.ts';
import { sourceText } from './source-text.ts';
import type { SourcedFile } from './sourced-file.ts';

type Inputs = Partial<Pick<MachineInputs, 'files' | 'kubelet' | 'registries'>>;

/** kubeadm merges it into the kubelet's configuration, whether it comes from the task or from the cluster. */
function kubeletPatch({ kubelet = {} }: Inputs): readonly SourcedFile[] {
  if (Object.keys(kubelet).length === 0) return [];
  const path = `${hostPaths.kubeadmPatches}/kubeletconfiguration+merge.json`;
  return [{ path, mode: '0600', content: `${JSON.stringify(kubelet, null, 2)}\n`, secret: false }];
}

/** The files that settings come to on a machine. `texts`: all that they refer to, by `textKey`. */
export function machineFiles(inputs: Inputs, texts: ReadonlyMap<string, string>): readonly SourcedFile[] {
  const users = (inputs.files ?? []).map(({ path, mode, content, contentFrom }): SourcedFile => {
    const { text, secret } = contentFrom ? sourceText(contentFrom, texts) : { text: content ?? '', secret: false };
    return { path, mode, content: text, secret };
  });
  return [...users, ...kubeletPatch(inputs), ...registryFiles(inputs.registries ?? [], texts)];
}
