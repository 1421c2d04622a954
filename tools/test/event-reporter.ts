import { AssertionError } from 'node:assert';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import { batchMarker } from './batch-marker.ts';
import type { TestRecord } from './test-record.ts';

function outcomeOf(event: TestEvent): TestRecord['outcome'] | undefined {
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return undefined;
  const { skip, todo, details } = event.data;
  if (skip !== undefined && skip !== false) return 'skipped';
  if (todo !== undefined && todo !== false) return 'skipped';
  // A suite that was skipped counts, for its tests are never heard of.
  if (event.type === 'test:pass' && details.type === 'suite') return undefined;
  return event.type === 'test:pass' ? 'passed' : 'failed';
}

/** The failure in words, or nothing when only tests inside this one failed: those are counted themselves. */
function failureOf(data: EventData.TestFail): string | undefined {
  const { error } = data.details;
  if ('failureType' in error && error.failureType === 'subtestsFailed') return undefined;
  const cause: unknown = error.cause ?? error;
  // The message of a failed assertion shows the difference already.
  const text = cause instanceof AssertionError ? cause.stack : inspect(cause, { depth: 8, breakLength: 120 });
  return (text ?? '').replaceAll(/\n\s+at .*\(?node:internal.*/g, '');
}

/** A reporter for `node --test-reporter`: one JSON line for each finished test, attributed to its file. */
export default async function* eventReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let file = '';
  const path: string[] = [];
  for await (const event of source) {
    if (event.type === 'test:start') {
      const { name, nesting } = event.data;
      if (nesting === 0 && name.startsWith(batchMarker)) file = name.slice(batchMarker.length);
      path.length = nesting;
      path.push(name);
      continue;
    }
    const outcome = outcomeOf(event);
    if (outcome === undefined || (event.type !== 'test:pass' && event.type !== 'test:fail')) continue;
    const error = event.type === 'test:fail' && outcome === 'failed' ? failureOf(event.data) : undefined;
    if (outcome === 'failed' && error === undefined) continue;
    const reason = event.data.skip ?? event.data.todo;
    const record: TestRecord = {
      file,
      name: [...path.slice(0, event.data.nesting), event.data.name].join(' › '),
      milliseconds: event.data.details.duration_ms,
      outcome,
      ...(error === undefined ? {} : { error }),
      ...(outcome === 'skipped' && typeof reason === 'string' ? { reason } : {}),
    };
    yield `${JSON.stringify(record)}\n`;
  }
}
