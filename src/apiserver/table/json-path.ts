import { isJsonObject } from '#engine/json/is-json-object.ts';

type Step = (values: readonly unknown[]) => readonly unknown[];

/** A compiled JSONPath: every value it finds, in order. */
export type JsonPath = (value: unknown) => readonly unknown[];

const token =
  /\.((?:[^.[\]\\]|\\.)+)|\[\*\]|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\[\?\(@\.([^=!<>\s]+)\s*(==|!=)\s*("[^"]*"|'[^']*'|[^)\s]+)\)\]/y;

/**
 * Compiles the part of Kubernetes' JSONPath that printer columns use: `.a.b`, `['a.b']`, `\.` in names, `[0]`, `[*]`,
 * `[?(@.type=="Ready")]`. Throws on anything else, so that a wrong column is found when the server starts.
 */
export function jsonPath(path: string): JsonPath {
  const steps: Step[] = [];
  const matcher = new RegExp(token);
  while (matcher.lastIndex < path.length) {
    const at = matcher.lastIndex;
    const found = matcher.exec(path);
    if (!found)
      throw new Error(`the JSONPath ${path} cannot be read at character ${at}; see the forms that are allowed`);
    steps.push(stepOf(found));
  }
  return (value) => steps.reduce<readonly unknown[]>((values, step) => step(values), [value]);
}

function stepOf(found: RegExpExecArray): Step {
  const [, name, index, quoted, field, operator, literal] = found;
  if (name !== undefined) return member(name.replace(/\\(.)/g, '$1'));
  if (quoted !== undefined) return member(quoted.replace(/\\(.)/g, '$1'));
  if (index !== undefined)
    return (values) => values.flatMap((value) => (Array.isArray(value) ? value.slice(Number(index)).slice(0, 1) : []));
  if (field === undefined || literal === undefined) return (values) => values.flatMap(children);
  const inner = jsonPath(`.${field}`);
  const wanted = /^["']/.test(literal) ? literal.slice(1, -1) : literal;
  const holds = (item: unknown) => inner(item).some((value) => String(value) === wanted) === (operator === '==');
  return (values) => values.flatMap(children).filter(holds);
}

function member(name: string): Step {
  return (values) =>
    values.flatMap((value) => (isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));
}

function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}
