import { ApiError } from '#api/meta/api-error.ts';

type Labels = { readonly [key: string]: string } | undefined;
type Requirement = (labels: Labels) => boolean;

const keyPattern = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const setForm = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const equalForm = /^(\S+?)\s*(==|=|!=)\s*(\S*)$/;

/** Parses a label selector (`a=b, c in (d, e), !f`) into a judgement; BadRequest when it is malformed. */
export function labelSelector(text: string): (labels: Labels) => boolean {
  const requirements = split(text).map(parseRequirement);
  return (labels) => requirements.every((requirement) => requirement(labels));
}

/** At commas that are not between parentheses. */
function split(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseRequirement(text: string): Requirement {
  const set = setForm.exec(text);
  if (set) {
    const key = checkKey(set[1] ?? '', text);
    const values = new Set((set[3] ?? '').split(',').map((value) => value.trim()));
    if (set[2] === 'in') return (labels) => labels?.[key] !== undefined && values.has(labels[key]);
    return (labels) => labels?.[key] === undefined || !values.has(labels[key]);
  }
  const equal = equalForm.exec(text);
  if (equal) {
    const key = checkKey(equal[1] ?? '', text);
    const value = equal[3] ?? '';
    return equal[2] === '!=' ? (labels) => labels?.[key] !== value : (labels) => labels?.[key] === value;
  }
  if (text.startsWith('!')) {
    const key = checkKey(text.slice(1).trim(), text);
    return (labels) => labels?.[key] === undefined;
  }
  const key = checkKey(text, text);
  return (labels) => labels?.[key] !== undefined;
}

function checkKey(key: string, text: string): string {
  if (keyPattern.test(key)) return key;
  throw new ApiError(
    'BadRequest',
    `unable to parse the label selector requirement "${text}"; write key=value, key in (a, b) or !key`,
  );
}
