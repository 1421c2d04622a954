/** Whether a character is one of the C0 control characters or DEL, which neither paths nor headers may hold. */
export function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f;
}
