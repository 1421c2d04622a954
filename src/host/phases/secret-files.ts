import type { Phase } from '../phase.ts';

/** Places the authorities and the service-account keys that control planes share. */
export const secretFiles: Phase = {
  name: 'secret-files',
  summary: 'Place certificate authorities and service-account keys',
  after: ['files'],
  async check({ secrets }) {
    const { files } = await secrets();
    const outside = files.find((file) => !file.path.startsWith('/etc/kubernetes/pki/') || file.path.includes('/../'));
    if (outside !== undefined)
      return `The secret file ${outside.path} is not below /etc/kubernetes/pki; deliver it there.`;
    return files.length === 0
      ? 'A control plane needs its authorities; deliver them with the secrets of the task.'
      : undefined;
  },
  async run({ system, secrets }) {
    const { files } = await secrets();
    for (const file of files) await system.files.write(file.path.endsWith('.key') ? { ...file, mode: '0600' } : file);
    return { files: files.length };
  },
};
