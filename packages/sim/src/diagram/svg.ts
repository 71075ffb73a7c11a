export const FONT = 12;
export const LINE = 16;

/** Of a font's size, by the first that a character is in: not below DejaVu Sans, the widest of the fonts that are asked for. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlrtfI .,:;'!|()[\]/\\-]/, 0.44],
  [/[a-ln-vx-z0-9$?*_"{}`]/, 0.64],
  [/[MWm%@]/, 1.02],
  // Of what is not ASCII, East Asian characters and emoji are the widest.
  [/[^\0-\u2e7f]/, 1.05],
];
const OTHERS = 0.84;
/** Bold letters are so much wider. */
const BOLD = 1.14;

export const COLOURS = {
  ink: "#1f2933",
  faint: "#7b8794",
  paper: "#ffffff",
  host: "#eef4fb",
  server: "#e3f1e4",
  node: "#f3edf9",
  pod: "#fff6dd",
  virtual: "#fde8e4",
  network: "#52708f",
  answer: "#2f7d4f",
  failed: "#b3362b",
} as const;

/** No text is wider than this in the fonts that are asked for. */
export function widthOf(text: string): number {
  return Math.ceil(unitsOf(text) * FONT);
}

/** Of a title. */
export function boldWidthOf(text: string): number {
  return Math.ceil(unitsOf(text) * BOLD * FONT);
}

function unitsOf(text: string): number {
  let units = 0;
  for (const character of text) units += WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? OTHERS;
  return units;
}

export function widestOf(lines: readonly string[]): number {
  return lines.reduce((widest, line) => Math.max(widest, widthOf(line)), 0);
}

/** No-break spaces: SVG takes plain ones away from where a text begins. */
const HANGING = "\u00a0\u00a0";
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);
/** XML 1.0 section 2.2, production 2: what may stand in no document, not even as a reference. */
const NO_CHARACTER = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escapeXml(text: string): string {
  return text
    .replace(NO_CHARACTER, "\ufffd")
    .replace(/[\n\r]+/g, " ")
    .replace(/[&<>"]/g, (character) => ESCAPES.get(character) ?? character);
}

/** A name that is too long keeps its beginning and its end: those of pods differ there. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - end).join("")}…${characters.slice(characters.length - end).join("")}`;
}

/** Lines of at most so many characters, those behind the first set in; a word alone that is longer keeps its two ends. */
export function wrapped(said: string, most: number): readonly string[] {
  const lines: string[] = [];
  let open: string[] = [];
  const indent = (): string => (lines.length === 0 ? "" : HANGING);
  for (const word of said.split(" ")) {
    if (open.length > 0 && [...indent(), ...[...open, word].join(" ")].length > most) {
      lines.push(indent() + open.join(" "));
      open = [];
    }
    open.push(shortened(word, most - indent().length));
  }
  return [...lines, indent() + open.join(" ")];
}

/** Names that are short enough and still differ: shortened in their middle, else without their domain, else whole. */
export function shortenedApart(names: readonly string[], most: number): readonly string[] {
  const ways: readonly ((name: string) => string)[] = [
    (name) => shortened(name, most),
    (name) => shortened(/[a-z]/i.test(name) ? name.replace(/\..*/, "") : name, most),
  ];
  for (const way of ways) {
    const made = names.map(way);
    if (new Set(made).size === new Set(names).size) return made;
  }
  return names;
}

export interface TextStyle {
  readonly weight?: "bold";
  readonly colour?: string;
  readonly anchor?: "middle" | "end";
}

export function text(x: number, y: number, said: string, { weight, colour, anchor }: TextStyle = {}): string {
  const attributes = [
    `x="${x}" y="${y}"`,
    ...(weight === undefined ? [] : [`font-weight="${weight}"`]),
    ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
    `fill="${colour ?? COLOURS.ink}"`,
  ];
  return `<text ${attributes.join(" ")}>${escapeXml(said)}</text>`;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function box({ x, y, width, height }: Rectangle, fill: string, border: "plain" | "dashed" = "plain"): string {
  const dashes = border === "dashed" ? ' stroke-dasharray="5 3"' : "";
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${COLOURS.faint}"${dashes}/>`;
}

export function line(points: readonly (readonly [number, number])[], colour: string, extra = ""): string {
  const path = points.map(([x, y]) => `${x},${y}`).join(" ");
  return `<polyline points="${path}" fill="none" stroke="${colour}"${extra === "" ? "" : ` ${extra}`}/>`;
}

/** A whole picture, with a white ground so that it is legible on a dark page too. */
export function svgOf(width: number, height: number, title: string, parts: readonly string[]): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="${FONT}" role="img">`;
  const ground = `<rect width="${width}" height="${height}" fill="${COLOURS.paper}"/>`;
  const arrow = (id: string, colour: string): string =>
    `<marker id="${id}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="${colour}"/></marker>`;
  const arrows = `<defs>${arrow("question", COLOURS.ink)}${arrow("answer", COLOURS.answer)}</defs>`;
  return `${[head, `<title>${escapeXml(title)}</title>`, arrows, ground, ...parts, "</svg>"].join("\n")}\n`;
}
