import type { BalancerBox, PictureBox, PodGroup, SitePicture } from "./site-picture.ts";
import { boldWidthOf, LINE, type Rectangle, shortened, widestOf } from "./svg.ts";

/** A box of the picture with its place on the paper. */
export interface PlacedBox extends Rectangle {
  readonly box: PictureBox;
  readonly pods: readonly PlacedPod[];
  /** Of the boxes of its network the how manyth line it stands in: those behind the first one are reached from the side. */
  readonly line: number;
}

export interface PlacedPod extends Rectangle {
  readonly pod: PodGroup;
  readonly title: string;
}

export interface PlacedBalancer extends Rectangle {
  readonly balancer: BalancerBox;
}

export interface PlacedNetwork {
  readonly name: string;
  readonly title: string;
  readonly y: number;
}

/** Where everything stands. */
export interface SiteLayout {
  readonly width: number;
  readonly height: number;
  readonly networks: readonly PlacedNetwork[];
  readonly boxes: readonly PlacedBox[];
  readonly balancers: readonly PlacedBalancer[];
}

const MARGIN = 24;
const GAP = 26;
const PADDING = 10;
/** From a network's bar to what stands on it, and from there to the next one. */
const DROP = 34;
const LINE_OF_BOXES = 1000;
const MOST_CHARACTERS = 36;
export const NOWHERE = "";

/**
 * A bar for each network, and below it what stands on it. Machines of several networks and those that hear of load
 * balancers come first, each in a column of its own, so that the lines from there run down without crossing a box.
 */
export function layOut({ networks, boxes, balancers }: SitePicture): SiteLayout {
  const routers = balancers.flatMap((balancer) => balancer.routers);
  const bridges = boxes.filter((box) => box.networks.length > 1 || routers.includes(box.name));
  const columns = columnsOf(bridges);
  const begin = columns.at(-1)?.end ?? MARGIN;
  const placed: PlacedBox[] = [];
  const bars: PlacedNetwork[] = [];
  const placedBalancers: PlacedBalancer[] = [];
  let y = MARGIN;
  for (const { name, title } of [...networks, { name: NOWHERE, title: "on no network of the site" }]) {
    const own = boxes.filter((box) => (box.networks[0] ?? NOWHERE) === name);
    const here = balancersOn(name, boxes, balancers, placedBalancers);
    if (name === NOWHERE && own.length + here.length === 0) continue;
    bars.push({ name, title, y: y + LINE });
    y += LINE + DROP;
    const lone = own.filter((box) => !bridges.includes(box));
    const row = [...bridgesIn(columns, own, y), ...inLines(lone, begin, y)];
    placed.push(...row);
    y = bottomOf(row, y);
    for (const balancer of here) {
      const sized = placeBalancer(balancer, begin, y + GAP);
      placedBalancers.push(sized);
      y = sized.y + sized.height;
    }
    y += DROP;
  }
  const rights = [...placed, ...placedBalancers].map(({ x, width }) => x + width);
  return {
    width: Math.max(420, ...rights) + MARGIN,
    height: y,
    networks: bars,
    boxes: placed,
    balancers: placedBalancers,
  };
}

interface Column {
  readonly box: PictureBox;
  readonly x: number;
  readonly end: number;
}

function columnsOf(bridges: readonly PictureBox[]): readonly Column[] {
  let x = MARGIN;
  return bridges.map((box) => {
    const column = { box, x, end: x + sizeOf(box).width + GAP };
    x = column.end;
    return column;
  });
}

function bridgesIn(columns: readonly Column[], own: readonly PictureBox[], y: number): readonly PlacedBox[] {
  return columns.filter(({ box }) => own.includes(box)).map(({ box, x }) => place(box, x, y, 0));
}

/** From left to right, and on a next line where the paper ends. */
function inLines(boxes: readonly PictureBox[], begin: number, top: number): readonly PlacedBox[] {
  const placed: PlacedBox[] = [];
  let [x, y, count] = [begin, top, 0];
  for (const box of boxes) {
    const { width } = sizeOf(box);
    if (x > begin && x + width > begin + LINE_OF_BOXES) {
      y = bottomOf(placed, y) + GAP;
      [x, count] = [begin, count + 1];
    }
    placed.push(place(box, x, y, count));
    x += width + GAP;
  }
  return placed;
}

function bottomOf(row: readonly Rectangle[], y: number): number {
  return row.reduce((lowest, { y: top, height }) => Math.max(lowest, top + height), y);
}

function sizeOf(box: PictureBox): { readonly width: number; readonly height: number } {
  const pods = box.pods.map(podSize);
  const inside = pods.reduce((widest, { width }) => Math.max(widest, width), 0);
  const said = Math.max(boldWidthOf(box.title), widestBelow(box), inside);
  const width = Math.max(110, said + 2 * PADDING);
  const podHeight = pods.reduce((sum, { height }) => sum + height + 6, 0);
  return { width, height: (1 + box.troubles.length + box.lines.length) * LINE + PADDING + podHeight + 2 };
}

/** Below a title; troubles are bold. */
function widestBelow({ troubles, lines }: Pick<PictureBox, "troubles" | "lines">): number {
  return Math.max(widestOf(lines), ...troubles.map(boldWidthOf));
}

function podSize({ title, lines, troubles }: PodGroup): { readonly width: number; readonly height: number } {
  const width =
    Math.max(boldWidthOf(shortened(title, MOST_CHARACTERS)), widestBelow({ troubles, lines })) + 2 * PADDING;
  return { width, height: (1 + troubles.length + lines.length) * LINE + 8 };
}

function place(box: PictureBox, x: number, y: number, line: number): PlacedBox {
  const { width, height } = sizeOf(box);
  let top = y + (1 + box.troubles.length + box.lines.length) * LINE + PADDING - 2;
  const pods = box.pods.map((pod): PlacedPod => {
    const placed = {
      pod,
      title: shortened(pod.title, MOST_CHARACTERS),
      x: x + PADDING,
      y: top,
      width: width - 2 * PADDING,
      height: podSize(pod).height,
    };
    top += placed.height + 6;
    return placed;
  });
  return { box, x, y, width, height, pods, line };
}

/** Below the nodes of its cluster, and of several networks below the first; in the end all that have no nodes on the picture. */
function balancersOn(
  network: string,
  boxes: readonly PictureBox[],
  balancers: readonly BalancerBox[],
  done: readonly PlacedBalancer[],
): readonly BalancerBox[] {
  const hasNodesOf = (cluster: string): boolean =>
    boxes.some(
      ({ kind, networks, lines }) =>
        kind === "node" && (networks[0] ?? NOWHERE) === network && lines.some((line) => line.endsWith(`of ${cluster}`)),
    );
  const isHere = ({ cluster }: BalancerBox): boolean => network === NOWHERE || hasNodesOf(cluster);
  return balancers.filter((own) => isHere(own) && !done.some(({ balancer }) => balancer === own));
}

function placeBalancer(balancer: BalancerBox, x: number, y: number): PlacedBalancer {
  const width = Math.max(boldWidthOf(balancerTitle(balancer)), widestOf(balancer.lines)) + 2 * PADDING;
  return { balancer, x, y, width, height: (1 + balancer.lines.length) * LINE + PADDING };
}

export function balancerTitle({ cluster, routers }: BalancerBox): string {
  const heard = routers.length === 0 ? "" : `, announced by BGP to ${routers.join(", ")}`;
  return `addresses of load balancers in ${cluster}${heard}`;
}
