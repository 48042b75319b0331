/**
 * Rectangles with room to spare, in the plane and as boxes of any dimension, alone.
 *
 * @module
 */
export { slack } from "../engines/slack/slack.ts";
export type { SlackEffort, SlackOptions } from "../engines/slack/slack.ts";
export { slackBoxes } from "../engines/slack/slack-boxes.ts";
export type { SlackBoxes, SlackBoxesOptions } from "../engines/slack/slack-boxes.ts";
