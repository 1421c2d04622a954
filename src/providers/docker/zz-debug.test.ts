import { after } from 'node:test';
import './docker-driver.test.ts';
after(() => { setTimeout(() => { console.error('ACTIVE', process.getActiveResourcesInfo());
  // @ts-ignore
  for (const h of process._getActiveHandles()) console.error(h.constructor.name, h._httpMessage?.path, h.remoteAddress, h._host, h.server?.constructor?.name, h.listening, h.fd, h.path, h._peername, h.destroyed, h.readable, h.writable, h.pending); }, 1500).unref(); });
