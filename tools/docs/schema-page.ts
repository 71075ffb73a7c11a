import { asProse, type Page } from "./reference-pages.ts";

/** As much of a JSON Schema as our own use. */
interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
}

/** Keys of a YAML format, map by map, as its schema has them; `text` is the schema's JSON. */
export function schemaPage(path: string, heading: string, text: string): Page {
  const schema = JSON.parse(text) as Schema;
  const definitions = Object.entries(schema.definitions ?? {});
  const parts = [tableOf(schema), ...definitions.flatMap(([name, definition]) => partOf(name, definition))];
  return { path, text: `# ${heading}\n\n${prose(schema.description)}\n\n${parts.join("\n")}` };
}

function partOf(name: string, definition: Schema): readonly string[] {
  const shapes = [definition, ...(definition.oneOf ?? []), ...(definition.anyOf ?? [])].filter(
    ({ properties }) => properties !== undefined,
  );
  if (shapes.length === 0) return [];
  const about = prose(definition.description);
  const tables = shapes.map((shape) =>
    shape === definition ? tableOf(shape) : `${prose(shape.description)}\n\n${tableOf(shape)}`,
  );
  return [`## ${name}\n\n${about}\n\n${tables.join("\n")}`];
}

function tableOf({ properties = {}, required = [] }: Schema): string {
  const rows = rowsOf("", properties, required);
  return `| key | |\n|---|---|\n${rows.map((row) => `${row}\n`).join("")}`;
}

/** Maps that have no name of their own stand in the table of the map around them: `bgp.asn`. */
function rowsOf(
  before: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): readonly string[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const need = required.includes(key) ? " Must be there." : "";
    const row = `| \`${before}${key}\` | ${cell(property)}${need} |`;
    const own = [property, ...(property.anyOf ?? [])].find((one) => one.properties !== undefined);
    return [row, ...rowsOf(`${before}${key}.`, own?.properties ?? {}, own?.required ?? [])];
  });
}

function cell(schema: Schema): string {
  const words = (schema.enum ?? []).map((word) => `\`${String(word)}\``).join(", ");
  const usual = schema.default === undefined ? "" : `Usually \`${JSON.stringify(schema.default)}\`.`;
  const parts = [prose(schema.description), words === "" ? "" : `One of ${words}.`, usual, referencesOf(schema)];
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll("|", "\\|");
}

/** Which of the parts below it is made of. */
function referencesOf(schema: Schema): string {
  const inner = [schema, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => [
    one.$ref,
    one.items?.$ref,
    typeof one.additionalProperties === "object" ? one.additionalProperties.$ref : undefined,
  ]);
  const names = new Set(inner.flatMap((reference) => reference?.replace("#/definitions/", "") ?? []));
  return names.size === 0 ? "" : `(${[...names].join(", ")})`;
}

function prose(text: string | undefined): string {
  return asProse(text ?? "");
}
