/** What is typed is read by the same rules in a form and in a file that is brought in. */
export { narrow, readWhole, readYuan, writeYuan } from '#engine/typed-value.ts';
export type { Reading } from '#engine/typed-value.ts';
