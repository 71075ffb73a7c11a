import type { Instruction } from "./compile.ts";
import type { Assertion, Ranges } from "./syntax.ts";

/** Where groups begin and end so far; shared until one of them changes. */
type Slots = readonly (number | undefined)[];

interface Thread {
  readonly at: number;
  readonly slots: Slots;
}

/**
 * Pike's machine: all ways at once, one character after the other, so that the time is that of program times text. Of
 * several matches the leftmost, and of those the one that the expression prefers. null: none.
 */
export function runProgram(program: readonly Instruction[], start: number, text: string): Slots | null {
  let threads: Thread[] = [];
  let found: Slots | null = null;
  for (let at = 0; at <= text.length; at += widthAt(text, at)) {
    const marks = new Set<number>();
    const next: Thread[] = [];
    const add = (instruction: number, slots: Slots): void =>
      follow(program, { at: instruction, slots }, text, at, marks, next);
    for (const thread of threads) add(thread.at, thread.slots);
    if (found === null) add(start, []);
    const matched = next.findIndex((thread) => program[thread.at]?.op === "match");
    if (matched !== -1) found = next[matched]?.slots ?? found;
    // What stands behind a match in the order of preference can no longer win.
    const alive = matched === -1 ? next : next.slice(0, matched);
    threads = step(program, alive, text.codePointAt(at) ?? OUT_OF_TEXT);
    if (threads.length === 0 && found !== null) break;
  }
  return found;
}

/** No set holds it. */
const OUT_OF_TEXT = -1;

/** A character beyond the first plane is one, of two units. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Threads that take this character, each on its next instruction. */
function step(program: readonly Instruction[], threads: readonly Thread[], code: number): Thread[] {
  return threads.flatMap(({ at, slots }) => {
    const instruction = program[at];
    return instruction?.op === "set" && holds(instruction.ranges, code) ? [{ at: instruction.next, slots }] : [];
  });
}

/** Everything that is reached without a character, in order of preference; each instruction once. */
function follow(
  program: readonly Instruction[],
  first: Thread,
  text: string,
  at: number,
  marks: Set<number>,
  reached: Thread[],
): void {
  const stack: Thread[] = [first];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const instruction = program[thread.at];
    if (instruction === undefined || marks.has(thread.at)) continue;
    marks.add(thread.at);
    const { slots } = thread;
    if (instruction.op === "split") stack.push({ at: instruction.other, slots }, { at: instruction.next, slots });
    else if (instruction.op === "save")
      stack.push({ at: instruction.next, slots: withSlot(slots, instruction.slot, at) });
    else if (instruction.op === "assert") {
      if (stands(instruction.assertion, text, at)) stack.push({ at: instruction.next, slots });
    } else reached.push(thread);
  }
}

function withSlot(slots: Slots, slot: number, at: number): Slots {
  const changed = [...slots];
  changed[slot] = at;
  return changed;
}

function holds(ranges: Ranges, code: number): boolean {
  return ranges.some(([low, high]) => code >= low && code <= high);
}

function stands(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case "begin-text":
      return at === 0;
    case "end-text":
      return at === text.length;
    case "begin-line":
      return at === 0 || text[at - 1] === "\n";
    case "end-line":
      return at === text.length || text[at] === "\n";
    case "word-boundary":
      return isWord(text[at - 1]) !== isWord(text[at]);
    case "no-word-boundary":
      return isWord(text[at - 1]) === isWord(text[at]);
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9_]/.test(character);
}
