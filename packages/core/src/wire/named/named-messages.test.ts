import { describe, expect, it } from "vitest";
import { decodeMessage, responseFromMessage } from "../decode.ts";
import { encodeMessage } from "../encode.ts";
import { hexOf } from "../octets.fixture.ts";
import { commonTypes } from "./common-types.fixture.ts";
import { corednsMessages } from "./coredns-messages.fixture.ts";
import { laterNames } from "./later-names.fixture.ts";
import { messagesOfBlock, recordsOf, recordsOfBlock } from "./named-message.fixture.ts";
import { rareTypes } from "./rare-types.fixture.ts";
import { wholeMessages } from "./whole-messages.fixture.ts";

describe.each(Object.entries({ commonTypes, rareTypes, wholeMessages, laterNames, corednsMessages }))(
  "what was sent: %s",
  (_, messages) => {
    const rows = Object.entries(messages);

    it.each(rows)("%s is read as dig reads it", (_question, block) => {
      const sent = messagesOfBlock(block);
      expect(sent.map(({ compression }) => compression).join()).toMatch(/^(?:bind,bind-9\.20|off)$/);
      for (const { octets } of sent) {
        const decoded = decodeMessage(octets);
        expect(recordsOf(decoded)).toEqual(recordsOfBlock(block));
        expect(decoded.kind === "message" && decoded.irregularities).toEqual([]);
      }
    });

    it.each(rows)("%s is written as the server writes it", (_question, block) => {
      for (const { octets, compression } of messagesOfBlock(block)) {
        const decoded = decodeMessage(octets);
        const written =
          decoded.kind === "message" && encodeMessage(responseFromMessage(decoded.message), { compression });
        expect(written && hexOf(written)).toBe(hexOf(octets));
      }
    });
  },
);
