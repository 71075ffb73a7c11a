/** Mermaid ends a label at a line's end or a semicolon, and knows entity codes. It takes no label without a character. */
export function mermaidText(text: string): string {
  if (text.trim() === "") return "#160;";
  return [...text]
    .map((character) => (/[\w .,:=>/()*@+-]/.test(character) ? character : `#${character.codePointAt(0)};`))
    .join("");
}
