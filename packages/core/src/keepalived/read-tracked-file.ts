import type { Statement } from "./ast.ts";
import { isNumber, leadingNumber } from "./numbers.ts";
import type { TrackedFile } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

type Draft = { -readonly [Field in keyof TrackedFile]: TrackedFile[Field] };

/** track_file.c: none where it names no file. */
export function readTrackedFile(statement: Statement, reader: StatementReader): readonly TrackedFile[] {
  const name = statement.words[1]?.value;
  if (name === undefined) {
    reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", "A tracked file needs a name");
    return [];
  }
  const draft: Draft = { name, path: "", weight: 1, reverse: false, init: null, span: statement.span };
  for (const inner of statement.block?.statements ?? []) {
    switch (reader.keywordOf(inner)) {
      case "file":
        readPath(draft, inner, reader);
        break;
      case "weight":
        readWeight(draft, inner, reader);
        break;
      case "init_file":
        draft.init = readInit(inner, reader);
        break;
      default:
    }
  }
  if (draft.path !== "") return [draft];
  reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", `"${name}" names no file`);
  return [];
}

/** The first one counts. */
function readPath(draft: Draft, statement: Statement, reader: StatementReader): void {
  const path = statement.words
    .slice(1)
    .map(({ value }) => value)
    .join(" ");
  if (path === "") reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", '"file" has no path');
  else if (draft.path === "") draft.path = path;
  else reader.ignored(statement, "KEEPALIVED_DUPLICATE", `There is already a file, "${draft.path}"`);
}

/** track_file_weight_handler: the first one that is not 1 counts; what is out of range is 1. */
function readWeight(draft: Draft, statement: Statement, reader: StatementReader): void {
  if (statement.words[1] === undefined) {
    reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", '"weight" has no number');
    return;
  }
  if (draft.weight !== 1) {
    reader.ignored(statement, "KEEPALIVED_DUPLICATE", "There is a weight already");
    return;
  }
  draft.weight = reader.wholeNumber(statement, { least: -254, most: 254, fallback: 1 });
  const option = statement.words[2]?.value;
  if (option === "reverse") draft.reverse = true;
  else if (option !== undefined) {
    reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", `"${option}" is no option of a weight; keepalived ignores it.`);
  }
}

/** track_file_init_handler: a value, 0 without one, and `overwrite`, in any order. */
function readInit(statement: Statement, reader: StatementReader): TrackedFile["init"] {
  let value = 0;
  let overwrites = false;
  for (const { value: word, span } of statement.words.slice(1)) {
    if (/^[\d-]/.test(word)) {
      value = isNumber(word) ? leadingNumber(word) : 0;
      if (isNumber(word) && Math.abs(value) <= MOST) continue;
      const taken = `keepalived writes ${value}`;
      reader.warn(span, "KEEPALIVED_BAD_VALUE", `A number that makes sense here is from -254 to 254; ${taken}.`);
    } else if (word === "overwrite") overwrites = true;
    else reader.warn(span, "KEEPALIVED_BAD_VALUE", `"${word}" is no option of init_file; keepalived ignores it.`);
  }
  return { value, overwrites };
}

const MOST = 254;
