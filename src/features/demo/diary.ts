import { z } from 'zod';

const lines = z.array(z.string()).min(1);

/** Lines that any group may write, of one language (`content/demo/diary.yaml`). */
const diarySchema = z.strictObject({
  /** `cold` from November to March, `warm` from May to September. */
  weather: z.strictObject({ any: lines, cold: lines, warm: lines }),
  people: lines,
  incidents: lines,
  learned: lines,
  next: lines,
  /** Where there was nothing to count. */
  nothing: lines,
  /** Why figures were amended, and reports withdrawn. */
  amended: lines,
  withdrawn: lines,
});
export type Diary = z.infer<typeof diarySchema>;

/** The diary by language; English is there. */
export const diariesSchema = z.object({ en: diarySchema }).catchall(diarySchema);
export type Diaries = Readonly<Record<string, Diary>> & { readonly en: Diary };
