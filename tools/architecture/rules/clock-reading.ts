import { Visitor } from 'oxc-parser';
import type { FileRule } from '../rule.ts';

/** `new Date()` and `Date()` read the machine's clock; `new Date(milliseconds)` does not. */
export const clockReading: FileRule = {
  name: 'clock-reading',
  check(file, { layers }, report) {
    if (layers.areaOf(file.path)?.effects !== false) return;
    new Visitor({
      NewExpression({ callee, arguments: given, start }) {
        if (callee.type !== 'Identifier' || callee.name !== 'Date' || given.length > 0) return;
        report(file.lineOf(start), 'new Date() reads the clock: ask the Clock capability');
      },
      CallExpression({ callee, start }) {
        if (callee.type !== 'Identifier' || callee.name !== 'Date') return;
        report(file.lineOf(start), 'Date() reads the clock: ask the Clock capability');
      },
    }).visit(file.program);
  },
};
