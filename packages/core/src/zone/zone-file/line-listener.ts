/** What a line is. */
export type EntryKind = "blank" | "directive" | "record" | "unreadable";

/** Told of each line, in the order of the file: together they are the whole file. */
export type LineListener = (kind: EntryKind, start: number, end: number) => void;
