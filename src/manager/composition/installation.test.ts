import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installationNames } from '#domain/installation/installation-names.ts';
import { leaseKey } from '../cluster/lease-key.ts';
import { epochKey } from './epoch-key.ts';
import { managerRole } from './manager-role.ts';
import { managerSystemRole } from './manager-system-role.ts';

test('what an installation is made of bears the names that the manager looks for', () => {
  assert.equal(installationNames.epoch, epochKey.name);
  assert.equal(installationNames.manager, leaseKey.name);
  assert.equal(installationNames.manager, managerRole.metadata.name);
  assert.equal(installationNames.manager, managerSystemRole.metadata.name);
});
