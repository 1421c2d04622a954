import type { Rule } from './rule.ts';
import { clockReading } from './rules/clock-reading.ts';
import { concreteProvider } from './rules/concrete-provider.ts';
import { exportStar } from './rules/export-star.ts';
import { fileName } from './rules/file-name.ts';
import { functionDeclaration } from './rules/function-declaration.ts';
import { importCycle } from './rules/import-cycle.ts';
import { importExtension } from './rules/import-extension.ts';
import { knownArea } from './rules/known-area.ts';
import { layerImport } from './rules/layer-import.ts';
import { layerPath } from './rules/layer-path.ts';
import { mostFilesShort } from './rules/most-files-short.ts';
import { namedForIt } from './rules/named-for-it.ts';
import { outsideImport } from './rules/outside-import.ts';
import { privateKeyword } from './rules/private-keyword.ts';
import { reExport } from './rules/re-export.ts';
import { siblingKinds } from './rules/sibling-kinds.ts';
import { suppression } from './rules/suppression.ts';
import { testSupport } from './rules/test-support.ts';

/** What oxlint cannot express. */
export const allRules: readonly Rule[] = [
  clockReading,
  concreteProvider,
  exportStar,
  fileName,
  functionDeclaration,
  importCycle,
  importExtension,
  knownArea,
  layerImport,
  layerPath,
  mostFilesShort,
  namedForIt,
  outsideImport,
  privateKeyword,
  reExport,
  siblingKinds,
  suppression,
  testSupport,
];
