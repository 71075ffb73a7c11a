import { readFileSync } from "node:fs";
import { startApiServer } from "./api-server.ts";

await startApiServer(JSON.parse(readFileSync(process.argv[2] ?? "objects.json", "utf8")), 18080);
