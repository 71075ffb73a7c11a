/** A box of a picture: `[dns1: BIND, active]`. */
interface Box {
  readonly name: string;
  /** Below its name; empty: none. */
  readonly note: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** `laptop -> dns1: asks`, `dns1 ..> dns2: adverts`. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly style: "solid" | "dashed";
}

const LETTER_WIDTH = 7.4;
const BOX_HEIGHT = 50;
const ROW_GAP = 46;
const LEAST_COLUMN_GAP = 60;
const MARGIN = 14;

/**
 * Draws what a page's `picture` block says: each line of boxes is a column, from left to right; arrows stand below.
 * Colours are those of the page around it.
 */
export function drawPicture(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const arrows = lines.filter((line) => !line.startsWith("[")).map(readArrow);
  const boxes = placeBoxes(
    lines.filter((line) => line.startsWith("[")),
    arrows,
  );
  const byName = new Map(boxes.map((box) => [box.name, box]));
  const drawn = arrows.map((arrow, index) =>
    drawArrow(arrow, boxOf(byName, arrow.from), boxOf(byName, arrow.to), index),
  );
  const below = drawn.reduce((lowest, { bottom }) => Math.max(lowest, bottom), 0);
  const width = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
  const height = Math.max(below, ...boxes.map((box) => box.y + BOX_HEIGHT)) + MARGIN;
  const title = `${boxes.map(({ name }) => name).join(", ")}: ${arrows.map(({ from, to, label }) => `${from} to ${to} ${label}`).join("; ")}`;
  return `<svg class="picture" role="img" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="13" fill="currentColor"><title>${escapeXml(title)}</title>${HEAD}${boxes.map(drawBox).join("")}${drawn.map(({ svg }) => svg).join("")}</svg>`;
}

const HEAD =
  '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="currentColor"/></marker></defs>';

function readArrow(line: string): Arrow {
  const [, from = "", sign, to = "", label = ""] = /^(.+?)\s+(->|\.\.>)\s+([^:]+?)(?::\s*(.*))?$/.exec(line) ?? [];
  if (sign === undefined) throw new RangeError(`no line of a picture: ${line}`);
  return { from, to, label, style: sign === "->" ? "solid" : "dashed" };
}

function placeBoxes(columns: readonly string[], arrows: readonly Arrow[]): readonly Box[] {
  const read = columns.map((column) =>
    [...column.matchAll(/\[([^\]:]+)(?::\s*([^\]]*))?\]/g)].map(([, name = "", note = ""]) => ({ name, note })),
  );
  const tallest = Math.max(...read.map((column) => column.length));
  const columnOf: ReadonlyMap<string, number> = new Map(
    read.flatMap((column, index) => column.map(({ name }) => [name, index] as const)),
  );
  for (const { from, to } of arrows) {
    const distance = Math.abs((columnOf.get(from) ?? 0) - (columnOf.get(to) ?? 0));
    if (distance > 1) throw new RangeError(`an arrow of a picture would cross a box: ${from} to ${to}`);
  }
  let x = MARGIN;
  return read.flatMap((column, index) => {
    const width = Math.max(...column.flatMap(({ name, note }) => [widthOf(name), widthOf(note)])) + 24;
    const start = MARGIN + ((tallest - column.length) * (BOX_HEIGHT + ROW_GAP)) / 2;
    const boxes = column.map((box, row) => ({ ...box, x, y: start + row * (BOX_HEIGHT + ROW_GAP), width }));
    x += width + gapAfter(index, arrows, columnOf);
    return boxes;
  });
}

/** Wide enough for what is written on the arrows there: from a column to its neighbour, or along its own boxes. */
function gapAfter(index: number, arrows: readonly Arrow[], columnOf: ReadonlyMap<string, number>): number {
  const widths = arrows
    .filter(({ from, to }) => {
      const [left = 0, right = 0] = [columnOf.get(from), columnOf.get(to)].toSorted((a = 0, b = 0) => a - b);
      return left === index && right - left <= 1;
    })
    .map(({ label }) => widthOf(label) + 30);
  return Math.max(LEAST_COLUMN_GAP, ...widths);
}

function boxOf(boxes: ReadonlyMap<string, Box>, name: string): Box {
  const box = boxes.get(name);
  if (box === undefined) throw new RangeError(`a picture has no box [${name}]`);
  return box;
}

function drawBox({ name, note, x, y, width }: Box): string {
  const middle = x + width / 2;
  const text =
    note === ""
      ? `<text x="${round(middle)}" y="${y + 30}" text-anchor="middle" font-weight="600">${escapeXml(name)}</text>`
      : `<text x="${round(middle)}" y="${y + 21}" text-anchor="middle" font-weight="600">${escapeXml(name)}</text><text x="${round(middle)}" y="${y + 39}" text-anchor="middle" opacity="0.75">${escapeXml(note)}</text>`;
  return `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${BOX_HEIGHT}" rx="6" fill="none" stroke="currentColor"/>${text}`;
}

interface Drawn {
  readonly svg: string;
  readonly bottom: number;
}

function drawArrow({ label, style }: Arrow, from: Box, to: Box, index: number): Drawn {
  const dash = style === "dashed" ? ' stroke-dasharray="5 4"' : "";
  const line = (path: string): string =>
    `<path d="${path}" fill="none" stroke="currentColor"${dash} marker-end="url(#head)"/>`;
  const text = (x: number, y: number, anchor: string): string =>
    label === ""
      ? ""
      : `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" class="label">${escapeXml(label)}</text>`;
  if (from.x === to.x) return drawDown({ from, to, line, text });
  const isRight = from.x < to.x;
  const startX = isRight ? from.x + from.width : from.x;
  const endX = isRight ? to.x : to.x + to.width;
  const [startY, endY] = [from.y + BOX_HEIGHT / 2, to.y + BOX_HEIGHT / 2].map((y) => y + (isRight ? -7 : 9));
  if (startY === undefined || endY === undefined) return { svg: "", bottom: 0 };
  const middleX = (startX + endX) / 2;
  const path = `M${round(startX)} ${round(startY)}C${round(middleX)} ${round(startY)} ${round(middleX)} ${round(endY)} ${round(endX)} ${round(endY)}`;
  const labelY = (startY + endY) / 2 + (isRight ? -7 : 16) + (index % 2 === 0 || startY === endY ? 0 : 2);
  return { svg: line(path) + text(middleX, labelY, "middle"), bottom: labelY };
}

/** Between boxes of one column. */
function drawDown(given: {
  readonly from: Box;
  readonly to: Box;
  readonly line: (path: string) => string;
  readonly text: (x: number, y: number, anchor: string) => string;
}): Drawn {
  const { from, to, line, text } = given;
  const isDown = from.y < to.y;
  const x = from.x + from.width / 2 + (isDown ? -12 : 12);
  const [start, end] = isDown ? [from.y + BOX_HEIGHT, to.y] : [from.y, to.y + BOX_HEIGHT];
  const label = isDown ? text(x - 6, (start + end) / 2 + 4, "end") : text(x + 6, (start + end) / 2 + 4, "start");
  return { svg: line(`M${round(x)} ${start}L${round(x)} ${end}`) + label, bottom: Math.max(start, end) };
}

function widthOf(text: string): number {
  return text.length * LETTER_WIDTH;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
