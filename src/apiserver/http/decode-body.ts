import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { ApiError } from '#api/meta/api-error.ts';

export type BodyLanguage = 'json' | 'yaml';

/** The value a body holds; BadRequest with the place where it cannot be read. An empty body is undefined. */
export function decodeBody(bytes: Uint8Array, language: BodyLanguage): unknown {
  const text = decodeText(bytes);
  if (text.trim() === '') return undefined;
  return language === 'yaml' ? decodeYaml(text) : decodeJson(text);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError('BadRequest', 'the body is not UTF-8; encode it so');
  }
}

function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message may quote the body, which may hold a secret.
    const place =
      error instanceof SyntaxError
        ? /at position \d+(?: \(line \d+ column \d+\))?/.exec(error.message)?.[0]
        : undefined;
    throw new ApiError('BadRequest', `the body is not JSON${place === undefined ? '' : ` ${place}`}`);
  }
}

function decodeYaml(text: string): unknown {
  // Most clients send JSON, which is YAML too and much faster read as what it is.
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      // Then it is YAML in braces, or nothing.
    }
  }
  const document = parsed(text);
  const [error] = document.errors;
  if (error) throw new ApiError('BadRequest', `the body is not YAML: ${error.code} at character ${error.pos[0]}`);
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const at = key.range?.[0] ?? 0;
        if (keys.has(key.value))
          throw new ApiError('BadRequest', `the body is not YAML: DUPLICATE_KEY at character ${at}`);
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
function parsed(text: string): Document.Parsed {
  try {
    return parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  } catch {
    throw new ApiError('BadRequest', 'the body is not YAML that can be read');
  }
}
