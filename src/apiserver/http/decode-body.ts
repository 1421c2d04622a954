import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { ApiError } from '#api/meta/api-error.ts';
import { duplicateKeys } from './duplicate-keys.ts';

export type BodyLanguage = 'json' | 'yaml';

/** Hears of a key that stands twice, the last of which counts. */
export type OnDuplicate = (sentence: string) => void;

/** The value a body holds; BadRequest with the place where it cannot be read. An empty body is undefined. */
export function decodeBody(bytes: Uint8Array, language: BodyLanguage, onDuplicate?: OnDuplicate): unknown {
  const text = decodeText(bytes);
  if (text.trim() === '') return undefined;
  return language === 'yaml' ? decodeYaml(text, onDuplicate) : decodeJson(text, onDuplicate);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError('BadRequest', 'the body is not UTF-8; encode it so');
  }
}

function decodeJson(text: string, onDuplicate?: OnDuplicate): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (onDuplicate) for (const path of duplicateKeys(text)) onDuplicate(`duplicate field "${path}"`);
    return value;
  } catch (error) {
    // The parser's own message may quote the body, which may hold a secret.
    const place =
      error instanceof SyntaxError
        ? /at position \d+(?: \(line \d+ column \d+\))?/.exec(error.message)?.[0]
        : undefined;
    throw new ApiError('BadRequest', `the body is not JSON${place === undefined ? '' : ` ${place}`}`);
  }
}

function decodeYaml(text: string, onDuplicate?: OnDuplicate): unknown {
  // Most clients send JSON, which is YAML too and much faster read as what it is.
  if (text.trimStart().startsWith('{')) {
    try {
      return decodeJson(text, onDuplicate);
    } catch {
      // Then it is YAML in braces, or nothing.
    }
  }
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const [error] = document.errors;
  if (error) throw new ApiError('BadRequest', `the body is not YAML: ${error.code} at character ${error.pos[0]}`);
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const { line } = lines.linePos(key.range?.[0] ?? 0);
        if (keys.has(key.value)) onDuplicate?.(`line ${line}: key ${JSON.stringify(key.value)} already set in map`);
        keys.add(key.value);
      }
    },
  });
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new ApiError('BadRequest', 'the body is not YAML that can be read');
  }
}

/** The library compares every key of a map with every other, so that is asked of it nowhere. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { uniqueKeys: false, prettyErrors: false, lineCounter });
  } catch {
    throw new ApiError('BadRequest', 'the body is not YAML that can be read');
  }
}
