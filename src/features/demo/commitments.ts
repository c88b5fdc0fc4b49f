import { z } from 'zod';

const entrySchema = z.strictObject({
  text: z.string(),
  expected: z.string(),
  /** What came of it, and why it was dropped. */
  kept: z.string(),
  dropped: z.string(),
});
export type DemoCommitment = z.infer<typeof entrySchema>;

const entries = z.array(entrySchema).min(1);

/** What groups of one language set out to try: by focus, and (`any`) what all of them may. */
const languageSchema = z.object({ carried: z.array(z.string()).min(1), any: entries }).catchall(entries);
export type DemoCommitments = z.infer<typeof languageSchema>;

/** `content/demo/commitments.yaml`, by language; English is there. */
export const commitmentsSchema = z.object({ en: languageSchema }).catchall(languageSchema);
