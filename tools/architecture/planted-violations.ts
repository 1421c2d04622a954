import type { PlantedFiles } from './planted-files.ts';

const long = `export function longFile(): void {}\n${'// A line.\n'.repeat(320)}`;

/** For each rule of ours, files that break it and nothing else when they stand beside the clean ones. */
export const plantedViolations: Readonly<Record<string, readonly PlantedFiles[]>> = {
  'clock-reading': [
    { 'src/domain/now.ts': 'export function now(): Date {\n  return new Date();\n}\n' },
    { 'src/domain/now.ts': 'export function now(): string {\n  return Date();\n}\n' },
  ],
  'concrete-provider': [
    {
      'tools/name.ts':
        "export async function name(): Promise<void> {\n  await import('#providers/docker/model.ts');\n}\n",
    },
  ],
  'export-star': [{ 'src/domain/all.ts': "export * from './member.ts';\n" }],
  'file-name': [
    { 'src/domain/quorumSize.ts': 'export const quorumSize = 1;\n' },
    { 'src/domain/utils.ts': 'export const utils = 1;\n' },
    { 'src/domain/manager.ts': 'export const manager = 1;\n' },
    { 'src/domain/helpers/size.ts': 'export const size = 1;\n' },
  ],
  'function-declaration': [{ 'src/domain/size.ts': 'export const size = (): number => 1;\n' }],
  'import-cycle': [
    {
      'src/domain/left.ts':
        "import type { Right } from './right.ts';\nexport interface Left {\n  readonly right: Right;\n}\n",
      'src/domain/right.ts':
        "import type { Left } from './left.ts';\nexport interface Right {\n  readonly left: Left;\n}\n",
    },
  ],
  'import-extension': [
    { 'src/domain/size.ts': "import type { Member } from './member';\nexport type Size = Member;\n" },
  ],
  'known-area': [{ 'src/elsewhere/size.ts': 'export const size = 1;\n' }],
  'layer-import': [
    { 'src/domain/size.ts': "import type { Storage } from '#storage/storage.ts';\nexport type Size = Storage;\n" },
    { 'src/base/size.ts': "export type Size = import('#domain/member.ts').Member;\n" },
    { 'src/storage/size.ts': "import type { Open } from './sqlite/open.ts';\nexport type Size = Open;\n" },
    { 'src/domain/size.ts': "export type Size = import('#nowhere/size.ts').Size;\n" },
  ],
  'layer-path': [
    { 'src/domain/size.ts': "import { retry } from '../base/retry.ts';\nexport const size = retry();\n" },
    { 'src/domain/size.ts': "import type { Member } from '#domain/member.ts';\nexport type Size = Member;\n" },
  ],
  'most-files-short': [{ 'src/domain/long-file.ts': long, 'src/kube/long-file.ts': long }],
  'named-for-it': [
    { 'src/domain/size.ts': 'export const weight = 1;\n' },
    { 'src/domain/size.ts': 'export const size = 1;\nexport const weight = 1;\n' },
  ],
  'outside-import': [
    { 'src/domain/size.ts': "export async function size(): Promise<void> {\n  await import('node:fs');\n}\n" },
    { 'src/domain/size.ts': "import type { Document } from 'yaml';\nexport type Size = Document;\n" },
  ],
  'private-keyword': [{ 'src/domain/size.ts': 'export class Size {\n  private value = 1;\n}\n' }],
  're-export': [{ 'src/domain/size.ts': "export type { Member } from './member.ts';\n" }],
  'sibling-kinds': [
    {
      'src/controllers/cluster/scope.ts':
        "import { machineLifecycle } from '../machine/controller.ts';\nexport const readScope = machineLifecycle();\n",
    },
  ],
  suppression: [{ 'src/domain/size.ts': '// oxlint-disable-next-line\nexport const size = 1;\n' }],
  'test-support': [
    {
      'src/domain/size.ts': "import { suite } from './size.conformance.ts';\nexport const size = suite;\n",
      'src/domain/size.conformance.ts': 'export const suite = 1;\n',
    },
  ],
};
