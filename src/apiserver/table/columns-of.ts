import type { Kind, PrinterColumn } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isBuiltin } from '#engine/is-builtin.ts';
import { isJsonObject } from '#engine/json/is-json-object.ts';
import { humanDuration } from './human-duration.ts';
import { jsonPath } from './json-path.ts';

/** A column of a Table with the way to fill it; `now` is milliseconds since 1970. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
  readonly cell: (object: KubeObject, now: number) => unknown;
}

const name: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name of the object, unique in its namespace.',
  priority: 0,
  cell: (object) => object.metadata.name,
};

const age: PrinterColumn = { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' };

/** Columns that no JSONPath can tell, by `group/plural`; they replace those of the kind. */
const computed: { readonly [id: string]: readonly Column[] } = {
  '/secrets': [column({ name: 'Type', type: 'string', path: '.type' }), counted(['data']), column(age)],
  '/configmaps': [counted(['data', 'binaryData']), column(age)],
  '/events': [
    { ...blank('Last Seen', 'string'), cell: lastSeen },
    column({ name: 'Type', type: 'string', path: '.type' }),
    column({ name: 'Reason', type: 'string', path: '.reason' }),
    { ...blank('Object', 'string'), cell: subject },
    { ...wide('Subobject', 'string'), cell: (object) => textOf(field(object, 'involvedObject', 'fieldPath')) },
    { ...wide('Source', 'string'), cell: source },
    { ...blank('Message', 'string'), cell: (object) => textOf(field(object, 'message')).trim() },
    { ...wide('First Seen', 'string'), cell: firstSeen },
    { ...wide('Count', 'string'), cell: (object) => field(object, 'series', 'count') ?? field(object, 'count') ?? 1 },
    { ...name, priority: 1 },
  ],
};

/** The columns in which objects of a kind are shown; the name comes first, but for events, whose names say nothing. */
export function columnsOf(kind: Kind): readonly Column[] {
  const id = `${kind.group}/${kind.plural}`;
  const own = computed[id] ?? (kind.columns.length === 0 ? [age] : kind.columns).map(column);
  // Ages and counts of Kubernetes' own kinds are text by their columns.
  const typed = isBuiltin(kind) ? own.map((one) => ({ ...one, type: 'string' })) : own;
  return id === '/events' ? typed : [name, ...typed];
}

function column(declared: PrinterColumn): Column {
  const find = jsonPath(declared.path);
  return {
    name: declared.name,
    type: declared.type,
    format: '',
    description: declared.description ?? '',
    priority: declared.priority ?? 0,
    cell: (object, now) => cellOf(declared.type, find(object)[0], now),
  };
}

function cellOf(type: PrinterColumn['type'], value: unknown, now: number): unknown {
  if (value === undefined || value === null) return type === 'date' ? '<unknown>' : null;
  if (type === 'date') return agoOf(value, now);
  if (type === 'string') return textOf(value);
  if (type === 'integer') return typeof value === 'number' ? Math.trunc(value) : null;
  return typeof value === 'boolean' ? value : null;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function agoOf(value: unknown, now: number): string {
  const then = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(then) ? '<invalid>' : humanDuration(now - then);
}

function blank(title: string, type: string): Omit<Column, 'cell'> {
  return { name: title, type, format: '', description: '', priority: 0 };
}

function wide(title: string, type: string): Omit<Column, 'cell'> {
  return { ...blank(title, type), priority: 1 };
}

function counted(fields: readonly string[]): Column {
  const count = (value: unknown) => (isJsonObject(value) ? Object.keys(value).length : 0);
  return {
    ...blank('Data', 'integer'),
    cell: (object) => fields.reduce((sum, member) => sum + count(field(object, member)), 0),
  };
}

function field(object: KubeObject, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, member) => (isJsonObject(value) ? value[member] : undefined), object);
}

function firstSeen(object: KubeObject, now: number): string {
  const seen = field(object, 'firstTimestamp') ?? field(object, 'eventTime');
  return seen === undefined || seen === null ? '<unknown>' : agoOf(seen, now);
}

function source(object: KubeObject): string {
  const component = textOf(field(object, 'source', 'component') ?? field(object, 'reportingComponent'));
  const host = textOf(field(object, 'source', 'host') ?? field(object, 'reportingInstance'));
  return [component, host].filter((part) => part !== '').join(', ');
}

function lastSeen(object: KubeObject, now: number): string {
  const seen =
    field(object, 'series', 'lastObservedTime') ??
    field(object, 'lastTimestamp') ??
    field(object, 'firstTimestamp') ??
    field(object, 'eventTime');
  return seen === undefined || seen === null ? '<unknown>' : agoOf(seen, now);
}

function subject(object: KubeObject): string {
  const about = field(object, 'involvedObject');
  if (!isJsonObject(about)) return '';
  return `${textOf(about['kind']).toLowerCase()}/${textOf(about['name'])}`;
}
