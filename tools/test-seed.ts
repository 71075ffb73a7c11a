import fc from "fast-check";

/** Laws are tried with the same inputs on every machine; `SPLITHORIZON_SEED=N` (or `random`) tries others. */
const wanted = process.env["SPLITHORIZON_SEED"];
if (wanted !== "random") fc.configureGlobal({ seed: Number(wanted ?? 9364) });
