import { basename } from 'node:path';
import type { FileRule } from '../rule.ts';

const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|conformance|e2e))?\.ts$/;

/** Names are kebab-case, and no file is a drawer for whatever is left over. */
export const fileName: FileRule = {
  name: 'file-name',
  check(file, { layers }, report) {
    const name = basename(file.path);
    if (!kebabCase.test(name)) report(1, `${name} is not kebab-case`);
    const drawer = layers.table.bannedFileNames.find((banned) => name.split('.')[0] === banned);
    if (drawer !== undefined) report(1, `'${drawer}' says nothing: name the file for the one thing in it`);
    const folder = file.path
      .split('/')
      .find((part) => part !== 'manager' && layers.table.bannedFileNames.includes(part));
    if (folder !== undefined) report(1, `the folder '${folder}' says nothing: name it for what is in it`);
  },
};
