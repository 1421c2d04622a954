import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { after, before, test } from 'node:test';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { timers } from '#platform/timers.ts';
import { askEngine } from './ask-engine.ts';
import { type ConnectedEngine, connectEngine, type EngineTls } from './connect-engine.ts';

const pki = createPki(clock);
const validSeconds = 3600;
let server: Server;
let authority: { certificate: string; key: string };

/** Whom the engine takes its client for. */
async function seenAs(engine: ConnectedEngine): Promise<string> {
  const { ID } = (await (await engine.client()).info()) as { readonly ID: string };
  return ID;
}

async function client(commonName: string): Promise<EngineTls> {
  const issued = await pki.issue({ authority, commonName, usages: ['client'], validSeconds });
  return { authority: authority.certificate, ...issued };
}

before(async () => {
  authority = await pki.createAuthority({ commonName: 'authority', validSeconds });
  const own = await pki.issue({
    authority,
    commonName: 'engine',
    usages: ['server'],
    addresses: ['127.0.0.1'],
    validSeconds,
  });
  const tls = { ca: authority.certificate, cert: own.certificate, key: own.key, requestCert: true };
  server = createServer({ ...tls, rejectUnauthorized: true }, (asked, answer) => {
    const { subject } = (asked.socket as TLSSocket).getPeerCertificate();
    answer.setHeader('Content-Type', 'application/json').end(JSON.stringify({ ID: subject.CN }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

after(() => {
  server.close();
  server.closeAllConnections();
});

test('a renewed certificate is shown within half a minute, and one that could not be read is asked for again', async () => {
  let now = 0;
  let material: () => Promise<EngineTls> = () => client('first');
  const { port } = server.address() as AddressInfo;
  const engine = connectEngine({ host: '127.0.0.1', port, tls: () => material() }, { ...timers, monotonic: () => now });
  assert.equal(await seenAs(engine), 'first');
  material = () => client('second');
  assert.equal(await seenAs(engine), 'first');
  now += 30_001;
  assert.equal(await seenAs(engine), 'second');
  now += 30_001;
  material = () => Promise.reject(new Error('there is no Secret'));
  await assert.rejects(seenAs(engine), /there is no Secret/);
  material = () => client('third');
  assert.equal(await seenAs(engine), 'third');
  engine.close();
});

test('who may not ask any more asks nothing, in the middle of an operation too', async () => {
  let asked = 0;
  const plain = createPlainServer((_asked, answer) => {
    asked += 1;
    answer.setHeader('Content-Type', 'application/json').end(JSON.stringify({ ID: 'engine' }));
  });
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const { port } = plain.address() as AddressInfo;
  let may = true;
  const engine = connectEngine({ host: '127.0.0.1', port }, timers, { mayAsk: () => may });
  const opened = await engine.client();
  assert.equal(((await opened.info()) as { readonly ID: string }).ID, 'engine');
  may = false;
  await assert.rejects(opened.info(), /does not lead/);
  await assert.rejects(opened.getContainer('x').start(), /does not lead/);
  await assert.rejects(opened.createContainer({ name: 'x', Image: 'y' }), /does not lead/);
  await assert.rejects(opened.getContainer('x').putArchive(Buffer.from('tar'), { path: '/' }), /does not lead/);
  assert.equal(asked, 1);
  engine.close();
  plain.close();
});

test('an engine that another authority vouches for is refused', async () => {
  const other = await pki.createAuthority({ commonName: 'other', validSeconds });
  const { port } = server.address() as AddressInfo;
  const tls = async () => ({ ...(await client('first')), authority: other.certificate });
  const engine = connectEngine({ host: '127.0.0.1', port, tls }, timers);
  await assert.rejects(seenAs(engine), /signature|certificate/i);
  engine.close();
});

test('a host that takes the connection and says nothing is given up, with what to look at', async () => {
  const silent = createTcpServer();
  const sockets = new Set<Socket>();
  silent.on('connection', (socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const impatient = { ...timers, after: (_: number, callback: () => void) => timers.after(20, callback) };
  const engine = connectEngine({ host: '127.0.0.1', port, tls: () => client('first') }, impatient);
  await assert.rejects(
    askEngine('Asking', () => seenAs(engine)),
    /no answer within 5 s\. The engine's host is not reached: look whether it runs/,
  );
  engine.close();
  for (const socket of sockets) socket.destroy();
  silent.close();
});
