import type { PlantedFiles } from './planted-files.ts';

/** Files that break nothing, among them what looks like a violation and is none. */
export const cleanFiles: PlantedFiles = {
  'src/base/retry.ts': 'export function retry(): number {\n  return 1;\n}\n',
  'src/base/retry-error.ts': 'export class RetryError extends Error {}\n',
  'src/domain/quorum.ts':
    "import { retry } from '#base/retry.ts';\nimport type { Member } from './member.ts';\nexport function quorum(members: readonly Member[]): number {\n  return members.length + retry();\n}\n",
  'src/domain/member.ts': 'export interface Member {\n  readonly name: string;\n}\n',
  'src/domain/epoch.ts': 'export function epoch(): string {\n  return new Date(0).toISOString();\n}\n',
  'src/domain/quorum.test.ts':
    "import test from 'node:test';\nimport { kubeClient } from '#kube/kube-client.ts';\ntest('a', () => {\n  kubeClient();\n});\n",
  'src/kube/kube-client.ts':
    "import { connect } from 'node:net';\nexport function kubeClient(): unknown {\n  return connect(new Date().getTime());\n}\n",
  'src/storage/storage.ts':
    'export interface Storage {\n  readonly name: string;\n}\nexport class Compacted extends Error {}\n',
  'src/storage/sqlite/open.ts': "import type { Storage } from '../storage.ts';\nexport type Open = () => Storage;\n",
  'src/api/machine/machine.ts': 'export interface Machine {\n  readonly name: string;\n}\n',
  'src/api/machine/index.ts': "export type { Machine } from './machine.ts';\n",
  'src/controllers/machine/controller.ts':
    "import { readOnce } from '../reading/read-once.ts';\nexport function machineLifecycle(): number {\n  return readOnce();\n}\n",
  'src/controllers/reading/read-once.ts': 'export function readOnce(): number {\n  return 1;\n}\n',
  'src/providers/docker/model.ts': 'export function dockerModel(): number {\n  return 1;\n}\n',
  'src/manager/providers.ts':
    "import { dockerModel } from '#providers/docker/model.ts';\nexport function providers(): number {\n  return dockerModel();\n}\n",
};
