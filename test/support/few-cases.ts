import fc from "fast-check";

/** Few cases of each property: a mutant is tried against hundreds of tests. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 20 });
