import { parse as parseYaml, YAMLParseError } from 'yaml';
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
  try {
    return parseYaml(text, { maxAliasCount: 100, prettyErrors: false });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw new ApiError('BadRequest', 'the body is not YAML that can be read');
    throw new ApiError('BadRequest', `the body is not YAML: ${error.code} at character ${error.pos[0]}`);
  }
}
