/** A JSON object that the engine may still change: a working copy, never something handed out. */
export interface JsonObject {
  [key: string]: unknown;
}

/** Whether a value is a JSON object (not an array, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
