/** Mermaid ends a label at a line's end or a semicolon, and knows entity codes. */
export function mermaidText(text: string): string {
  return [...text]
    .map((character) => (/[\w .,:=>/()*@+-]/.test(character) ? character : `#${character.codePointAt(0)};`))
    .join("");
}
