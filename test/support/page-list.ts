import { globSync } from 'node:fs';

/** Who reads a page. Everybody but `anyone` is signed in; all belong to, or look after, the demonstration town. */
export type Reader = 'anyone' | 'member' | 'moderator' | 'convener' | 'organizer';

/** Who reads as whom in the demonstration; those of a group are of Two Rings, which somebody asks to join. */
export const readerEmails: Record<Exclude<Reader, 'anyone'>, string> = {
  convener: 'resident-54@tidewell.example',
  moderator: 'resident-55@tidewell.example',
  member: 'resident-56@tidewell.example',
  organizer: 'organizer@tidewell.example',
};

/** One state of a page as a reader meets it. */
export interface Look {
  /** Its address, or the page on which the first link that matches leads there, with what to add to that link. */
  readonly at: string | { readonly from: string; readonly link: RegExp; readonly add?: string };
  readonly as?: Reader;
  /** Empties the page's first form and sends it, to see it refused. */
  readonly refused?: true;
  /** The page has no language of its own. */
  readonly oneLanguage?: true;
  /** What the page answers, where it is not 200. */
  readonly status?: number;
}

const question = { from: '/questions/', link: /^\/questions\/[0-9a-f-]{36}\/$/ };
const ownQuestion = { from: '/groups/two-rings/', link: /^\/questions\/[0-9a-f-]{36}\/$/ };
const report = { from: '/impact/reports/?measure=drains-clear-30-days', link: /^\/reports\// };
const reflection = /^\/reflections\/[0-9a-f-]{36}\/$/;
const concern = { from: '/groups/gully-gang/', link: /^\/concern\// };
const ownReport = { from: '/groups/two-rings/impact/', link: /^\/reports\// };

/** Every page file below `src/pages`, with the states in which it is looked at. */
export const pageList: Readonly<Record<string, readonly Look[]>> = {
  '404.astro': [{ at: '/nothing-here/', status: 404 }],
  '500.astro': [],
  'dev/mail.astro': [{ at: '/dev/mail/', oneLanguage: true }],
  '[...lang]/index.astro': [{ at: '/' }, { at: '/?near=netmakers' }, { at: '/?near=withy-end' }],
  '[...lang]/[page].astro': [
    { at: '/how-it-works/' },
    { at: '/start-a-group/' },
    { at: '/privacy/' },
    { at: '/accessibility/' },
    { at: '/colophon/' },
  ],
  '[...lang]/problem.astro': [{ at: '/groups/no-such-group/', status: 404 }],
  '[...lang]/narrative/index.astro': [{ at: '/narrative/' }],
  '[...lang]/narrative/[chapter].astro': [
    { at: '/narrative/the-quay-comes-back/' },
    { at: '/narrative/what-we-do-not-know/' },
  ],
  '[...lang]/narrative/[chapter]/our-part.astro': [{ at: '/narrative/the-quay-comes-back/our-part/' }],
  '[...lang]/narrative/revisions.astro': [{ at: '/narrative/revisions/' }],
  '[...lang]/focuses/index.astro': [{ at: '/focuses/' }],
  '[...lang]/focuses/[id].astro': [{ at: '/focuses/known-by-name/' }],
  '[...lang]/neighborhoods/index.astro': [{ at: '/neighborhoods/' }],
  '[...lang]/neighborhoods/[id].astro': [
    { at: '/neighborhoods/withy-end/' },
    { at: '/neighborhoods/netmakers/' },
  ],
  '[...lang]/groups/index.astro': [
    { at: '/groups/' },
    { at: '/groups/?near=saltpans&places=1' },
    { at: '/groups/?neighborhood=withy-end&day=1&part=morning' },
  ],
  '[...lang]/groups/[slug]/index.astro': [
    { at: '/groups/gully-gang/' },
    { at: '/groups/low-door-watch/' },
    { at: '/groups/new-keys/' },
    { at: '/groups/seats-down-the-hill/' },
    { at: '/groups/mudlark-saturdays/' },
    { at: '/groups/read-aloud/' },
  ],
  '[...lang]/groups/[slug]/poster.astro': [
    { at: '/groups/gully-gang/poster/' },
    { at: '/groups/netmakers-knitting-circle/poster/?paper=letter' },
  ],
  '[...lang]/groups/[slug]/divide.astro': [
    { at: '/groups/low-door-watch/divide/', status: 401 },
    { at: '/groups/low-door-watch/divide/', as: 'member', status: 403 },
    { at: '/groups/two-rings/divide/', as: 'convener' },
  ],
  '[...lang]/groups/[slug]/trial.astro': [{ at: '/groups/gully-gang/trial/', status: 404 }],
  '[...lang]/groups/[slug]/meetings/index.astro': [
    { at: '/groups/two-rings/meetings/', status: 401 },
    { at: '/groups/two-rings/meetings/', as: 'member' },
    { at: '/groups/two-rings/meetings/', as: 'convener' },
  ],
  '[...lang]/groups/[slug]/meeting/index.astro': [
    { at: '/groups/two-rings/meeting/', status: 401 },
    { at: '/groups/two-rings/meeting/', as: 'member' },
  ],
  '[...lang]/groups/[slug]/meeting/[date].astro': [
    { at: '/groups/two-rings/meeting/2020-02-30/', as: 'member', status: 404 },
  ],
  '[...lang]/groups/[slug]/meeting/sheet.astro': [
    { at: '/groups/two-rings/meeting/sheet/', status: 401 },
    { at: '/groups/two-rings/meeting/sheet/', as: 'member' },
  ],
  '[...lang]/groups/[slug]/impact/index.astro': [
    { at: '/groups/gully-gang/impact/' },
    { at: '/groups/new-keys/impact/' },
  ],
  '[...lang]/groups/[slug]/come-once/index.astro': [
    { at: '/groups/gully-gang/come-once/' },
    { at: '/groups/gully-gang/come-once/', refused: true },
  ],
  '[...lang]/groups/[slug]/join/index.astro': [
    { at: '/groups/low-door-watch/join/' },
    { at: '/groups/gully-gang/join/', refused: true },
    { at: '/groups/two-rings/join/', as: 'convener' },
  ],
  '[...lang]/groups/[slug]/edit/index.astro': [
    { at: '/groups/two-rings/edit/', status: 401 },
    { at: '/groups/two-rings/edit/', as: 'convener' },
    { at: '/groups/two-rings/edit/', as: 'convener', refused: true },
  ],
  '[...lang]/groups/[slug]/members/index.astro': [
    { at: '/groups/two-rings/members/', as: 'convener' },
    { at: '/groups/two-rings/members/', as: 'member' },
  ],
  '[...lang]/groups/[slug]/measures/index.astro': [{ at: '/groups/two-rings/measures/', as: 'convener' }],
  '[...lang]/groups/[slug]/report/index.astro': [
    { at: '/groups/two-rings/report/', status: 401 },
    { at: '/groups/two-rings/report/', as: 'member' },
    { at: '/groups/two-rings/report/', as: 'member', refused: true },
  ],
  '[...lang]/groups/[slug]/what-works/index.astro': [{ at: '/groups/two-rings/what-works/', as: 'member' }],
  '[...lang]/groups/[slug]/what-works/write.astro': [
    { at: '/groups/two-rings/what-works/write/', as: 'member' },
    { at: '/groups/two-rings/what-works/write/', as: 'member', refused: true },
  ],
  '[...lang]/groups/[slug]/check-in/card.astro': [{ at: '/groups/two-rings/check-in/card/' }],
  '[...lang]/groups/[slug]/check-in/index.astro': [
    { at: '/groups/two-rings/check-in/', status: 401 },
    { at: '/groups/two-rings/check-in/', as: 'member' },
  ],
  '[...lang]/groups/[slug]/hands/index.astro': [
    { at: '/groups/two-rings/hands/', status: 401 },
    { at: '/groups/two-rings/hands/', as: 'member' },
  ],
  '[...lang]/groups/[slug]/moderate/index.astro': [
    { at: '/groups/two-rings/moderate/', status: 401 },
    { at: '/groups/two-rings/moderate/', as: 'member', status: 403 },
    { at: '/groups/two-rings/moderate/', as: 'moderator' },
  ],
  '[...lang]/groups/[slug]/reflect/index.astro': [
    { at: '/groups/two-rings/reflect/', status: 401 },
    { at: '/groups/two-rings/reflect/', as: 'member' },
  ],
  '[...lang]/reflections/[id].astro': [
    { at: '/reflections/none/', status: 404 },
    { at: { from: '/groups/gully-gang/', link: reflection } },
    { at: { from: '/groups/seats-down-the-hill/', link: reflection } },
  ],
  '[...lang]/reports/[id]/index.astro': [{ at: report }, { at: ownReport, as: 'member' }],
  '[...lang]/reports/[id]/change/index.astro': [
    { at: { ...ownReport, add: 'change/' }, as: 'convener' },
    { at: { ...ownReport, add: 'change/' }, as: 'convener', refused: true },
  ],
  '[...lang]/groups/[slug]/impact/ours.astro': [
    { at: '/groups/two-rings/impact/ours/', status: 401 },
    { at: '/groups/two-rings/impact/ours/', as: 'member' },
  ],
  '[...lang]/impact/index.astro': [{ at: '/impact/' }, { at: '/impact/?neighborhood=withy-end' }],
  '[...lang]/impact/reports.astro': [
    { at: '/impact/reports/?measure=drains-clear-30-days' },
    { at: '/impact/reports/?measure=samples-passing' },
  ],
  '[...lang]/impact/trajectory.astro': [{ at: '/impact/trajectory/?state=clearly-better' }],
  '[...lang]/impact/week.astro': [{ at: '/impact/week/' }, { at: '/impact/week/?measure=calls-and-visits' }],
  '[...lang]/impact/learning/index.astro': [{ at: '/impact/learning/' }],
  '[...lang]/impact/learning/rows.astro': [
    { at: { from: '/impact/learning/', link: /^\/impact\/learning\/rows\// } },
  ],
  '[...lang]/questions/index.astro': [{ at: '/questions/' }],
  '[...lang]/questions/[id]/index.astro': [{ at: question }],
  '[...lang]/questions/[id]/answer.astro': [
    { at: { ...question, add: 'answer/' }, status: 401 },
    { at: { ...question, add: 'answer/' }, as: 'member' },
    { at: { ...question, add: 'answer/' }, as: 'member', refused: true },
  ],
  '[...lang]/questions/[id]/mine.astro': [{ at: { ...ownQuestion, add: 'mine/' }, as: 'convener' }],
  '[...lang]/questions/ask.astro': [
    { at: '/questions/ask/', as: 'member' },
    { at: '/questions/ask/', as: 'member', refused: true },
  ],
  '[...lang]/approaches/index.astro': [{ at: '/approaches/' }],
  '[...lang]/approaches/[slug]/index.astro': [
    { at: '/approaches/ring-in-flood-order/' },
    { at: '/approaches/chalk-the-waterline/' },
  ],
  '[...lang]/approaches/[slug]/edit.astro': [
    { at: '/approaches/ring-in-flood-order/edit/', as: 'convener' },
    { at: '/approaches/ring-in-flood-order/edit/', as: 'convener', refused: true },
  ],
  '[...lang]/approaches/[slug]/try.astro': [{ at: '/approaches/map-the-refusals/try/', as: 'member' }],
  '[...lang]/learn/index.astro': [
    { at: '/learn/' },
    { at: '/learn/?help=all' },
    { at: '/learn/?measure=drains-clear-30-days' },
  ],
  '[...lang]/learn/dropped.astro': [{ at: '/learn/dropped/' }],
  '[...lang]/feed/index.astro': [
    { at: '/feed/' },
    { at: '/feed/?kind=approaches' },
    { at: '/feed/?group=two-rings' },
    { at: '/feed/?kind=reflections&neighborhood=withy-end' },
  ],
  '[...lang]/feed/mine.astro': [
    { at: '/feed/mine/', status: 401 },
    { at: '/feed/mine/', as: 'member' },
    { at: '/feed/mine/', as: 'organizer' },
  ],
  '[...lang]/follow/index.astro': [
    { at: '/follow/?type=focus&id=known-by-name' },
    { at: '/follow/?type=focus&id=known-by-name', refused: true },
    { at: '/follow/?type=focus&id=known-by-name', as: 'member' },
  ],
  '[...lang]/me/explore.astro': [
    { at: '/me/explore/', status: 401 },
    { at: '/me/explore/', as: 'member' },
  ],
  '[...lang]/act/report/[token].astro': [{ at: '/act/report/none/', status: 404 }],
  '[...lang]/unsubscribe/index.astro': [{ at: '/unsubscribe/?of=none', status: 404 }],
  '[...lang]/act/tell/[token].astro': [{ at: '/act/tell/none/', status: 404 }],
  '[...lang]/prompts/index.astro': [{ at: '/prompts/' }, { at: '/prompts/', as: 'organizer' }],
  '[...lang]/prompts/write.astro': [
    { at: '/prompts/write/', as: 'moderator' },
    { at: '/prompts/write/', as: 'moderator', refused: true },
  ],
  '[...lang]/open-data.astro': [{ at: '/open-data/' }],
  '[...lang]/search/index.astro': [
    { at: '/search/' },
    { at: '/search/?q=drains' },
    { at: '/search/?q=zzzzz' },
  ],
  '[...lang]/start/index.astro': [
    { at: '/start/', status: 200 },
    { at: '/start/', as: 'member' },
    { at: '/start/', as: 'member', refused: true },
    { at: '/start/?kind=interest' },
    { at: '/start/?from=reading-room-book-club', status: 409 },
    { at: '/start/?from=mudlark-saturdays', status: 401 },
    { at: '/start/?sister=low-door-watch', as: 'member' },
  ],
  '[...lang]/sign-in/index.astro': [{ at: '/sign-in/' }, { at: '/sign-in/', refused: true }],
  '[...lang]/sign-in/code.astro': [{ at: '/sign-in/code/' }, { at: '/sign-in/code/', refused: true }],
  '[...lang]/sign-in/link.astro': [{ at: '/sign-in/link/?token=none', status: 410 }],
  '[...lang]/concern/index.astro': [
    { at: '/concern/' },
    { at: '/concern/?page=nowhere', status: 422 },
    { at: concern },
    { at: concern, refused: true },
    { at: '/concern/?sent=1' },
  ],
  '[...lang]/me/index.astro': [{ at: '/me/' }, { at: '/me/', as: 'member' }, { at: '/me/', as: 'convener' }],
  '[...lang]/organize/index.astro': [
    { at: '/organize/', status: 401 },
    { at: '/organize/', as: 'organizer' },
  ],
  '[...lang]/organize/glance.astro': [{ at: '/organize/glance/', as: 'organizer' }],
  '[...lang]/organize/concerns.astro': [{ at: '/organize/concerns/', as: 'organizer' }],
  '[...lang]/organize/people.astro': [
    { at: '/organize/people/', as: 'organizer' },
    { at: '/organize/people/', as: 'organizer', refused: true },
  ],
  '[...lang]/organize/catalogs.astro': [{ at: '/organize/catalogs/', as: 'organizer' }],
  '[...lang]/organize/learning.astro': [{ at: '/organize/learning/', as: 'organizer' }],
  '[...lang]/organize/quarter.astro': [{ at: '/organize/quarter/', as: 'organizer' }],
  '[...lang]/organize/hands.astro': [{ at: '/organize/hands/', as: 'organizer' }],
  '[...lang]/organize/members/[slug].astro': [{ at: '/organize/members/two-rings/', as: 'organizer' }],
  '[...lang]/organize/audit.astro': [{ at: '/organize/audit/', as: 'organizer' }],
};

/** The page files there are; a file whose name begins with `_` is a part of one. */
export function pageFiles(): string[] {
  return globSync('**/*.astro', { cwd: 'src/pages' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/(^|\/)_/.test(file))
    .sort();
}
