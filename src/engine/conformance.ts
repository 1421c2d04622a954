import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Namespace } from '#api/builtin/namespace.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { applyCases } from './conformance/apply-cases.ts';
import { builtinCases } from './conformance/builtin-cases.ts';
import type { ConformanceContext } from './conformance/conformance-case.ts';
import { createCases } from './conformance/create-cases.ts';
import { deleteCases } from './conformance/delete-cases.ts';
import { Gadget } from './conformance/gadget.ts';
import { metadataCases } from './conformance/metadata-cases.ts';
import { patchCases } from './conformance/patch-cases.ts';
import { readCases } from './conformance/read-cases.ts';
import { subresourceCases } from './conformance/subresource-cases.ts';
import { updateCases } from './conformance/update-cases.ts';
import { validationCases } from './conformance/validation-cases.ts';
import { watchCases } from './conformance/watch-cases.ts';
import { Widget } from './conformance/widget.ts';

const cases = [
  ...createCases,
  ...readCases,
  ...watchCases,
  ...updateCases,
  ...patchCases,
  ...applyCases,
  ...subresourceCases,
  ...deleteCases,
  ...validationCases,
  ...metadataCases,
  ...builtinCases,
];

export interface ObjectApiUnderTest {
  readonly name: string;
  /** An api that serves these kinds (of which the first are Kubernetes' own) and Secrets and ConfigMaps; it is closed after the last case. */
  open(kinds: readonly Kind[]): Promise<{ readonly api: ObjectApi; close(): Promise<void> }>;
  /** Cases, by name, of which this one is known to do something else, each with what it does: they must fail. */
  readonly differs?: { readonly [name: string]: string };
}

/**
 * Registers, with node:test, what holds of every ObjectApi. Each case works in a namespace of its own, so one api
 * serves all of them, and a real API server will do.
 */
export function objectApiConformance(under: ObjectApiUnderTest): void {
  describe(`${under.name}, as every ObjectApi`, () => {
    let opened: Awaited<ReturnType<ObjectApiUnderTest['open']>> | undefined;
    before(async () => {
      opened = await under.open([Widget, Gadget]);
    });
    after(() => opened?.close());
    for (const [index, { name, run }] of cases.entries()) {
      const instead = under.differs?.[name];
      it(instead === undefined ? name : `not that ${name}: ${instead}`, async () => {
        assert.ok(opened);
        const namespace = `conformance-${index + 1}`;
        await opened.api.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
        const done = run(contextOf(opened.api, namespace));
        await (instead === undefined ? done : assert.rejects(done));
      });
    }
    it('differs in cases that exist', () => {
      const names = new Set(cases.map(({ name }) => name));
      assert.deepEqual(
        Object.keys(under.differs ?? {}).filter((name) => !names.has(name)),
        [],
      );
    });
  });
}

function contextOf(api: ObjectApi, namespace: string): ConformanceContext {
  return {
    api,
    namespace,
    widget: (name, spec = {}, metadata = {}) => ({
      apiVersion: 'conformance.slipway.dev/v1',
      kind: 'Widget',
      metadata: { name, namespace, ...metadata },
      spec,
    }),
    refuses: async (call, reason, message = /./) => {
      const error = await call.then(
        () => undefined,
        (refusal: unknown) => refusal,
      );
      assert.ok(
        error instanceof ApiError,
        `expected ${reason}, got ${error === undefined ? 'no refusal' : inspect(error)}`,
      );
      assert.equal(error.reason, reason, error.message);
      assert.match(error.message, message);
    },
    read: async (watch, count) => {
      const heard: string[] = [];
      while (heard.length < count) {
        const events = await watch.next();
        assert.ok(events.length > 0, `the watch ended after ${heard.join(', ') || 'nothing'}`);
        for (const event of events)
          if (event.type !== 'BOOKMARK') heard.push(`${event.type} ${event.object.metadata.name}`);
      }
      return heard;
    },
  };
}
