import type { SaidWord } from '#features/search/said-words.ts';
import type { QuestionSummary, Voice } from './questions.ts';

/** An answer on its question's page. */
export interface AnswerView {
  readonly id: string;
  /** The group that answers; null for a resident. */
  readonly group: Voice | null;
  readonly lang: string;
  readonly text: string;
  readonly answeredAt: Date;
  /** Never shown: for what the answerer alone may do. */
  readonly answeredBy: string;
  readonly helpedAt: Date | null;
  readonly cameOfIt: string | null;
  /** An approach that the answer points to. */
  readonly approach: { readonly slug: string; readonly title: string; readonly lang: string } | null;
}

export interface QuestionPage extends QuestionSummary {
  readonly detail: string | null;
  readonly groupId: string | null;
  /** Never shown: for what the asker alone may do. */
  readonly askedBy: string | null;
  /** Groups it is addressed to; none: to everyone. */
  readonly addressees: readonly Voice[];
  /** Oldest first. */
  readonly given: readonly AnswerView[];
}

/** Why a group is proposed as one to ask. */
export type ProposalReason = 'clearly-better' | 'has-approach' | 'same-focus' | 'words';

export interface Proposal {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly lang: string;
  readonly neighborhoodId: string;
  /** Strongest first; never empty. */
  readonly reasons: readonly ProposalReason[];
  /** Of the question's words, those that the group uses too; the rarest first. */
  readonly says: readonly SaidWord[];
}
