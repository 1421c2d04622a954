import type { PrinterColumn } from './kind.ts';

/** The column that ends the table of every kind. */
export const ageColumn: PrinterColumn = { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' };
