import { Document, isScalar, Scalar, visit } from "yaml";

/** A value as `kubectl -o yaml` prints it: keys sorted, lists not indented, long texts as blocks, and in quotes whatever YAML 1.1 would not read as a text. */
export function printYaml(value: unknown): string {
  const document = new Document(value, { schema: "yaml-1.1", sortMapEntries: true, aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      const style = isScalar(node) && typeof node.value === "string" ? styleFor(node.value) : null;
      if (style !== null) node.type = style;
    },
  });
  return document.toString({ indentSeq: false, lineWidth: 0, singleQuote: false, doubleQuotedAsJSON: true });
}

/** libyaml writes no block where a line ends in a blank or a tab stands: such a Corefile comes out as one quoted line. */
function styleFor(text: string): Scalar.Type | null {
  if (!text.includes("\n")) return null;
  const isPlainBlock = !/[ ]\n|\t| $/.test(text) && text.trim() !== "";
  return isPlainBlock ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
}
