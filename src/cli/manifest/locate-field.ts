import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import { type FieldStep, fieldSteps } from './field-steps.ts';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

interface Found {
  /** What bears the position: a key where there is one. */
  readonly mark: Node;
  readonly value: unknown;
}

function pairOf(map: unknown, member: string): Pair | undefined {
  return isMap(map) ? map.items.find(({ key }) => isScalar(key) && String(key.value) === member) : undefined;
}

function step(value: unknown, next: FieldStep): Found | undefined {
  if ('member' in next) {
    const pair = pairOf(value, next.member);
    return pair && isNode(pair.key) ? { mark: pair.key, value: pair.value } : undefined;
  }
  if (!isSeq(value)) return undefined;
  const item =
    'item' in next
      ? value.items[next.item]
      : value.items.find((candidate) =>
          Object.entries(next.where).every(([key, wanted]) => {
            const found = pairOf(candidate, key)?.value;
            return isScalar(found) && found.value === wanted;
          }),
        );
  return isNode(item) ? { mark: item, value: item } : undefined;
}

/** Where a field stands in a file; where it is absent, the nearest thing around it that is there. */
export function locateField(document: Document, lines: LineCounter, path: string): Position {
  let value: unknown = document.contents;
  let mark = isNode(value) ? value : undefined;
  for (const next of fieldSteps(path)) {
    const found = step(value, next);
    if (!found) break;
    mark = found.mark;
    value = found.value;
  }
  const { line, col } = lines.linePos(mark?.range?.[0] ?? document.range?.[0] ?? 0);
  return { line, column: col };
}
