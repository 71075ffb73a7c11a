import {
  boldWidthOf,
  box,
  COLOURS,
  LINE,
  line,
  shortenedApart,
  svgOf,
  text,
  widestOf,
  widthOf,
  wrapped,
} from "./svg.ts";
import type { WayPicture, WayRow } from "./way-picture.ts";

const TOP = 20;
const HEAD = 34;
const MARGIN = 30;
const MOST_NAME = 30;
const MOST_NOTE = 72;
const GAP = 10;
/** Of columns, unless names need more; longer texts of packets reach into the next ones. */
const MOST_SPACING = 340;

const TONES: Readonly<Record<(WayRow & { readonly kind: "note" })["tone"], string>> = {
  question: COLOURS.host,
  plain: COLOURS.paper,
  translated: COLOURS.pod,
  answer: COLOURS.server,
  failed: COLOURS.virtual,
};

/** A question's way: a column for each machine, time goes down. */
export function waySvg(picture: WayPicture, title: string): string {
  const columns = columnsOf(picture);
  const notes = picture.rows.flatMap((row) => (row.kind === "note" ? [noteWidth(row)] : []));
  const width = Math.max(columns.width, ...notes.map((own) => own + 2 * MARGIN), boldWidthOf(title) + 2 * MARGIN);
  const drawn: string[] = [];
  let y = TOP + LINE + HEAD + 2 * GAP;
  for (const row of picture.rows) {
    const { parts, height } =
      row.kind === "note" ? drawNote(row, columns.at(row.at), y, width) : drawPacket(row, columns, y);
    drawn.push(...parts);
    y += height;
  }
  const heads = shownNames(picture.machines).flatMap((shown, place) =>
    head(shown, columns.at(picture.machines[place] ?? ""), y),
  );
  const caption = text(MARGIN, TOP + 4, title, { weight: "bold" });
  return svgOf(width, y + 2 * GAP, title, [caption, ...heads, ...drawn]);
}

interface Columns {
  readonly width: number;
  at(machine: string): number;
}

function columnsOf({ machines, rows }: WayPicture): Columns {
  const said = rows.flatMap((row) => (row.kind === "packet" ? [row.said] : []));
  const names = shownNames(machines).map(boldWidthOf);
  const spacing = Math.max(130, Math.min(widestOf(said) + 20, MOST_SPACING), ...names.map((width) => width + 36));
  const at = (machine: string): number => MARGIN + spacing * (machines.indexOf(machine) + 0.5);
  return { width: 2 * MARGIN + spacing * machines.length, at };
}

/** Of a pod without its namespace, unless another one has the same name. */
function shownNames(machines: readonly string[]): readonly string[] {
  const bare = machines.map((machine) => machine.slice(machine.indexOf("/") + 1));
  return shortenedApart(new Set(bare).size === machines.length ? bare : machines, MOST_NAME);
}

/** The machine's name, and its life line below. */
function head(shown: string, x: number, bottom: number): readonly string[] {
  const width = boldWidthOf(shown) + 20;
  const y = TOP + LINE;
  const life = [
    [x, y + HEAD - 8],
    [x, bottom],
  ] as const;
  return [
    line(life, COLOURS.faint, 'stroke-dasharray="2 4"'),
    box({ x: x - width / 2, y, width, height: HEAD - 8 }, COLOURS.host),
    text(x, y + 17, shown, { weight: "bold", anchor: "middle" }),
  ];
}

interface Drawn {
  readonly parts: readonly string[];
  readonly height: number;
}

function drawPacket(
  { from, to, direction, said }: WayRow & { readonly kind: "packet" },
  columns: Columns,
  y: number,
): Drawn {
  const [begin, end] = [columns.at(from), columns.at(to)];
  const colour = direction === "there" ? COLOURS.ink : COLOURS.answer;
  const marker =
    direction === "there" ? 'marker-end="url(#question)"' : 'stroke-dasharray="6 3" marker-end="url(#answer)"';
  const points = [
    [begin, y + 20],
    [end, y + 20],
  ] as const;
  const label = text((begin + end) / 2, y + 14, said, { anchor: "middle", colour });
  const back = { x: (begin + end) / 2 - widthOf(said) / 2, y: y + 3, width: widthOf(said), height: 13 };
  const ground = `<rect x="${back.x}" y="${back.y}" width="${back.width}" height="${back.height}" fill="${COLOURS.paper}"/>`;
  return { parts: [ground, label, line(points, colour, marker)], height: 30 };
}

function shownLines({ lines }: WayRow & { readonly kind: "note" }): readonly string[] {
  return lines.flatMap((own) => wrapped(own, MOST_NOTE));
}

function noteWidth(row: WayRow & { readonly kind: "note" }): number {
  return widestOf(shownLines(row)) + 20;
}

/** Over its machine's column, as far as the paper allows. */
function drawNote(row: WayRow & { readonly kind: "note" }, centre: number, y: number, paper: number): Drawn {
  const lines = shownLines(row);
  const width = noteWidth(row);
  const height = lines.length * LINE + 8;
  const x = Math.max(MARGIN / 2, Math.min(centre - width / 2, paper - MARGIN / 2 - width));
  const said = lines.map((own, index) => text(x + 10, y + 16 + LINE * index, own));
  return { parts: [box({ x, y, width, height }, TONES[row.tone]), ...said], height: height + GAP };
}
