import fc from "fast-check";

/** The same cases on every run; another number in FC_SEED looks at others. */
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 1) });
