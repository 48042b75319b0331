/** Relative difference between the area of a cell and its share, or between a cell and its children together. */
export const AREA_TOLERANCE = 1e-9;

/**
 * Distance by which a corner may be out of place, as a part of the longer side of the bounding box: of the parent
 * where cells of a family are compared, of the cell itself for its own outline.
 */
export const PLACE_TOLERANCE = 1e-9;

/** Relative difference between the area of a leaf and its weight where leaves make up for padding. */
export const LEAF_TOLERANCE = 1e-6;
