import type { PrinterColumn } from './kind.ts';
import { ageColumn } from './age-column.ts';

/** The columns every kind of ours ends with. */
export const readyColumns: readonly PrinterColumn[] = [
  { name: 'Ready', type: 'string', path: '.status.conditions[?(@.type=="Ready")].status' },
  { name: 'Reason', type: 'string', path: '.status.conditions[?(@.type=="Ready")].reason' },
  ageColumn,
];
