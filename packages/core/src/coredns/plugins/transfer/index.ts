import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { transferLandmarks } from "./landmarks.ts";
import { readTransferSettings, type TransferRule } from "./settings.ts";
import { makeTransfer } from "./transfer.ts";

export const transferPlugin: RegisteredPlugin = definePlugin<readonly TransferRule[]>({
  readSettings: readTransferSettings,
  make: makeTransfer,
  landmarks: transferLandmarks,
});
