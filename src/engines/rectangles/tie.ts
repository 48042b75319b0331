/**
 * Relative difference below which two sides or two scores count as equal. Equal weights make many ties, and
 * what comes of one must not hang on the last bit: the layout of a scaled container is the scaled layout.
 */
export const TIE = 1e-12;
