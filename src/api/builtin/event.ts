import type { KubeObject } from '../meta/kube-object.ts';
import type { Kind } from '../meta/kind.ts';
import { type ObjectReference, objectReference } from './object-reference.ts';

/** Something that happened to an object. */
export interface Event extends KubeObject {
  readonly involvedObject: ObjectReference;
  readonly related?: ObjectReference;
  readonly reason?: string;
  readonly message?: string;
  readonly type?: string;
  readonly count?: number;
  readonly firstTimestamp?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string | null;
  readonly action?: string;
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
  readonly source?: { readonly component?: string; readonly host?: string };
  readonly series?: { readonly count: number; readonly lastObservedTime: string };
}

/** Something that happened to an object. */
export const Event: Kind<Event> = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: false,
  selectableFields: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'type',
    'reportingComponent',
    'source',
  ],
  schema: {
    type: 'object',
    properties: {
      involvedObject: objectReference,
      related: objectReference,
      reason: { type: 'string' },
      message: { type: 'string' },
      type: { type: 'string' },
      count: { type: 'integer', format: 'int32' },
      firstTimestamp: { type: 'string', format: 'date-time' },
      lastTimestamp: { type: 'string', format: 'date-time' },
      eventTime: { type: 'string', format: 'date-time', nullable: true },
      action: { type: 'string' },
      reportingComponent: { type: 'string' },
      reportingInstance: { type: 'string' },
      source: {
        type: 'object',
        properties: { component: { type: 'string' }, host: { type: 'string' } },
      },
      series: {
        type: 'object',
        properties: {
          count: { type: 'integer', format: 'int32' },
          lastObservedTime: { type: 'string', format: 'date-time' },
        },
      },
    },
  },
  columns: [
    { name: 'Last Seen', type: 'date', path: '.lastTimestamp' },
    { name: 'Type', type: 'string', path: '.type' },
    { name: 'Reason', type: 'string', path: '.reason' },
    { name: 'Object', type: 'string', path: '.involvedObject.name' },
    { name: 'Message', type: 'string', path: '.message' },
  ],
};
