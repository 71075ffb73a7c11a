/** An element of a drawing: what XML says, and nothing that only a lenient reader would take. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, references resolved. */
  readonly text: string;
}

/** XML 1.0, production 2. */
const CHARACTER = /^[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TAG = /<(?<end>\/)?(?<name>[A-Za-z][\w-]*)(?<attributes>(?:\s+[\w:-]+="[^"<]*")*)\s*(?<empty>\/)?>/y;
const ATTRIBUTE = /([\w:-]+)="([^"<]*)"/g;
const REFERENCES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** A strict reader of the small part of XML that drawings use; throws where another XML reader would stop. */
export function readSvg(svg: string): Element {
  if (!CHARACTER.test(svg)) throw new Error("a character that XML does not know");
  const around: Open = { name: "", attributes: {}, children: [], text: "" };
  const open: Open[] = [around];
  for (let at = 0; at < svg.length; ) {
    TAG.lastIndex = at;
    const tag = TAG.exec(svg);
    at = tag === null ? takeText(svg, at, open) : TAG.lastIndex;
    if (tag !== null) takeTag(tag.groups ?? {}, open);
  }
  const [root, second] = around.children;
  if (open.length !== 1 || root === undefined || second !== undefined) throw new Error("not one whole element");
  return root;
}

function takeText(svg: string, at: number, open: readonly Open[]): number {
  if (svg[at] === "<") throw new Error(`no tag: ${svg.slice(at, at + 60)}`);
  const end = svg.indexOf("<", at) === -1 ? svg.length : svg.indexOf("<", at);
  const inner = open.at(-1);
  if (inner !== undefined) inner.text += resolved(svg.slice(at, end));
  return end;
}

function takeTag(groups: Readonly<Record<string, string | undefined>>, open: Open[]): void {
  const { end, name = "", attributes = "", empty } = groups;
  if (end === undefined) open.push({ name, attributes: attributesOf(attributes), children: [], text: "" });
  if (end === undefined && empty === undefined) return;
  const done = open.pop();
  if (done === undefined || done.name !== name) throw new Error(`</${name}> ends <${done?.name}>`);
  open.at(-1)?.children.push(done);
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(ATTRIBUTE)].map(([, name = "", value = ""]) => [name, resolved(value)] as const);
  if (new Set(found.map(([name]) => name)).size !== found.length) throw new Error(`an attribute twice: ${text}`);
  return Object.fromEntries(found);
}

function resolved(text: string): string {
  return text.replace(/&([^;]*);?/g, (reference, name: string) => {
    const character = reference.endsWith(";") ? REFERENCES[name] : undefined;
    if (character === undefined) throw new Error(`no reference: ${reference.slice(0, 20)}`);
    return character;
  });
}

/** An element and everything inside it. */
export function allOf(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(allOf)];
}

/** Elements of one name below a drawing's root: not those of its definitions. */
export function drawn(svg: string, name: string): readonly Element[] {
  return readSvg(svg).children.filter((element) => element.name === name);
}

/** A number that an attribute says. */
export function numberOf({ attributes }: Element, name: string): number {
  const value = Number(attributes[name]);
  if (Number.isNaN(value)) throw new Error(`${name}="${attributes[name]}" is no number`);
  return value;
}

/** Thousandths of the size, from " " to "~": DejaVu Sans, its bold, Liberation Sans (as wide as Arial), its bold. */
const ADVANCES = {
  regular: [
    [
      318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
      636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557,
      863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550,
      635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525,
      636, 337, 636, 838,
    ],
    [
      278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
      556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
      833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500,
      556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
      334, 260, 334, 584,
    ],
  ],
  bold: [
    [
      348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696,
      696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775,
      637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675,
      716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924,
      645, 652, 582, 712, 365, 712, 838,
    ],
    [
      278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
      556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
      722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
      556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
      280, 389, 584,
    ],
  ],
} as const;

/** How wide a text of ASCII comes out in the wider of the two fonts. */
export function measuredWidth(text: string, weight: keyof typeof ADVANCES, size: number): number {
  const wides = ADVANCES[weight].map((font) =>
    [...text].reduce((sum, character) => sum + (font[(character.codePointAt(0) ?? 0) - 32] ?? 1000), 0),
  );
  return (Math.max(...wides) * size) / 1000;
}
