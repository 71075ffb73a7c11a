/** Control and bidirectional characters, line and paragraph separators, the byte order mark. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/**
 * Makes text from an input safe for a terminal and for a log line: characters that steer a terminal or end a line become `\u{..}`.
 * Every text boundary of splithorizon (messages, traces, tables) passes foreign text through this one function.
 */
export function escapeForTerminal(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
